"""Where Omnitron begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import OMNITRON
from omnitron.panel.dashboard.dashboard import Dashboard
from omnitron.panel.dashboard.money import closes_of_yesterday

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_safe
@permitted(OMNITRON)
def dashboard(request: PanelRequest, /) -> HttpResponse:
    """What a person's role may see of today, or of the last 30 days."""
    context = {"dashboard": Dashboard(request.user, request.GET)}
    return render(request, "omnitron/dashboard/page.html", context)


@require_safe
@permitted("payments.close_money")
def money_close(request: PanelRequest, /) -> HttpResponse:
    """The card about yesterday's money: the gateways are asked once the page is there."""
    context = {"closes": closes_of_yesterday(request.user)}
    return render(request, "omnitron/dashboard/money_asked.html", context)
