"""From what a client sent to new orders, and from what the domain refuses to the client's names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from omnitron.api.intake.serializers import CreateOrderSerializer
from omnitron.core.errors import FieldsRefused
from orders.services.placing.new_orders import NewContract, NewDiscount, NewItem, NewOrder
from payments.services.taking_in import NewPayment, PaidOrder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from orders.services.placing.problems import OrdersRefused, Path

# What the domain calls otherwise; the fields of the order itself stand at the top of an error.
_SENT_AS = {"items": "order_item", "discounts": "discount_items", "payments": "transactions"}
_ORDER = "order"


def read_orders(sent: Sequence[Any], *, several: bool) -> list[PaidOrder]:
    """The orders of a request; raises `FieldsRefused` for values that are not what they should be.

    `several` says that the request is a list, whose errors then stand under their places.
    """
    given = CreateOrderSerializer(data=list(sent), many=True)
    if not given.is_valid():
        places = {place: list(_flat(errors, ())) for place, errors in given.errors.items()}
        raise _refused(places, several=several)
    return [_paid_order(data) for data in given.validated_data]


def in_words_of_client(refused: OrdersRefused, *, several: bool) -> FieldsRefused:
    """What the domain refuses, by the names of the request."""
    places = {place: list(_renamed(fields)) for place, fields in refused.by_order.items()}
    return _refused(places, several=several)


def _paid_order(data: Mapping[str, Any]) -> PaidOrder:
    order = NewOrder(
        items=tuple(NewItem(**_said(item)) for item in data["order_item"]),
        discounts=tuple(NewDiscount(**_said(one)) for one in _parts(data, "discount_items")),
        contracts=tuple(NewContract(**_said(one)) for one in _parts(data, "contracts")),
        **_said(data[_ORDER]),
    )
    payments = (NewPayment(**_said(one)) for one in _parts(data, "transactions"))
    return PaidOrder(order, tuple(payments))


def _parts(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """What stands in a list, which may be missing as a whole or in places."""
    return [part for part in data.get(name) or () if part is not None]


def _said(data: Mapping[str, Any]) -> dict[str, Any]:
    """What is not empty: all else is as the domain has it."""
    return {name: value for name, value in data.items() if value is not None and value != ""}


def _flat(errors: Any, way: Path) -> Iterator[tuple[Path, list[str]]]:
    """The errors of serializers, each with its way."""
    if isinstance(errors, dict):
        for name, within in errors.items():
            yield from _flat(within, way if name == _ORDER else (*way, name))
    else:
        yield way or (_ORDER,), [str(each) for each in errors]


def _renamed(fields: Mapping[Path, list[str]]) -> Iterator[tuple[Path, list[str]]]:
    for (first, *rest), sentences in fields.items():
        yield (_SENT_AS.get(str(first), first), *rest), sentences


def _refused(
    places: Mapping[int, Iterable[tuple[Path, list[str]]]], *, several: bool
) -> FieldsRefused:
    told: dict[str, Any] = {}
    for place, fields in places.items():
        within = told.setdefault(str(place), {}) if several else told
        for way, sentences in fields:
            _put(within, way, sentences)
    return FieldsRefused(told)


def _put(told: dict[str, Any], way: Path, sentences: list[str]) -> None:
    """Sentences at their way; those about a list stand beside its places."""
    *outer, field = (str(step) for step in way)
    for step in outer:
        inner = told.get(step, {})
        told[step] = told = inner if isinstance(inner, dict) else {"non_field_errors": inner}
    if isinstance(told.get(field), dict):
        told, field = told[field], "non_field_errors"
    told[field] = [*told.get(field, ()), *sentences]
