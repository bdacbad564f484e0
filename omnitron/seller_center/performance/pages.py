"""Performance (X11): all sellers for the marketplace, one's own for a seller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound
from omnitron.seller_center.performance.listing import Sellers, days_in, rows_of
from performance.models import SellerPerformance
from performance.querysets import DAYS

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from performance.querysets import PerformanceQuerySet


@require_safe
@permitted("accounts.view_all_sellers", panel=SELLER_CENTER)
def seller_list(request: PanelRequest, /) -> HttpResponse:
    """How the sellers of the person's marketplaces did, the worst first."""
    context = {
        "sellers": Sellers(request.user, request.GET),
        "periods": DAYS,
        "threshold": settings.REJECTION_THRESHOLD,
    }
    return render(request, "seller_center/performance/sellers.html", context)


@require_safe
@permitted("accounts.view_all_sellers", panel=SELLER_CENTER)
def seller(request: PanelRequest, /, pk: int) -> HttpResponse:
    """How one seller did, in each marketplace that the person looks after."""
    found = Sellers(request.user, request.GET).all.filter(seller=pk)
    if not found.exists():
        raise NotFound(_("There are no figures of this seller."))
    return _show(request, found)


@require_safe
@permitted(SELLER_CENTER, panel=SELLER_CENTER)
def own_performance(request: PanelRequest, /) -> HttpResponse:
    """How the sellers did whom the person works for."""
    own = SellerPerformance.objects.filter(seller__in=request.user.seller_ids)
    return _show(request, own, is_own=True)


def _show(
    request: PanelRequest, found: PerformanceQuerySet, *, is_own: bool = False
) -> HttpResponse:
    days = days_in(request.GET)
    rows = found.with_rates().select_related("seller", "channel")
    context = {
        "rows": rows_of(rows.order_by("seller__name", "channel__name"), days),
        "days": days,
        "periods": DAYS,
        "threshold": settings.REJECTION_THRESHOLD,
        "is_own": is_own,
    }
    return render(request, "seller_center/performance/seller.html", context)
