"""The page of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from omnitron.panel.order_detail.contents import OrderPage
from omnitron.panel.order_detail.door import order_page
from omnitron.panel.order_detail.presence import who_else
from orders.access import get_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from cancellations.planning.objections import Objection
    from omnitron.accounts.http import PanelRequest
    from omnitron.panel.order_detail.plans.section import RefusedForm
    from omnitron.panel.order_detail.plans.typed import Typed
    from orders.models import Order


@require_safe
@order_page()
def order_detail(request: PanelRequest, /, number: str) -> HttpResponse:
    """Everything about one order."""
    order = get_order(request.user, number)
    return render(request, "omnitron/order/detail.html", page_context(request, order))


def page_context(
    request: PanelRequest,
    order: Order,
    typed: Typed | None = None,
    objections: Sequence[Objection] = (),
    refused: RefusedForm | None = None,
) -> dict[str, Any]:
    """What stands on the page of an order, whether its customer is being edited or not.

    `typed` is what was chosen for a plan, and `objections` what speaks against it; `refused` is the
    form of a plan that is there and was not accepted.
    """
    return {
        "page": OrderPage(order, request.user, typed, objections, refused),
        "order": order,
        "visitors": who_else(request, order),
    }
