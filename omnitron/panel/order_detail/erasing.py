"""Erasing a customer: the page has asked, this does it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from omnitron.accounts.http import PanelRequest
from omnitron.panel.order_detail.door import order_page
from omnitron.panel.services.erasing import erase_customer


@require_POST
@order_page("orders.erase_customer")
def erase_customer_of_order(request: PanelRequest, /, number: str) -> HttpResponse:
    """Blank the personal data of the order's customer, in all of their orders."""
    count = erase_customer(actor=request.user, number=number)
    sentence = ngettext(
        "The customer’s personal data was erased from %(count)s order.",
        "The customer’s personal data was erased from %(count)s orders.",
        count,
    )
    messages.success(request, sentence % {"count": count})
    return redirect("omnitron:order-detail", number=number)
