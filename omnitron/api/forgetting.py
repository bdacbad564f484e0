"""Blanking kept answers that are about a customer who was erased."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.dispatch import receiver

from orders.models import Order
from orders.services.erasing import customer_erased
from orders.services.recognising import texts_that_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orders.services.erasing import Erased

# The row itself stays: the same request again is still not done twice.
_BLANK = """
    UPDATE api_keptanswer SET body = '' WHERE EXISTS (
        SELECT FROM unnest(%s::text[]) AS said (text) WHERE position(text IN lower(body)) > 0)
"""


@receiver(customer_erased)
def blank_answers(sender: Any, erased: Erased, **kwargs: Any) -> None:
    """Blank the answers about the customer, their orders and whatever belongs to these."""
    texts = [*texts_that_name(erased.people), *_fields_of(erased)]
    with connection.cursor() as cursor:
        cursor.execute(_BLANK, [texts])


def _fields_of(erased: Erased) -> Iterator[str]:
    """How answers name orders and customers."""
    orders = Order.objects.filter(pk__in=erased.order_ids)
    for number, customer_id in orders.values_list("number", "customer_id"):
        written = json.dumps(number, ensure_ascii=False).lower()
        yield f'"number":{written}'
        yield f'"order_number":{written}'
        yield f'"customer":{customer_id},'
        yield f'{{"pk":{customer_id},"channel":'
