"""What somebody typed on the page of a package before a refusal, or before a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cancellations.models import CancellationReason
from cancellations.services.rejecting_items import source_of
from cancellations.states import PlanType
from orders.services.packages.locking import why_not

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from omnitron.accounts.models import User
    from omnitron.seller_center.packages.forms import (
        DeliveryForm,
        InvoiceForm,
        ShipForm,
        TrackingForm,
    )
    from omnitron.seller_center.rejecting.asked import Asked
    from orders.models import OrderItem, Package
    from orders.package_actions import PackageAction


class Stranded(NamedTuple):
    """What was typed into a form that the package has no more, and why it was refused."""

    why: str
    words: str


@dataclass
class Typed:
    """The forms and the question that were answered; `code` is the page's status, if it is set."""

    refusal: str = ""
    ticked: Collection[int] = ()
    ship: ShipForm | None = None
    tracking: TrackingForm | None = None
    invoice: InvoiceForm | None = None
    delivery: DeliveryForm | None = None
    asked: Asked | None = None
    code: int = 0

    @property
    def _forms(self) -> list[ShipForm | TrackingForm | InvoiceForm | DeliveryForm]:
        forms = (self.ship, self.tracking, self.invoice, self.delivery)
        return [form for form in forms if form]

    @property
    def status(self) -> int:
        """The status of the page: 422 where something was refused."""
        refused = self.refusal or any(form.errors for form in self._forms)
        return self.code or (422 if refused else 200)

    def stranded(self, package: Package, actions: Collection[PackageAction]) -> list[Stranded]:
        """What was typed for actions that the package, moved on meanwhile, does not allow."""
        return [
            Stranded(
                " ".join(map(str, form.non_field_errors())) or why_not(package, form.action),
                form.in_words,
            )
            for form in self._forms
            if form.action not in actions
        ]

    def rejection_in_words(self, user: User, items: Iterable[OrderItem]) -> str:
        """The reason and the note of a rejection that was refused."""
        if self.asked is None or not self.asked.problem:
            return ""
        why = self.asked.typed.why
        usable = CancellationReason.objects.usable_by(source_of(user, items), PlanType.CANCEL)
        words = {str(reason.pk): reason.subject for reason in usable}
        return ", ".join(filter(None, (words.get(why["reason"], ""), why["note"])))
