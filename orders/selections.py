"""Resolving a selection: its filter again, with the person's visibility of now."""

from __future__ import annotations

import zoneinfo
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from omnitron.core.errors import Refusal
from orders.filter_queries import expand
from orders.filters import OrderFilter
from orders.seller_center_filter import SellerCenterFilter

if TYPE_CHECKING:
    from orders.list_filter import ListFilter
    from orders.models import OrderSelection
    from orders.querysets import OrderQuerySet


class UnreadableFilter(Refusal):
    """The filter of a selection has a field that says nothing any more."""


def resolve(
    selection: OrderSelection, *, payment_types: list[tuple[str, Any]], panel: str = OMNITRON
) -> OrderQuerySet:
    """The chosen orders that the person may see now in the panel and that still match.

    Of “all that match”, those that came after the choice are left out. Raises `UnknownList`, and
    `UnreadableFilter`: a list shows what a field was left out of, a file would hide it.
    """
    with timezone.override(zoneinfo.ZoneInfo(selection.time_zone)):
        query = expand(QueryDict(selection.filter_query))
        found: ListFilter = (
            SellerCenterFilter(query, user=selection.user)
            if panel == SELLER_CENTER
            else OrderFilter(query, user=selection.user, payment_types=payment_types)
        )
        orders: OrderQuerySet = found.qs
        if found.form.errors:
            raise UnreadableFilter(
                _("A field of the filter cannot be read: correct or clear it, then choose again.")
            )
    if selection.all_matching:
        return orders.filter(created_at__lte=selection.made_at).exclude(pk__in=selection.order_ids)
    return orders.filter(pk__in=selection.order_ids)
