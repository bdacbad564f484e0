"""What is done with many ticked packages at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound, refusal_to_tell
from omnitron.core.waiting import count_again
from omnitron.seller_center.packages.answers import Answer
from omnitron.seller_center.packages.listing import Listing
from omnitron.seller_center.packages.page import show_packages
from orders.package_actions import PackageAction
from orders.services.packages.locking import PERMISSION
from orders.services.packages.preparing import mark_ready, start_preparing
from orders.services.packages.shipping import mark_delivered

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest

SERVICES = {
    PackageAction.START_PREPARING: start_preparing,
    PackageAction.READY_TO_SHIP: mark_ready,
    PackageAction.DELIVERED: mark_delivered,
}


@require_POST
@permitted(PERMISSION, panel=SELLER_CENTER)
def act_on_packages(request: PanelRequest, /, action: str) -> HttpResponse:
    """Do the same with all ticked packages that allow it, and say why the others do not."""
    if action not in SERVICES:
        raise NotFound(_("This page does not exist, or it is not for your role."))
    numbers = request.POST.getlist("package")
    try:
        outcome = SERVICES[PackageAction(action)](actor=request.user, numbers=numbers)
    except Exception as exception:
        refusal = str(refusal_to_tell(exception))
        return show_packages(request, ticked=numbers, refusal=refusal)
    answer = Answer.to(PackageAction(action), outcome)
    if not answer.done:
        return show_packages(request, answer=answer)
    count_again(request.user)
    answer.keep_for_next(request)
    return redirect(
        reverse("seller_center:package-list") + Listing(request.user, request.GET).place
    )
