"""What rows of both order lists are written of.

Fifty rows of template tags and variables take longer than everything else on the page together,
the database included. What somebody typed is escaped here, value by value.
"""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.core import formats
from omnitron.core.templatetags.omnitron import status_badge

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo
    from enum import Enum

    from django.utils.safestring import SafeString

    from orders.models import Order


class RowWords:
    """Words and marks of rows; what recurs is looked up once."""

    def __init__(self) -> None:
        self._badges: dict[Enum, SafeString] = {}
        self._days: dict[date, str] = {}

    def placed(self, order: Order) -> str:
        """When an order was placed, in the person's zone."""
        moment = order.placed_at.astimezone(self._zone)
        day = self._day(moment)
        return f'<time datetime="{moment.isoformat()}">{day}, {moment:%H:%M}</time>'

    def customer(self, order: Order) -> str:
        """By name, else by e-mail."""
        return escape(order.customer_name or order.email or formats.NOTHING)

    def badge(self, status: Enum) -> SafeString:
        """The badge of a status."""
        if status not in self._badges:
            self._badges[status] = status_badge(status)  # type: ignore[arg-type]
        return self._badges[status]

    @cached_property
    def items_label(self) -> str:
        """What a figure is called where no head stands above it."""
        return escape(_("Items"))

    @cached_property
    def _zone(self) -> tzinfo:
        return timezone.get_current_timezone()

    def _day(self, moment: datetime) -> str:
        day = moment.date()
        if day not in self._days:
            self._days[day] = escape(formats.moment_text(day, "short_day"))
        return self._days[day]
