"""Which stored searches and texts were for a certain person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.db.models import Q
from django.http import QueryDict

from orders.searching import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from orders.models import Customer, Order

# A search for an e-mail address or a whole phone number is for whoever it finds. Its beginning, or
# one name, would find others too: of a name all words must be there.
_SEARCHES = """
    SELECT DISTINCT key
    FROM unnest(%(keys)s::bigint[], %(words)s::text[]) AS search (key, words)
    CROSS JOIN unnest(%(first_names)s::text[], %(last_names)s::text[], %(emails)s::text[],
        %(phones)s::text[]) AS person (first_name, last_name, email, phone)
    WHERE (words LIKE '%%@%%' OR words ~ '^[-+0-9 ()./]{7,}$')
            AND order_document('', '', email, phone) @@ order_query(words)
        OR (first_name <> '' AND last_name <> ''
            AND omnitron_words(first_name || ' ' || last_name) <@ omnitron_words(words))
"""


class Person(NamedTuple):
    """A customer as one of their records had them."""

    first_name: str
    last_name: str
    email: str
    phone: str


def people_of(customer: Customer, orders: QuerySet[Order]) -> list[Person]:
    """The customer as the record and each order have them, without repetition."""
    known = {Person(*names) for names in orders.values_list(*Person._fields)}
    known.add(
        Person(customer.first_name, customer.last_name, customer.email, customer.phone_number)
    )
    return sorted(known)


def texts_that_name(people: list[Person]) -> list[str]:
    """What a text about one of the people holds, in small letters, plain or as JSON escapes it.

    One name alone would be found in texts about others.
    """
    named = {f"{one.first_name} {one.last_name}" for one in people if all(one[:2])}
    told = named | {contact for one in people for contact in (one.email, one.phone) if contact}
    plain = {text.lower() for text in told}
    return sorted(plain | {json.dumps(text)[1:-1].lower() for text in told})


def may_search(field: str) -> Q:
    """The rows whose stored query searches for words; it spares reading the others."""
    return Q(**{f"{field}__contains": "q="}) | Q(**{f"{field}__contains": "customer="})


def searches_for(people: list[Person], queries: Mapping[int, str]) -> list[int]:
    """The keys of those query strings of the order list that search for one of the people."""
    texts = [(key, text) for key, query in queries.items() for text in _texts_of(query)]
    columns = list(zip(*people, strict=True)) or [()] * len(Person._fields)
    first_names, last_names, emails, phones = map(list, columns)
    with connection.cursor() as cursor:
        cursor.execute(
            _SEARCHES,
            {
                "keys": [key for key, _text in texts],
                "words": [text for _key, text in texts],
                "first_names": first_names,
                "last_names": last_names,
                "emails": emails,
                "phones": phones,
            },
        )
        return [key for (key,) in cursor.fetchall()]


def _texts_of(query: str) -> list[str]:
    """What a query searches for: each field, an address in it by itself, and the fields together.

    No name or address is longer than a search looks for.
    """
    data = QueryDict(query)
    fields = [text for text in (data.get("q"), data.get("customer")) if text]
    addresses = [word for text in fields for word in text.split() if "@" in word]
    return [text for text in {*fields, *addresses, " ".join(fields)} if len(text) <= LONGEST_TEXT]
