from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from omnitron.accounts.access import permitted
from omnitron.panel.plan_list.listing import PlanList

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_safe
@permitted("orders.view_orders")
def plan_list(request: PanelRequest, /) -> HttpResponse:
    """The plans of some days, for one reason or for all."""
    context = {"listing": PlanList(request.user, request.GET)}
    return render(request, "omnitron/dated_list.html", context)
