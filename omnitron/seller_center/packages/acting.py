"""The steps of a package that need nothing but a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound, refusal_to_tell
from omnitron.seller_center.packages.detail import answers_form, changed, show_package
from omnitron.seller_center.packages.typed import Typed
from orders.access import get_package
from orders.package_actions import PackageAction
from orders.services.packages.locking import PERMISSION
from orders.services.packages.preparing import mark_ready, start_preparing, step_back
from orders.services.packages.shipping import mark_delivered, mark_failed

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest

SERVICES = {
    PackageAction.START_PREPARING: start_preparing,
    PackageAction.STEP_BACK: step_back,
    PackageAction.READY_TO_SHIP: mark_ready,
    PackageAction.DELIVERED: mark_delivered,
    PackageAction.DELIVERY_FAILED: mark_failed,
}


@permitted(PERMISSION, panel=SELLER_CENTER)
@answers_form
def act_on_package(request: PanelRequest, /, number: str, action: str) -> HttpResponse:
    """Do it, or say who was faster."""
    if action not in SERVICES:
        raise NotFound(_("This page does not exist, or it is not for your role."))
    try:
        outcome = SERVICES[PackageAction(action)](actor=request.user, numbers=[number])
        refusal = outcome.refusal
    except Exception as exception:
        refusal = str(refusal_to_tell(exception))
    if refusal:
        return show_package(request, number, Typed(refusal=refusal))
    return changed(request, get_package(request.user, number))
