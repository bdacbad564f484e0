"""Resolving a selection: its filter again, with the person's visibility of now."""

from __future__ import annotations

import zoneinfo
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils import timezone

from orders.filter_queries import expand
from orders.filters import OrderFilter

if TYPE_CHECKING:
    from orders.models import OrderSelection
    from orders.querysets import OrderQuerySet


def resolve(selection: OrderSelection, *, payment_types: list[tuple[str, Any]]) -> OrderQuerySet:
    """The chosen orders that the person may see now and that still match.

    Of “all that match”, those that came after the choice are left out.
    """
    with timezone.override(zoneinfo.ZoneInfo(selection.time_zone)):
        query = expand(QueryDict(selection.filter_query))
        orders: OrderQuerySet = OrderFilter(
            query, user=selection.user, payment_types=payment_types
        ).qs
    if selection.all_matching:
        return orders.filter(created_at__lte=selection.made_at).exclude(pk__in=selection.order_ids)
    return orders.filter(pk__in=selection.order_ids)
