"""Which orders the API shows to whom, with what it shows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Coalesce

from orders.models import Order, Revision
from orders.models.revisions import modified_date

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from omnitron.accounts.models import User


def visible_orders(user: User) -> QuerySet[Order]:
    """The orders of a person's sales channels, each with when it changed last."""
    orders = Order.objects.visible_to(user).defer("search")
    changed = Coalesce(modified_date(Revision.Kind.ORDER), "modified_at")
    return orders.annotate(modified_date=changed)
