"""What the API reads along with lines of orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Coalesce

from orders.models import OrderItem, Revision
from orders.models.revisions import modified_date

if TYPE_CHECKING:
    from django.db.models import QuerySet


def with_what_is_shown(items: QuerySet[OrderItem]) -> QuerySet[OrderItem]:
    """The same lines, each with what stands beside it and when its order changed last."""
    changed = Coalesce(modified_date(Revision.Kind.ORDER, key="order_id"), "order__modified_at")
    beside = ("order", "seller", "package", "shipping_company")
    return items.annotate(modified_date=changed).select_related(*beside).defer("order__search")
