"""Erasing a customer: the page has asked, this does it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from omnitron.accounts.http import PanelRequest
from omnitron.panel.models import SavedView
from omnitron.panel.order_detail.door import order_page
from orders.services.recognising import searches_for
from payments.services.erasing import erase_customer


@require_POST
@order_page("orders.erase_customer")
@transaction.atomic
def erase_customer_of_order(request: PanelRequest, /, number: str) -> HttpResponse:
    """Blank the personal data of the order's customer, in all of their orders.

    Views of the list that somebody saved to find this customer are deleted with it.
    """
    erased = erase_customer(actor=request.user, number=number)
    views = dict(SavedView.objects.filter(query__contains="q=").values_list("pk", "query"))
    SavedView.objects.filter(pk__in=searches_for(erased.people, views)).delete()
    count = len(erased.order_ids)
    sentence = ngettext(
        "The customer’s personal data was erased from %(count)s order.",
        "The customer’s personal data was erased from %(count)s orders.",
        count,
    )
    messages.success(request, sentence % {"count": count})
    return redirect("omnitron:order-detail", number=number)
