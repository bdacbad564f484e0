"""The sellers that the field of a filter suggests while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from orders.filter_choices import suggested_sellers

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from orders.models import Seller


def show_sellers(request: PanelRequest) -> HttpResponse:
    """Options for what is typed so far."""
    text = request.GET.get("seller", "").replace("\0", "").strip()
    sellers = suggested_sellers(text)
    context = {"suggestions": [(seller, _caption(seller, text)) for seller in sellers]}
    return render(request, "omnitron/orders/seller_options.html", context)


def _caption(seller: Seller, typed: str) -> str:
    """The code; beside it what was typed where the name is written differently.

    Browsers fold no letters: they hide a suggestion that does not hold what was typed.
    """
    shown = typed.casefold() in f"{seller.name}\n{seller.code}".casefold()
    return seller.code if shown else f"{seller.code} · {typed}"
