"""What the dashboard counts of what a person sees, as plain values that can be kept."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, F, Q, Sum
from django.http import QueryDict
from django.utils import timezone

from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.keyset import counts_up_to
from omnitron.seller_center.order_list.listing import Listing as OrderListing
from omnitron.seller_center.returns.tabs import returns_of
from orders.access import sees_whole
from orders.models import OrderItem, Package, SalesChannel
from orders.package_actions import ON_THEIR_WAY
from orders.states import FINAL, PackageStatus
from performance.models import SellerPerformance

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from omnitron.accounts.models import User
    from omnitron.core.days import Days
    from orders.querysets import ItemQuerySet

# The lists count no further either.
COUNTED = 10_000
PAID = F("net_amount") + F("installment_interest_amount")


def count(user: User, *, today: Days, month: Days) -> dict[str, Any]:
    """All of it: what waits now, and what was ordered on these days."""
    lists = _waiting(user) | {"today": _orders(user, today), "month": _orders(user, month)}
    counts = counts_up_to(COUNTED + 1, lists.values())
    return {
        "at": timezone.now().isoformat(),
        "counts": dict(zip(lists, counts, strict=True)),
        "sold": _sold(user, month),
        "performance": _performance(user),
    }


def _waiting(user: User) -> dict[str, QuerySet[Any]]:
    packages, returns = Package.objects.visible_to(user), returns_of(user)
    packed = packages.in_preparation()
    return {
        "waiting_packaging": packed.filter(status=PackageStatus.WAITING_PACKAGING),
        "preparing": packed.filter(status=PackageStatus.PREPARING),
        "ready_to_ship": packed.filter(status=PackageStatus.READY_TO_SHIP),
        "late": packages.late(),
        "on_their_way": packages.filter(status__in=sorted(ON_THEIR_WAY)),
        "delivery_failed": packages.filter(status=PackageStatus.DELIVERY_FAILED),
        "returns": returns.returns_to_answer(),
        "escalated": returns.escalated(),
    }


def _orders(user: User, days: Days) -> QuerySet[Any]:
    """The rows of the list for these days, found as it finds them."""
    query = QueryDict(mutable=True)
    query.update(days.asked("placed"))
    return OrderListing(user, query).orders_in(())


def _sold(user: User, days: Days) -> list[list[Any]]:
    """By currency: how many items were not given back, and what was paid for them."""
    rows = _items(user, days).order_by("order__currency").values_list("order__currency")
    kept = ~Q(status__in=sorted(FINAL))
    sold = rows.annotate(n=Count("pk", filter=kept), sold=Sum(PAID, filter=kept, default=0))
    return [[name, n, str(total)] for name, n, total in sold]


def _items(user: User, days: Days) -> ItemQuerySet:
    placed = {f"order__{name}": at for name, at in days.within("placed_at").items()}
    visible = OrderItem.objects.visible_to(user, SELLER_CENTER).filter(**placed)
    own = user.seller_ids
    if sees_whole(user) != set():
        return visible
    # What the order keeps of its sellers has an index in order of date, for one seller and for
    # several apart; the items of a seller of years would all be read.
    several = Q(order__seller_ids__overlap=own, order__seller_ids__len__gt=1)
    return visible.filter(reduce(or_, [Q(order__seller_ids=[key]) for key in own], several))


def _performance(user: User) -> dict[str, int]:
    over = Q(rate_30__gt=settings.REJECTION_THRESHOLD)
    rows = SellerPerformance.objects.visible_to(user)
    if user.has_perm("accounts.view_all_sellers"):
        rows = rows.filter(channel__in=SalesChannel.objects.marketplaces_of(user))
    sums: dict[str, int] = rows.with_rates().aggregate(
        items=Sum("items_30", default=0),
        rejected=Sum("rejected_30", default=0),
        sellers=Count("seller", distinct=True),
        over=Count("seller", distinct=True, filter=over),
    )
    return sums
