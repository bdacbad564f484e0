"""The rows of Seller Center's list, written in one go; each value is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from omnitron.core import formats
from omnitron.order_pages.rows import RowWords
from omnitron.seller_center.order_list.addresses import order_urls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omnitron.seller_center.order_list.listing import Row

ROW = """
<tr role="row">
  <td class="m-lead" role="cell"><a class="ref" href="{url}" title="{number}">{number}</a></td>
  <td class="nowrap" role="cell">{placed}</td>
  <td class="clip" role="cell" title="{sellers}">{sellers}</td>
  <td class="clip m-two" role="cell" title="{customer}">{customer}</td>
  <td class="num" data-label="{items_label}" role="cell">{items}</td>
  <td class="m-st" role="cell">{status}{progress}</td>
  <td class="num m-amt" role="cell">{amount}</td>
</tr>"""


def write_rows(rows: Iterable[Row]) -> SafeString:
    """The rows of a page, each of what the person sees of the order."""
    words, urls = RowWords(), order_urls()
    written = [
        ROW.format(
            url=escape(urls.of(row.order.number)),
            number=escape(row.order.number),
            placed=words.placed(row.order),
            sellers=escape(row.seller_names or formats.NOTHING),
            customer=words.customer(row.order),
            items_label=words.items_label,
            items=formats.count_text(row.share.item_count),
            status=words.badge(row.status),
            progress=f'<div class="sub">{escape(row.progress)}</div>' if row.progress else "",
            amount=escape(formats.money_text(row.share.amount, row.order.currency)),
        )
        for row in rows
    ]
    return mark_safe("".join(written))  # noqa: S308  (each value of a row is escaped)
