"""Where Seller Center begins."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.formats import count_text
from orders.delivering import deliveries_of
from orders.models import SalesChannel, Seller


@permitted(SELLER_CENTER, panel=SELLER_CENTER)
@require_safe
def index(request: PanelRequest, /) -> HttpResponse:
    """The sellers whom a person works for; for the marketplace's own people the marketplace."""
    sellers = Seller.objects.filter(staff__user=request.user).order_by("name", "code")
    context: dict[str, Any] = {"deliveries": deliveries_of(sellers)}
    if request.user.has_perm("accounts.view_all_sellers"):
        counts = Seller.objects.aggregate(
            active=Count("pk", filter=Q(is_active=True)),
            inactive=Count("pk", filter=Q(is_active=False)),
        )
        sellers_by_state = {state: count_text(count) for state, count in counts.items()}
        context |= {
            "channels": SalesChannel.objects.marketplaces_of(request.user),
            "sellers": sellers_by_state,
        }
    return render(request, "seller_center/index.html", context)
