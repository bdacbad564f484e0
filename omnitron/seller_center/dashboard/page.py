"""Where Seller Center begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.seller_center.dashboard.figures import Figures
from orders.delivering import deliveries_of
from orders.models import SalesChannel, Seller

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@permitted(SELLER_CENTER, panel=SELLER_CENTER)
@require_safe
def index(request: PanelRequest, /) -> HttpResponse:
    """What waits for a person, and what was ordered: of all that the lists show them."""
    user = request.user
    sellers = Seller.objects.filter(staff__user=user).order_by("name", "code")
    context: dict[str, Any] = {"deliveries": deliveries_of(sellers)}
    sees_all = user.has_perm("accounts.view_all_sellers")
    if sees_all or user.seller_ids:
        context["figures"] = Figures(user)
    if sees_all:
        context["channels"] = SalesChannel.objects.marketplaces_of(user)
    context["sees_all"] = sees_all
    return render(request, "seller_center/dashboard/page.html", context)
