"""What is known about the orders of a filter before they are read, so that little is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from orders.list_filter import RANGES

if TYPE_CHECKING:
    from orders.filters import OrderFilter

# Flags so rare that the orders that have them have an index.
FLAGS = ({"reported": "no"}, {"waiting": "yes"})


def is_in_order(order_filter: OrderFilter) -> bool:
    """Whether one index has just these orders in order of date, or one for each value.

    A page is then read from the index alone, however many match.
    """
    asked = _asked(order_filter)
    if asked.keys() == {"channel"}:
        return True
    indexed = asked.keys() in ({"status"}, {"platform"}) or asked in FLAGS
    return indexed and order_filter.user.sees_every_channel


def parts_of(order_filter: OrderFilter) -> list[Q]:
    """The values of one field apart, where an index has each of them in order of date.

    No order is in two parts. `unsplit` together with any of them is `qs`.
    """
    if name := order_filter.split:
        parts: list[Q] = order_filter.filters[name].parts(order_filter.values[name])
        return parts
    if order_filter.user.sees_every_channel:
        return []
    return [Q(channel_id=channel.pk) for channel in order_filter.channels]


def is_words_alone(order_filter: OrderFilter) -> bool:
    """Whether words of a name or an e-mail alone decide which orders these are.

    PostgreSQL's statistics then tell well how many: it counts the words of a sample of the orders.
    """
    words = set(order_filter.values) in ({"customer"}, {"q"}) and not order_filter.is_short
    return words and order_filter.user.sees_every_channel


def _asked(order_filter: OrderFilter) -> dict[str, Any]:
    values = order_filter.values
    return {name: values[name] for name in values if name not in RANGES["placed"]}
