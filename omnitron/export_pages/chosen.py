"""The orders that are going to be exported: how many, and how many lines they have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from omnitron.core import formats
from omnitron.core.errors import NotFound, Refusal
from omnitron.core.keyset import count_up_to
from orders.models import OrderItem, OrderSelection
from orders.selections import resolve
from payments.models import PaymentType

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from exports.kinds.base import Kind
    from omnitron.accounts.models import User
    from omnitron.export_pages.place import Place
    from orders.querysets import OrderQuerySet

COUNTED = 10_000


@dataclass(frozen=True)
class ChosenOrders:
    """A person's selection as it resolves in a panel now."""

    selection: OrderSelection
    place: Place

    @classmethod
    def of(cls, user: User, place: Place, pk: int) -> Self:
        """The selection of this key. Raises `NotFound` for somebody else's."""
        selection = OrderSelection.objects.select_related("user").filter(pk=pk, user=user).first()
        if selection is None:
            raise NotFound(_("These orders are no longer chosen: choose them again."))
        return cls(selection, place)

    @cached_property
    def problem(self) -> str:
        """Why they cannot be found any more; '' where they can."""
        try:
            self._resolved()
        except Refusal as refusal:
            return str(refusal)
        return ""

    @property
    def orders(self) -> str:
        """“2,481 orders”, or “10,000+ orders”."""
        count = self._counted(self._resolved())
        words = ngettext("%(count)s order", "%(count)s orders", count)
        return words % {"count": formats.capped_text(count, COUNTED)}

    @property
    def items(self) -> str:
        """“5,037 items” of them, those that the person sees."""
        seen = OrderItem.objects.visible_to(self.selection.user, self.place.panel)
        count = self._counted(seen.filter(order__in=self._resolved()))
        words = ngettext("%(count)s item", "%(count)s items", count)
        return words % {"count": formats.capped_text(count, COUNTED)}

    def rows(self, kind: Kind) -> str:
        """How many rows a file of this kind will have; '' where nobody can tell."""
        if self.problem:
            return ""
        if not kind.counts_items:
            return self.orders
        return _("%(items)s of %(orders)s") % {"items": self.items, "orders": self.orders}

    @staticmethod
    def _counted(rows: QuerySet[Any]) -> int:
        return count_up_to(COUNTED + 1, rows)

    def _resolved(self) -> OrderQuerySet:
        return resolve(self.selection, payment_types=PaymentType.choices, panel=self.place.panel)
