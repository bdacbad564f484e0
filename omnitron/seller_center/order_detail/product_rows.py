"""The rows of a share's products, written in one go; each value is escaped."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from omnitron.core import formats
from omnitron.order_pages.product_cells import price_cell, product_cell, shipment_cell
from omnitron.seller_center.links import package_url
from orders.states import FINAL, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omnitron.order_pages.item_lines import ItemLine
    from omnitron.seller_center.order_detail.contents import OrderPage
    from orders.models import OrderItem

ROW = """
<tr id="line-{pk}" role="row"{css_class}>
  <td class="m-check" role="cell">{box}</td>
  <td class="m-lead" role="cell">{product}</td>
  <td class="m-two" role="cell">{seller}</td>
  <td class="num" data-label="{quantity_label}" role="cell">{quantity}</td>
  <td class="num" data-label="{price_label}" role="cell">{price}</td>
  <td class="num m-amt fw-medium" role="cell">{paid}</td>
  <td class="num m-st" role="cell">{transaction}</td>
</tr>"""
BOX = '<input class="form-check-input" type="checkbox" name="item" value="{}" aria-label="{}"{}>'
REJECT = '<button class="btn btn-sm btn-outline-danger" id="reject-{0}" type="submit" name="only" value="{0}" data-asks="reject-{0}">{1}<span class="visually-hidden"> {2}</span></button>'  # noqa: E501
OPEN = '<a href="{}">{}<span class="visually-hidden"> {}</span></a>'
PLAN = '<a href="#plan-{}">{}</a>'
CHECKED = mark_safe(" checked")
QUIET = mark_safe(' class="quiet"')


class RowWriter:
    """Writes the rows of one group; words that recur are looked up once."""

    def __init__(self, page: OrderPage, *, can_be_rejected: bool) -> None:
        self.page = page
        self.can_be_rejected = can_be_rejected
        self.ticked = frozenset(page.asked.ticked if page.asked else ())

    def write(self, lines: Iterable[ItemLine]) -> SafeString:
        """The rows of these lines."""
        return mark_safe("".join(self._row(line) for line in lines))  # noqa: S308  (escaped)

    def _row(self, line: ItemLine) -> SafeString:
        item, currency = line.item, self.page.order.currency
        return format_html(
            ROW,
            pk=item.pk,
            css_class=QUIET if item.status in FINAL else "",
            box=self._box(item),
            product=product_cell(line),
            seller=str(item.seller or formats.NOTHING),
            quantity=item.quantity,
            price=price_cell(item, currency),
            paid=formats.money_text(item.paid_amount, currency),
            transaction=self._transaction(line),
            **self._labels,
        )

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {"quantity_label": _("Qty"), "price_label": _("Price")}

    def _box(self, item: OrderItem) -> SafeString | str:
        if not self._is_choosable(item):
            return ""
        label = _("Choose %(name)s") % {"name": item.name}
        return format_html(BOX, item.pk, label, CHECKED if item.pk in self.ticked else "")

    def _is_choosable(self, item: OrderItem) -> bool:
        return self.can_be_rejected and item.seller_id is not None

    def _transaction(self, line: ItemLine) -> SafeString | str:
        """What can be done with a line here, or where its story goes on."""
        item = line.item
        if self._is_choosable(item):
            return format_html(REJECT, item.pk, _("Reject"), item.name)
        entry = self.page.entries.get(item.pk)
        if entry and (item.status in FINAL or item.status == Status.CANCELLATION_WAITING):
            return format_html(PLAN, entry.plan_id, _("Plan %(plan)s") % {"plan": entry.plan_id})
        if line.shipment and item.status >= Status.SHIPPED:
            return shipment_cell(line.shipment)
        if item.package and item.status not in FINAL:
            name = item.name
            return format_html(OPEN, package_url(item.package.number), _("Open the package"), name)
        return ""
