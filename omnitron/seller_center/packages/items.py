"""What is done with single items of a package: a package of their own, a rejection, its undo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cancellations.models import CancellationPlanItem
from cancellations.planning.drafts import NOTHING
from cancellations.services.rejecting_items import FROM_PACKAGE
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import PERMISSION_OF, Source
from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound, Refusal, as_refusal
from omnitron.core.formats import money_text
from omnitron.core.keyset import MAX_PK
from omnitron.seller_center.packages.detail import answers_form, changed, show_package
from omnitron.seller_center.packages.typed import Typed
from omnitron.seller_center.rejecting.flow import Rejecting
from orders.access import get_package
from orders.services.packages.locking import PERMISSION
from orders.services.packages.regrouping import create_new_package

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpResponse

    from cancellations.models import CancellationPlan
    from omnitron.accounts.http import PanelRequest
    from omnitron.seller_center.rejecting.asked import Asked
    from orders.models import Package

LONGEST_KEY = 19
REJECT = PERMISSION_OF[Source.SELLER]


@permitted(PERMISSION, panel=SELLER_CENTER)
@answers_form
def divide(request: PanelRequest, /, number: str) -> HttpResponse:
    """Put the ticked items into a package of their own."""
    package = get_package(request.user, number, to_pack=True)
    ticked = _ticked(request)
    try:
        new = create_new_package(actor=request.user, number=number, item_ids=ticked)
    except Exception as exception:
        return _refused(request, number, ticked, exception)
    url = reverse("seller_center:package-detail", args=[new.number])
    link = format_html('<a href="{}">{}</a>', url, new.number)
    sentence = ngettext(
        "%(count)s line is in a package of its own now:",
        "%(count)s lines are in a package of their own now:",
        len(ticked),
    )
    told = format_html("{} {}.", sentence % {"count": len(ticked)}, link)
    return changed(request, package, told)


@permitted(REJECT, panel=SELLER_CENTER)
@answers_form
def reject(request: PanelRequest, /, number: str) -> HttpResponse:
    """Ask why the ticked items are rejected, then reject them."""
    package = get_package(request.user, number, to_pack=True)
    rejecting = Rejecting(
        request.user,
        package.order,
        show=partial(_shown, request, number),
        rejectable=FROM_PACKAGE,
        check=partial(_check, package),
    )
    if "key" in request.POST:
        return rejecting.reject(request.POST, partial(_done, request, package))
    return rejecting.ask(request.POST)


@permitted(REJECT, panel=SELLER_CENTER)
@answers_form
def undo_rejection(request: PanelRequest, /, number: str, plan_id: int) -> HttpResponse:
    """Take a rejection back while no money has moved, or say that it is too late."""
    package = get_package(request.user, number, to_pack=True)
    held = CancellationPlanItem.objects.filter(item__package=package, plan=plan_id)
    if plan_id > MAX_PK or not held.exists():
        raise NotFound(_("There is no plan %(plan)s.") % {"plan": plan_id})
    try:
        withdraw_plan(actor=request.user, plan_id=plan_id, panel=SELLER_CENTER)
    except Exception as exception:
        return _refused(request, number, [], exception)
    told = _("Plan %(plan)s was withdrawn: no money has moved.") % {"plan": plan_id}
    return changed(request, package, told)


def _ticked(request: PanelRequest) -> list[int]:
    """The keys of the ticked items; what no page sends is no item."""
    typed = request.POST.getlist("item")
    keys = {
        int(key) for key in typed if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY
    }
    return sorted(key for key in keys if key <= MAX_PK)


def _check(package: Package, chosen: Collection[int]) -> None:
    """Raise `Refusal` for an item that is not in the package, or no more."""
    if package.items.filter(pk__in=chosen).count() < len(chosen):
        raise Refusal(
            _("Some of the ticked products are no longer in package %(number)s: look at it again.")
            % {"number": package.number}
        )


def _shown(request: PanelRequest, number: str, asked: Asked, status: int) -> HttpResponse:
    typed = Typed(refusal=asked.problem, ticked=asked.ticked, asked=asked, code=status)
    return show_package(request, number, typed)


def _done(request: PanelRequest, package: Package, plan: CancellationPlan) -> HttpResponse:
    return changed(request, package, _told(plan))


def _told(plan: CancellationPlan) -> str:
    entries = list(plan.items.all())
    sentence = ngettext(
        "%(count)s line was rejected by plan %(plan)s: %(amount)s goes back.",
        "%(count)s lines were rejected by plan %(plan)s: %(amount)s goes back.",
        len(entries),
    )
    amount = money_text(sum((entry.amount for entry in entries), NOTHING), plan.order.currency)
    return sentence % {"count": len(entries), "plan": plan.pk, "amount": amount}


def _refused(
    request: PanelRequest, number: str, ticked: list[int], exception: Exception
) -> HttpResponse:
    """The page with why nothing was done; what is no refusal is raised.

    An item that is not there any more is told, too: the package itself was found before.
    """
    refusal = as_refusal(exception)
    if refusal is None:
        raise exception
    return show_package(request, number, Typed(refusal=str(refusal), ticked=ticked))
