"""The money close (X12): a day of ours beside the same day of a gateway's book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from omnitron.accounts.access import permitted
from omnitron.panel.money_close.day import MoneyClose

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_safe
@permitted("payments.close_money")
def money_close(request: PanelRequest, /) -> HttpResponse:
    """Where our refunds and a gateway's book differ on one day; yesterday, unless asked."""
    money = MoneyClose(request.user, request.GET)
    status = 422 if money.form.errors else 200
    return render(request, "omnitron/money_close/page.html", {"money": money}, status=status)
