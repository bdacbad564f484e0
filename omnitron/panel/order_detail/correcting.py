"""Correcting the status of a line that says what never happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from omnitron.core.errors import NotFound
from omnitron.panel.order_detail.door import order_page
from omnitron.panel.order_detail.status_form import StatusForm
from orders.access import get_order
from orders.services.moving import correct_items, why_not_corrected
from orders.states import Status

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from orders.models import Order, OrderItem

PERMISSION = "orders.correct_status"


@require_http_methods(["GET", "HEAD", "POST"])
@order_page(PERMISSION)
def correct_status_of_item(request: PanelRequest, /, number: str, item_id: int) -> HttpResponse:
    """Ask for the right status and a reason; correct it, or say why not beside what was typed."""
    order = get_order(request.user, number)
    item = _item_of(order, item_id)
    before = Status(item.status)
    form = StatusForm(item, request.POST if request.method == "POST" else None)

    def corrected() -> Status:
        to: Status = form.cleaned_data["to"]
        correct_items(
            actor=request.user,
            item_ids=[item.pk],
            to=to,
            reason=form.cleaned_data["reason"],
            versions={item.pk: form.version_seen},
        )
        return to

    if form.is_bound and (to := form.saved(corrected)) is not None:
        told = _("%(name)s: the status is %(to)s now, it was %(before)s.")
        values = {"name": item.name, "to": to.label, "before": before.label}
        messages.success(request, told % values)
        return redirect("omnitron:order-detail", number=number)
    if form.is_bound:
        item = _item_of(order, item_id)
        form.look_again(item)
    context = {"order": order, "item": item, "form": form, "why_not": why_not_corrected(item)}
    return render(request, "omnitron/order/correct_status.html", context, status=form.status)


def _item_of(order: Order, item_id: int) -> OrderItem:
    item: OrderItem | None = order.items.filter(pk=item_id).first()
    if item is None:
        raise NotFound(_("There is no order line %(id)s.") % {"id": item_id})
    return item
