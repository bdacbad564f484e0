"""What the customer's form showed when it was opened: it travels with the page and comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core import signing
from django.utils import timezone

from orders.services.editing import Opened

if TYPE_CHECKING:
    from orders.models import Order


@dataclass(frozen=True)
class OpenedCustomer:
    """The values and the version of an order, and when somebody began to edit them."""

    opened: Opened
    at: datetime

    @classmethod
    def now(cls, opened: Opened) -> OpenedCustomer:
        """What is shown to who opens the form at this moment."""
        return cls(opened, timezone.now())

    @classmethod
    def load(cls, text: str, order: Order) -> OpenedCustomer:
        """Read what `dump` wrote for this order. Raises `signing.BadSignature`."""
        content = signing.loads(text, salt=_salt(order))
        opened = Opened(content["version"], content["values"])
        return cls(opened, datetime.fromisoformat(content["at"]))

    def dump(self, order: Order) -> str:
        """The same as a text that only this server can write, for this order alone."""
        content = {
            "version": self.opened.version,
            "values": self.opened.values,
            "at": self.at.isoformat(),
        }
        return signing.dumps(content, salt=_salt(order), compress=True)


def _salt(order: Order) -> str:
    return f"customer-of-order-{order.pk}"
