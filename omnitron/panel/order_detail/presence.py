"""Who else has this order open."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseStopPolling

from omnitron.accounts.http import PanelRequest
from omnitron.core import presence
from omnitron.core.presence import Visitor
from omnitron.panel.order_detail.door import order_page
from orders.access import get_order
from orders.models import Order


@require_POST
def announce_presence(request: PanelRequest, /, number: str) -> HttpResponse:
    """Say that somebody is here and learn who else is.

    Whoever was signed out meanwhile is asked no more, instead of being sent to the sign-in page:
    something half typed may stand on theirs.
    """
    if not request.user.is_authenticated:
        return HttpResponseStopPolling()
    return _announce(request, number)


@order_page()
def _announce(request: PanelRequest, /, number: str) -> HttpResponse:
    order = get_order(request.user, number)
    user = request.user
    visitor = Visitor(user.pk, user.distinct_name, editing=bool(request.POST.get("editing")))
    if request.POST.get("left"):
        end_editing(request, order)
    presence.announce(_place(order), visitor)
    context = {"visitors": who_else(request, order)}
    return render(request, "omnitron/order/visitors.html", context)


def who_else(request: PanelRequest, order: Order) -> list[Visitor]:
    """The others who have the order open."""
    return presence.others(_place(order), user_id=request.user.pk)


def end_editing(request: PanelRequest, order: Order) -> None:
    """The form was saved or left: nobody need wait for this person any more."""
    user = request.user
    presence.withdraw(_place(order), Visitor(user.pk, user.distinct_name, editing=True))


def _place(order: Order) -> str:
    return f"order:{order.number}"
