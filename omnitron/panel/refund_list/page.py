from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from omnitron.accounts.access import permitted
from omnitron.panel.refund_list.listing import RefundList

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_safe
@permitted("orders.view_orders")
def refund_list(request: PanelRequest, /) -> HttpResponse:
    """The refunds of one status, or all that have not come to an end."""
    context = {"listing": RefundList(request.user, request.GET)}
    return render(request, "omnitron/dated_list.html", context)
