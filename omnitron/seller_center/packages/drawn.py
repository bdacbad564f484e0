"""The rows of the list of packages, written in one go; each value is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from omnitron.core import formats
from omnitron.core.order_numbers import OrderUrls
from omnitron.core.templatetags.omnitron import status_badge, when
from orders.states import PackageStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omnitron.seller_center.packages.rows import Row
    from orders.models import Package

ROW = """
<tr role="row">{tick}
  <td class="m-lead nowrap" role="cell"><a class="ref package-ref" href="{url}" \
title="{number}" aria-label="{number}">{short_number}</a></td>
  <td class="m-hide nowrap" role="cell"><a class="ref order-ref" href="{order_url}" \
title="{order}">{order}</a></td>
  <td class="clip m-two" role="cell" title="{seller}">{seller}</td>
  <td class="m-amt" role="cell">{status}{progress}{ship_by}</td>
  <td class="num" data-label="{items_label}" role="cell">{items}</td>
  {company}
  <td class="nowrap" role="cell">{tracking}</td>
  {setting}
  <td class="nowrap m-st" role="cell">{placed}</td>
</tr>"""
TICK = """
  <td class="m-check" role="cell"><input class="form-check-input" type="checkbox" name="package" \
value="{number}" aria-label="{label}"{checked}></td>"""
NO_TICK = '\n  <td class="m-hide" role="cell"></td>'
NAMED = '<td class="clip" role="cell" title="{}">{}</td>'
TRACKED = '<a href="{}" rel="noreferrer noopener" target="_blank">{}</a>'
# Of a long number the end as well, which tells parcels of an order apart.
SHORTENED = '<span class="ref-begin">{}</span>{}'
LONGEST, END = 18, 6
LATE = '<div class="sub nowrap t-wait"><span class="c fw-medium">{}</span></div>'
IN_TIME = '<div class="sub nowrap fw-normal">{}</div>'


def write_rows(rows: Iterable[Row], *, with_ticks: bool) -> SafeString:
    """The rows of a page; `with_ticks` says that the person packs some of them."""
    words = _Words()
    return mark_safe("".join(words.row(row, with_ticks=with_ticks) for row in rows))  # noqa: S308


class _Words:
    """What recurs is looked up once."""

    def __init__(self) -> None:
        self._badges = {
            status: status_badge(status.value, str(status.label)) for status in PackageStatus
        }
        self._orders = OrderUrls("seller_center:order-detail")
        self._packages = OrderUrls("seller_center:package-detail")
        self._items = escape(_("Items"))
        self._late, self._in_time = _("late since %(ship_by)s"), _("ship by %(ship_by)s")
        self._tick = _("Package %(number)s")

    def row(self, row: Row, *, with_ticks: bool) -> str:
        package = row.package
        return ROW.format(
            tick=self._box(row) if with_ticks else "",
            url=escape(self._packages.of(package.number)),
            number=escape(package.number),
            short_number=_shortened(package.number),
            order_url=escape(self._orders.of(package.order.number)),
            order=escape(package.order.number),
            seller=escape(package.seller.name),
            status=self._badges[PackageStatus(package.status)],
            progress=_under(row.lines.progress),
            ship_by=self._ship_by(package),
            items_label=self._items,
            items=escape(str(row.lines)),
            company=_named(package.shipping_company),
            tracking=_tracking(row),
            setting=_named(package.delivery_setting),
            placed=when(package.placed_at),
        )

    def _box(self, row: Row) -> str:
        if not row.is_packed:
            return NO_TICK
        number = row.package.number
        return TICK.format(
            number=escape(number),
            label=escape(self._tick % {"number": number}),
            checked=" checked" if row.ticked else "",
        )

    def _ship_by(self, package: Package) -> str:
        """By when it has to leave, while it has not."""
        if package.ship_by is None or not package.waits_to_leave:
            return ""
        look, words = (LATE, self._late) if package.is_late else (IN_TIME, self._in_time)
        return look.format(escape(words) % {"ship_by": when(package.ship_by)})


def _shortened(number: str) -> str:
    if len(number) <= LONGEST:
        return escape(number)
    return SHORTENED.format(escape(number[:-END]), escape(number[-END:]))


def _under(progress: str) -> str:
    return f'<div class="sub fw-normal">{escape(progress)}</div>' if progress else ""


def _named(row: object | None) -> str:
    name = escape(getattr(row, "name", ""))
    return NAMED.format(name, name or formats.NOTHING)


def _tracking(row: Row) -> str:
    number = escape(row.package.tracking_number)
    if url := row.tracking_url:
        return TRACKED.format(escape(url), number)
    return number or formats.NOTHING
