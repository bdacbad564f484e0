"""Editing the customer of an order in place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from omnitron.accounts.http import PanelRequest
from omnitron.core.errors import refusal_to_tell
from omnitron.panel.order_detail.conflicts import ConflictShown
from omnitron.panel.order_detail.door import order_page
from omnitron.panel.order_detail.forms import CustomerForm
from omnitron.panel.order_detail.page import page_context
from omnitron.panel.order_detail.presence import end_editing
from orders.access import get_order
from orders.models import Order
from orders.services.editing import Edited, EditedMeanwhile, Opened, edit_customer
from orders.snapshots import snapshot_of


@require_http_methods(["GET", "HEAD", "POST"])
@order_page("orders.edit_customer")
def edit_customer_of_order(request: PanelRequest, /, number: str) -> HttpResponse:
    """The form in place of the customer's card; saved, or back with what keeps it from that."""
    order = get_order(request.user, number)
    current = Opened(order.version, snapshot_of(order))
    data = request.POST if request.method == "POST" else None
    form = CustomerForm(order, current, data)
    if form.is_valid():
        try:
            edited = _save(request, order, form)
        except EditedMeanwhile as conflict:
            return _ask(request, order, form, conflict)
        except Exception as exception:
            form.add_error(None, str(refusal_to_tell(exception)))
        else:
            _tell(request, edited)
            end_editing(request, order)
            return redirect("omnitron:order-detail", number=order.number)
    form.put_focus()
    context = page_context(request, order) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "omnitron/order/edit.html", context, status=status)


def _save(request: PanelRequest, order: Order, form: CustomerForm) -> Edited:
    return edit_customer(
        actor=request.user,
        number=order.number,
        opened=form.opened.opened,
        wanted=form.values,
        also_future=form.cleaned_data["also_future"],
    )


def _ask(
    request: PanelRequest, order: Order, form: CustomerForm, conflict: EditedMeanwhile
) -> HttpResponse:
    shown = ConflictShown(order, form, conflict)
    context = page_context(request, order) | {"conflict": shown}
    return render(request, "omnitron/order/conflict.html", context, status=409)


def _tell(request: PanelRequest, edited: Edited) -> None:
    if edited.merged_with is not None:
        sentence = _("Customer saved, together with what %(name)s saved meanwhile.")
        name = edited.merged_with or _("somebody else")
        messages.success(request, sentence % {"name": name})
    elif edited.changed:
        messages.success(request, _("Customer saved."))
    else:
        messages.info(request, _("Nothing was changed."))
