"""The rows of Omnitron's list, written in one go; each value is escaped."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from omnitron.core import formats
from omnitron.core.order_numbers import OrderUrls
from omnitron.order_pages.rows import RowWords
from orders.models import Order
from orders.states import Status
from payments.models import PaymentType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from orders.filter_choices import Choosable

ROW = """
<tr role="row">
  <td class="m-check" role="cell">{box}</td>
  <td class="m-lead" role="cell"><a class="ref" href="{url}" title="{number}">{number}</a></td>
  <td class="nowrap" role="cell">{placed}</td>
  <td class="clip" role="cell" title="{channel}">{channel}</td>
  <td class="nowrap" role="cell">{platform}</td>
  <td class="clip m-two" role="cell" title="{customer}">{customer}</td>
  <td class="num" data-label="{items_label}" role="cell">{items}</td>
  <td class="m-st" role="cell">{status}</td>
  <td class="clip" role="cell" title="{payment}">{payment}</td>
  <td class="num m-amt" role="cell">{amount}</td>
</tr>"""
BOX = """<input type="hidden" name="shown" value="{pk}"><input class="form-check-input" type="checkbox" name="chosen" value="{pk}" aria-label="{label}"{checked}>"""  # noqa: E501
LATE_BOX = """<input class="form-check-input" type="checkbox" disabled aria-label="{label}" title="{label}">"""  # noqa: E501


@dataclass
class RowWriter:
    """Writes rows; words that recur are looked up once."""

    channels: list[Choosable]
    words: RowWords = field(default_factory=RowWords)
    platforms: dict[str, str] = field(default_factory=dict)
    payments: dict[tuple[str, ...], str] = field(default_factory=dict)

    def write(
        self, orders: Iterable[Order], *, ticked: Collection[int], late: Collection[int]
    ) -> SafeString:
        """The rows of these orders, by key the chosen ones and those that came too late for it."""
        rows = [
            self._row(order, ticked=order.pk in ticked, late=order.pk in late) for order in orders
        ]
        return mark_safe("".join(rows))  # noqa: S308  (each value of a row is escaped)

    def _row(self, order: Order, *, ticked: bool, late: bool) -> str:
        number = escape(order.number)
        return ROW.format(
            box=self._box(order.pk, number, ticked=ticked, late=late),
            url=escape(self._urls.of(order.number)),
            number=number,
            placed=self.words.placed(order),
            channel=self._channel_names[order.channel_id],
            platform=self._platform(order.client_type),
            customer=self.words.customer(order),
            items_label=self.words.items_label,
            items=order.item_count,
            status=self.words.badge(Status(order.status)),
            payment=self._payment(tuple(order.payment_types)),
            amount=escape(formats.money_text(order.amount, order.currency)),
        )

    def _box(self, pk: int, number: str, *, ticked: bool, late: bool) -> str:
        if late:
            return LATE_BOX.format(label=self._late % {"number": number})
        checked = " checked" if ticked else ""
        return BOX.format(pk=pk, label=self._select % {"number": number}, checked=checked)

    @cached_property
    def _urls(self) -> OrderUrls:
        return OrderUrls("omnitron:order-detail")

    @cached_property
    def _select(self) -> str:
        return escape(_("Select order %(number)s"))

    @cached_property
    def _late(self) -> str:
        return escape(_("Order %(number)s came after you selected all that match"))

    @cached_property
    def _channel_names(self) -> dict[int, str]:
        return {channel.pk: escape(channel.name) for channel in self.channels}

    def _platform(self, name: str) -> str:
        if name not in self.platforms:
            self.platforms[name] = escape(str(Order.Platform(name).label))
        return self.platforms[name]

    def _payment(self, payment_types: tuple[str, ...]) -> str:
        if payment_types not in self.payments:
            names = [str(PaymentType(name).label) for name in payment_types]
            self.payments[payment_types] = escape(", ".join(names) or formats.NOTHING)
        return self.payments[payment_types]
