"""A request as the list shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations.planning.pieces import divide
from cancellations.states import RequestStatus
from omnitron.core.formats import age_in_short
from omnitron.panel.lateness import is_late

if TYPE_CHECKING:
    from decimal import Decimal

    from cancellations.models import CancellationRequest


@dataclass
class Row:
    """One request, with the name of its channel."""

    request: CancellationRequest
    channel: str
    ticked: bool = False

    @property
    def waits(self) -> bool:
        """Whether somebody must answer it."""
        return self.request.status == RequestStatus.WAITING

    @property
    def age(self) -> str:
        """How long ago somebody asked."""
        return age_in_short(timezone.now() - self.request.created_at)

    @property
    def is_late(self) -> bool:
        """Whether the customer has waited for too long."""
        return self.waits and is_late(self.request.created_at)

    @property
    def pieces(self) -> str:
        """“2 of 3”, or the whole line."""
        asked, has = self.request.quantity, self.request.item.quantity
        if asked == has:
            return str(asked)
        return _("%(some)s of %(all)s") % {"some": asked, "all": has}

    @property
    def amount(self) -> Decimal:
        """What the pieces that are asked about cost; what goes back of it a preview tells."""
        item = self.request.item
        # A part of the line may have gone since.
        quantity = min(self.request.quantity, item.quantity)
        _staying, asked = divide(item, quantity, self.request.order.currency)
        return asked.paid_amount

    @property
    def named(self) -> str:
        """What is rejected with it: of whom, what, and how many."""
        order = self.request.order
        words = {
            "number": order.number,
            "customer": order.customer_name or _("the customer"),
            "item": self.request.item.name,
            "pieces": self.pieces,
        }
        return _("Order %(number)s, %(customer)s: %(item)s, quantity %(pieces)s") % words

    @property
    def tracking_url(self) -> str:
        """Where the parcel that comes back is followed."""
        company = self.request.return_company
        number = self.request.return_tracking_number
        return company.tracking_url(number) if company else ""
