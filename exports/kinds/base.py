"""A kind of export is its columns, what they are read from, and what is summed up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from omnitron.accounts.panels import SELLER_CENTER
from orders.models import OrderItem, SalesChannel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from exports.kinds.columns import Column
    from omnitron.accounts.models import User
    from orders.querysets import OrderQuerySet

NONE = "SELECT NULL::bigint WHERE FALSE"


@dataclass(frozen=True)
class Visible:
    """The rows of an export as SQL: of chosen orders, what a person sees in a panel.

    `whole` tells of an order `o` whether no item of it is hidden from them as another seller's.
    """

    orders: str
    items: str
    whole: str

    @classmethod
    def to(cls, user: User, panel: str, orders: OrderQuerySet) -> Visible:
        """What somebody sees now of these orders, which are visible to them."""
        items = OrderItem.objects.visible_to(user, panel).filter(order__in=orders)
        return cls(keys_of(orders), keys_of(items), _whole(user, panel))


def keys_of(rows: QuerySet[Any]) -> str:
    """The statement that reads the keys of a query's rows, its values in it."""
    try:
        sql, values = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return NONE
    with connection.cursor() as cursor:
        return str(cursor.mogrify(sql, values))


def _whole(user: User, panel: str) -> str:
    if panel != SELLER_CENTER or user.is_superuser:
        return "TRUE"
    return f"o.channel_id IN ({keys_of(SalesChannel.objects.marketplaces_of(user))})"


@dataclass(frozen=True)
class Kind:
    """What a row is; `source` is FROM and WHERE, with places for the parts of a `Visible`."""

    name: str
    # What its rows are, and the title of the page that asks for it.
    label: str | Promise
    title: str | Promise
    columns: tuple[Column, ...]
    source: str
    # As SQL: in what order, and what is summed up by currency.
    order: tuple[str, ...]
    total: str
    currency: str = "o.currency"
    # Whether the page says beforehand how many items it is of, and not only how many orders.
    counts_items: bool = False

    @property
    def names(self) -> list[str]:
        """The names of all columns, in their order."""
        return [column.name for column in self.columns]

    def chosen(self, names: Sequence[str]) -> list[Column]:
        """The columns of these names, in the order in which they are named."""
        by_name = {column.name: column for column in self.columns}
        return [by_name[name] for name in names if name in by_name]

    def rows_from(self, visible: Visible) -> str:
        """FROM and WHERE for what somebody sees."""
        return self.source.format(orders=visible.orders, items=visible.items, whole=visible.whole)
