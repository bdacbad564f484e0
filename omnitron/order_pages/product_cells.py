"""Cells of a table of products that the pages of both panels have; each value is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.translation import gettext as _

from omnitron.core import formats
from omnitron.core.money import round_to_currency
from omnitron.core.templatetags.omnitron import icon

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from omnitron.order_pages.item_lines import ItemLine, Shipment
    from orders.models import OrderItem

PRODUCT = '<div class="prod"><span class="thumb">{}</span><div><span class="fw-medium">{}</span><div class="sub text-break">{}</div></div></div>'  # noqa: E501
PICTURE = '<img src="{}" alt="" loading="lazy" width="36" height="36" referrerpolicy="no-referrer">'
LINK = '<a href="{}" rel="noreferrer noopener" target="_blank">{}</a>'


def product_cell(line: ItemLine) -> SafeString:
    """The picture of a line, its name, and below it what tells the variant."""
    item = line.item
    picture = format_html(PICTURE, item.image_url) if item.image_url else _no_picture()
    return format_html(PRODUCT, picture, item.name, " · ".join([item.sku, *line.attributes]))


def price_cell(item: OrderItem, currency: str) -> SafeString | str:
    """The price of a line, with that of one piece where they differ."""
    price = formats.money_text(item.price, currency)
    each = round_to_currency(item.price / item.quantity, currency)
    if each * item.quantity != item.price or item.quantity == 1:
        return price
    words = _("%(amount)s each") % {"amount": formats.money_text(each, currency)}
    return format_html('{} <div class="sub">{}</div>', price, words)


def shipment_cell(shipment: Shipment) -> SafeString:
    """A carrier, and the number of a parcel as a link to where it is followed."""
    number = shipment.number
    linked = format_html(LINK, shipment.url, number) if shipment.url else number
    return format_html("<div>{} {}</div>", shipment.company, linked)


@cache
def _no_picture() -> SafeString:
    return icon("photo")
