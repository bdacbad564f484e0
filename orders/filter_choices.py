"""What may be chosen in the fields of the order filter."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import Value
from django.db.models.lookups import StartsWith
from django.utils.translation import gettext_lazy as _

from omnitron.core.folding import folded, holding
from orders.models import Order, Seller
from orders.states import Status

if TYPE_CHECKING:
    from omnitron.accounts.models import User

Choices = list[tuple[Any, Any]]

SUGGESTIONS = 10

YES_NO = (("yes", _("Yes")), ("no", _("No")))
LISTS: dict[str, Any] = {
    "status": Status.choices,
    "platform": Order.Platform.choices,
    "reported": YES_NO,
    "waiting": YES_NO,
}


# Plain SQL: the ORM needs several times as long to put a union together as PostgreSQL to answer it.
_CHOOSABLE = """
    SELECT 'channel', id, name, currency FROM orders_saleschannel
    WHERE %(given)s::bigint[] IS NULL OR id = ANY(%(given)s)
    UNION ALL
    SELECT 'company', id, name, '' FROM orders_shippingcompany
    ORDER BY name, id
"""


class Choosable(NamedTuple):
    """A sales channel or a shipping company as the filter offers it."""

    kind: str
    pk: int
    name: str
    currency: str


@cache
def fixed_choices(language: str) -> dict[str, Choices]:
    """The choices by field, in the words of the language, which must be the active one."""
    return {name: [(key, str(label)) for key, label in rows] for name, rows in LISTS.items()}


def channels_and_companies(user: User) -> tuple[list[Choosable], list[Choosable]]:
    """The sales channels that a person may see and the shipping companies, each by name.

    One query for both, as every page of the list asks it.
    """
    given = None if user.is_superuser else user.channel_ids
    with connection.cursor() as cursor:
        found = [Choosable(*row) for row in cursor.execute(_CHOOSABLE, {"given": given})]
    return (
        [row for row in found if row.kind == "channel"],
        [row for row in found if row.kind == "company"],
    )


def suggested_sellers(text: str) -> list[Seller]:
    """Sellers whose name holds every word of a text, first those that begin with it."""
    if not text:
        return []
    begins = StartsWith(folded("name"), folded(Value(text)))
    found = holding(Seller.objects.all(), text, ["name"])
    return list(found.order_by(begins.desc(), "name", "code")[:SUGGESTIONS])
