"""Erasing a customer's personal data, where the law asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from omnitron.accounts.permissions import require
from orders.access import get_order
from orders.events import Actor, Line, write_lines
from orders.models import (
    Address,
    Contract,
    Customer,
    Order,
    OrderEvent,
    OrderItem,
    OrderSelection,
    PastedNumbers,
)
from orders.services.recognising import Person, may_search, people_of, searches_for
from orders.snapshots import ADDRESS, BILLING, CONTACT, SHIPPING

if TYPE_CHECKING:
    from omnitron.accounts.models import User

# The country stays: taxes and statistics need it, and it names nobody.
_BLANK_ADDRESS: dict[str, Any] = {
    **dict.fromkeys([name for name in ADDRESS if name != "country"], ""),
    **dict.fromkeys(["email", "title", "notes", "remote_id"], ""),
    **dict.fromkeys(["place_city", "place_township", "place_district"]),
    "extra_field": {},
    # Whoever knows an address could still find out by it whose it was.
    "hash_data": None,
}
_BLANK_CUSTOMER: dict[str, Any] = {
    **dict.fromkeys(["first_name", "last_name", "email", "phone_number", "erp_code"], ""),
    "extra_field": {},
    "is_active": False,
}
_BLANK_ORDER: dict[str, Any] = {
    **dict.fromkeys(CONTACT, ""),
    "notes": "",
    "gift_box_note": "",
    "remote_addr": None,
    "extra_field": {},
}
# What somebody typed freely may name the customer, whatever the event is about.
_BLANK_EVENTS = """
    UPDATE orders_orderevent AS event
    SET note = '',
        changes = coalesce((
            SELECT jsonb_object_agg(field,
                CASE WHEN field ~ %(personal)s THEN '[null, null]'::jsonb ELSE pair END)
            FROM jsonb_each(event.changes) AS change (field, pair)), '{}')
    WHERE order_id = ANY(%(orders)s)
"""
_PERSONAL = f"^({'|'.join(CONTACT)}|{SHIPPING}|{BILLING}|customer|iban)($|\\.)"

# Sent in the transaction, with `erased`, for who keeps copies and cannot be called from here.
customer_erased = Signal()


class Erased(NamedTuple):
    """The orders that personal data was taken out of, and whom to forget elsewhere."""

    order_ids: list[int]
    people: list[Person]


@transaction.atomic
def erase_in_orders(*, actor: User, number: str) -> Erased:
    """Blank the personal data of an order's customer in orders and in what searches for them.

    Names, contact, addresses, contracts and free text go from the customer, from all of their
    orders and items, and from the logs of these; each log says who erased. Selections and pasted
    lists that name them are deleted. There is no way back. Safe to repeat. Raises `NotFound`, or
    `Refusal` without the permission.
    """
    require(actor, "orders.erase_customer")
    customer_id = get_order(actor, number).customer_id
    orders = Order.objects.filter(customer_id=customer_id)
    list(orders.order_by("pk").select_for_update(of=("self",), no_key=True))
    # The strongest lock: no further order of this customer comes in until all is blank.
    people = people_of(Customer.objects.select_for_update().get(pk=customer_id), orders)
    now = timezone.now()
    Customer.objects.filter(pk=customer_id).update(**_BLANK_CUSTOMER, modified_at=now)
    Address.objects.filter(customer_id=customer_id).update(**_BLANK_ADDRESS, modified_at=now)
    orders.update(**_BLANK_ORDER, version=F("version") + 1)
    OrderItem.objects.filter(order__customer_id=customer_id).update(extra_field={})
    # A contract begins with the parties to it.
    Contract.objects.filter(order__customer_id=customer_id).update(body="")
    _forget_searches(people)
    order_ids = list(orders.order_by("pk").values_list("pk", flat=True))
    _blank_events(order_ids)
    erased = OrderEvent.Kind.CUSTOMER_ERASED
    write_lines(Line(order_id, erased, Actor.of(actor)) for order_id in order_ids)
    result = Erased(order_ids, people)
    customer_erased.send(sender=Customer, erased=result)
    return result


def _forget_searches(people: list[Person]) -> None:
    contacts = {contact for person in people for contact in (person.email, person.phone) if contact}
    PastedNumbers.objects.filter(numbers__overlap=sorted(contacts)).delete()
    selections = OrderSelection.objects.filter(may_search("filter_query"))
    queries = dict(selections.values_list("pk", "filter_query"))
    OrderSelection.objects.filter(pk__in=searches_for(people, queries)).delete()


def _blank_events(order_ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('omnitron.erasure', 'on', true)")
        cursor.execute(_BLANK_EVENTS, {"personal": _PERSONAL, "orders": order_ids})
        # For one statement only: the log is closed again for the rest of the transaction.
        cursor.execute("SELECT set_config('omnitron.erasure', '', true)")
