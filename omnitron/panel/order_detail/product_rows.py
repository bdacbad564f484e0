"""The rows of an order's products, written in one go.

A hundred rows of template tags and includes take longer than everything else on the page
together; `format_html` escapes as a template does.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cancellations.states import PlanType
from omnitron.core import formats
from omnitron.core.templatetags.omnitron import status_badge, when
from omnitron.order_pages.product_cells import LINK, price_cell, product_cell, shipment_cell
from orders.states import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from omnitron.order_pages.item_lines import ItemLine
    from orders.models import OrderItem

ROW = """
<tbody id="line-{pk}" role="rowgroup"{oob}><tr{css_class} role="row">{before}
  <td class="m-lead" role="cell">{product}</td>
  <td role="cell">{seller}</td>
  <td class="num" data-label="{quantity_label}" role="cell">{quantity}</td>
  <td class="num" data-label="{price_label}" role="cell">{price}</td>
  <td class="num" data-label="{discount_label}" role="cell">{discount}</td>
  <td class="num m-amt fw-medium" role="cell">{paid}</td>
  <td class="m-two" role="cell">{status}</td>
  <td{papers_class} role="cell">{papers}</td>
</tr>{after}</tbody>"""
PLAN = '<div class="sub"><a href="#plan-{}">{}</a></div>'
CORRECT = '<div class="sub"><a href="{}">{}<span class="visually-hidden"> {}</span></a></div>'
ASKED = '<div class="sub"><a href="{}">{}</a></div>'
OOB = mark_safe(' hx-swap-oob="true"')
QUIET = mark_safe(' class="quiet"')
HIDDEN_ON_PHONES = mark_safe(' class="m-hide"')
NO_PAPERS = mark_safe('<span class="muted">–</span>')


class AskedFor(NamedTuple):
    """The type of the request that waits for an item, by the item's key, and where it waits."""

    types: Mapping[int, str]
    url: str = ""


class ProductWriter:
    """Writes the rows of one order; words that recur are looked up once.

    `plans` tells of an item the plan that has it, and whether that is open; `asked` what somebody
    asks for, with the address where that is answered for whoever may. `correctable` are the items
    whose status the person may correct, with the address of each.
    """

    def __init__(
        self,
        currency: str,
        plans: Mapping[int, tuple[int, bool]],
        asked: AskedFor,
        correctable: Mapping[int, str],
    ) -> None:
        self.currency = currency
        self.plans = plans
        self.asked = asked
        self.correctable = correctable
        self._badges: dict[int, SafeString] = {}

    def write(self, lines: Iterable[ItemLine], *, oob: bool = False) -> SafeString:
        """The rows of these lines; `oob`: in the place of those that a page shows of them."""
        rows = [self._row(line, OOB if oob else "") for line in lines]
        return mark_safe("".join(rows))  # noqa: S308  (each row is escaped by itself)

    def _row(self, line: ItemLine, oob: str) -> SafeString:
        item = line.item
        return format_html(
            ROW,
            pk=item.pk,
            oob=oob,
            css_class=QUIET if line.is_out else "",
            before=self._before(line),
            after=self._after(line),
            product=product_cell(line),
            seller=str(item.seller or formats.NOTHING),
            quantity=item.quantity,
            price=price_cell(item, self.currency),
            discount=self._money(line.discount),
            paid=self._money(item.paid_amount),
            status=self._status(item),
            papers=self._papers(line) if line.has_papers else NO_PAPERS,
            papers_class="" if line.has_papers else HIDDEN_ON_PHONES,
            **self._labels,
        )

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {
            "quantity_label": _("Qty"),
            "price_label": _("Price"),
            "discount_label": _("Discount"),
            "correct": _("Correct the status"),
        }

    def _money(self, amount: Decimal) -> str:
        return formats.money_text(amount, self.currency)

    def _status(self, item: OrderItem) -> SafeString:
        if item.status not in self._badges:
            self._badges[item.status] = status_badge(Status(item.status))
        badge = self._badges[item.status]
        about = self._about_status(item)
        return format_html(
            "{}{}{}{}", badge, self._asked_for(item), about, self._correction_of(item)
        )

    def _correction_of(self, item: OrderItem) -> SafeString | str:
        """Where the status is corrected, for whoever may."""
        url = self.correctable.get(item.pk)
        return format_html(CORRECT, url, self._labels["correct"], item.name) if url else ""

    def _before(self, line: ItemLine) -> SafeString | str:
        """What stands in front of the first cell."""
        return ""

    def _after(self, line: ItemLine) -> SafeString | str:
        """What stands behind the row."""
        return ""

    def _about_status(self, item: OrderItem) -> SafeString | str:
        """The plan of the item, or what became of its cancellation without one."""
        if item.pk in self.plans:
            plan_id, is_open = self.plans[item.pk]
            words = _("In plan %(plan)s") if is_open else _("By plan %(plan)s")
            return format_html(PLAN, plan_id, words % {"plan": plan_id})
        if not item.cancel_status:
            return ""
        words = _("Cancellation: %(status)s") % {"status": item.get_cancel_status_display()}
        return format_html('<div class="sub">{}</div>', words)

    def _asked_for(self, item: OrderItem) -> SafeString | str:
        """What the customer asks for, as a link to where somebody answers."""
        kind = self.asked.types.get(item.pk)
        if not kind:
            return ""
        words = _("Return asked for") if kind == PlanType.REFUND else _("Cancellation asked for")
        if self.asked.url:
            return format_html(ASKED, self.asked.url, words)
        return format_html('<div class="sub">{}</div>', words)

    def _papers(self, line: ItemLine) -> SafeString:
        shipment = shipment_cell(line.shipment) if line.shipment else ""
        return format_html("{}{}", shipment, _invoice(line.item) if line.has_invoice else "")


def _invoice(item: OrderItem) -> SafeString:
    url, number = item.e_archive_url, item.invoice_number
    # Imports do not check addresses as a form does; one of another kind could be a script.
    is_web = url.startswith(("https://", "http://"))
    linked = format_html(LINK, url, number or _("link")) if is_web else number
    date = (
        format_html(', <span class="nowrap">{}</span>', when(item.invoice_date, "date"))
        if item.invoice_date
        else ""
    )
    return format_html('<div class="sub">{} {}{}</div>', _("Invoice"), linked, date)
