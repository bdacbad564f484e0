"""Erasing a customer's personal data from what clients told about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Q

from integrations.content_types import ADDRESS, CUSTOMER, ORDER, ORDER_ITEM
from integrations.models import ErrorReport, IntegrationAction
from orders.models import Address, Order, OrderItem
from orders.services.recognising import texts_that_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.db.models import QuerySet

    from orders.services.erasing import Erased

# Requests and answers were written down as they were, so whoever they are about stands in them.
_BLANK_REPORTS = """
    UPDATE integrations_errorreport AS report
    SET error_code = '', error_desc = '', raw_request = '', raw_response = '', details = '{}'
    WHERE report.id = ANY(%(keys)s) OR EXISTS (
        SELECT FROM unnest(%(texts)s::text[]) AS said (text)
        WHERE position(text IN lower(concat_ws(' ', error_code, error_desc, raw_request,
            raw_response, details::text))) > 0)
"""


@transaction.atomic
def forget_customer(erased: Erased) -> None:
    """Blank what reports and mappings say of an erased customer; what is mapped to what stays.

    Only the names of customers and addresses elsewhere go: they lead to the person there.
    """
    orders = Order.objects.filter(pk__in=erased.order_ids)
    items = OrderItem.objects.filter(order__in=erased.order_ids)
    customers = orders.order_by().values("customer")
    addresses = Address.objects.filter(customer__in=customers)
    people = {CUSTOMER: customers, ADDRESS: addresses.values("pk")}
    things = {ORDER: orders.values("pk"), ORDER_ITEM: items.values("pk")}
    actions = IntegrationAction.objects
    actions.filter(_about(things)).update(state={})
    actions.filter(_about(people)).update(state={}, remote_id="")
    reports = ErrorReport.objects.filter(
        _about(people | things, "action_") | _about(people | things, "target_")
    )
    values = {
        "keys": list(reports.values_list("pk", flat=True)),
        "texts": texts_that_name(erased.people),
    }
    with connection.cursor() as cursor:
        cursor.execute(_BLANK_REPORTS, values)


def _about(rows: Mapping[str, QuerySet[Any]], prefix: str = "") -> Q:
    """What is about one of these rows, by content type."""
    found = Q()
    for name, keys in rows.items():
        found |= Q(**{f"{prefix}content_type": name, f"{prefix}object_id__in": keys})
    return found
