"""Editing what an order says about its customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from omnitron.accounts.permissions import require
from omnitron.core.errors import Conflict
from omnitron.core.merging import BothChanged, Clash, merge
from orders.access import lock_order
from orders.events import Actor, record
from orders.models import Customer, OrderEvent
from orders.services.people.replacing import replace_address
from orders.snapshots import (
    BILLING,
    CONTACT,
    SAME,
    SHIPPING,
    Values,
    address_in,
    effective,
    fields_of,
    settled,
    snapshot_of,
)

if TYPE_CHECKING:
    from datetime import datetime

    from omnitron.accounts.models import User
    from orders.models import Address, Order

Changes = dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Opened:
    """What a form showed when it was opened, and which version of the order that was."""

    version: int
    values: Values


@dataclass(frozen=True)
class Edited:
    """What became of an edit.

    `merged_with` names who saved meanwhile: empty for nobody known, None where nothing was.
    """

    changed: bool
    merged_with: str | None = None


class EditedMeanwhile(Conflict):
    """Somebody else changed the same fields since the form was opened.

    `differences` has every field that anybody changed, `current` what to start from now.
    """

    def __init__(self, *, current: Opened, differences: list[Clash], saved: OrderEvent | None):
        super().__init__(_("Somebody else changed the same fields while you were editing."))
        self.current = current
        self.differences = differences
        self.saved_by: str = saved.actor_name if saved else ""
        self.saved_at: datetime | None = saved.at if saved else None


@transaction.atomic
def edit_customer(
    *, actor: User, number: str, opened: Opened, wanted: Values, also_future: bool = False
) -> Edited:
    """Change an order's copy of its customer, merged with what others saved meanwhile.

    Raises `Refusal` without the permission, `NotFound`, or `EditedMeanwhile` where both changed the
    same field; nothing is written in these cases. With `also_future` the customer's own record
    takes the contact over.
    """
    require(actor, "orders.edit_customer")
    order = lock_order(actor, number)
    before, after, merged_with = snapshot_of(order), settled(wanted), None
    if order.version != opened.version:
        after = _merged(order, opened.values, before, after)
        merged_with = _saved_by(order) if opened.values != before else None
    changes = _changes(before, after)
    if changes:
        _write(order, before, after)
    if also_future:
        changes |= _take_over(order)
    if changes:
        if merged_with is not None:
            changes[OrderEvent.MERGED_WITH] = ("", merged_with)
        record(order, OrderEvent.Kind.CUSTOMER_EDITED, actor=Actor.of(actor), changes=changes)
    return Edited(bool(changes), merged_with)


def _merged(order: Order, opened: Values, current: Values, mine: Values) -> Values:
    # Where the sides do not agree on whether there is a billing address of its own, its fields
    # cannot be mixed: it is taken from one side as a whole.
    whole = len({opened[SAME], current[SAME], mine[SAME]}) > 1
    sides = [_units(values, whole=whole) for values in (opened, mine, current)]
    try:
        units = merge(opened=sides[0], mine=sides[1], current=sides[2])
    except BothChanged:
        raise EditedMeanwhile(
            current=Opened(order.version, current),
            differences=_differences(*sides),
            saved=_last_edit(order),
        ) from None
    billing = units.pop(BILLING, {})
    return settled(units | billing)


def _units(values: Values, *, whole: bool) -> dict[str, Any]:
    if not whole:
        return dict(values)
    billing = {name: values[name] for name in (SAME, *fields_of(BILLING))}
    return {name: value for name, value in values.items() if name not in billing} | {
        BILLING: billing
    }


def _differences(
    opened: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> list[Clash]:
    return [
        Clash(name, before, mine[name], theirs[name])
        for name, before in opened.items()
        if not before == mine[name] == theirs[name]
    ]


def _last_edit(order: Order) -> OrderEvent | None:
    kinds = (OrderEvent.Kind.CUSTOMER_EDITED, OrderEvent.Kind.CUSTOMER_ERASED)
    edits = OrderEvent.objects.filter(order=order, kind__in=kinds)
    return edits.order_by("-at", "-pk").first()


def _saved_by(order: Order) -> str:
    saved = _last_edit(order)
    return saved.actor_name if saved else ""


def _changes(before: Values, after: Values) -> Changes:
    if not (before[SAME] and after[SAME]):
        before, after = effective(before), effective(after)
    return {name: (value, after[name]) for name, value in before.items() if value != after[name]}


def _write(order: Order, before: Values, after: Values) -> None:
    for name in CONTACT:
        setattr(order, name, after[name])
    moved = address_in(after, SHIPPING) != address_in(before, SHIPPING)
    if moved:
        shipping, values = order.shipping_address, address_in(after, SHIPPING)
        order.shipping_address = _new_address(order, shipping, values)
    if after[SAME]:
        if moved or not before[SAME]:
            order.billing_address = order.shipping_address
    elif address_in(after, BILLING) != address_in(effective(before), BILLING):
        billing, values = order.billing_address, address_in(after, BILLING)
        order.billing_address = _new_address(order, billing, values)
    order.version += 1
    order.save(
        update_fields=[*CONTACT, "shipping_address", "billing_address", "version", "modified_at"]
    )


def _new_address(order: Order, former: Address | None, values: Values) -> Address | None:
    """A new row: the one in use belongs to whatever was printed or sent with it."""
    if not any(values.values()):
        return None
    return replace_address(former, customer_id=order.customer_id, values=values)


def _take_over(order: Order) -> Changes:
    customer = Customer.objects.select_for_update(no_key=True).get(pk=order.customer_id)
    changes: Changes = {}
    for name in CONTACT:
        column = "phone_number" if name == "phone" else name
        before, after = getattr(customer, column), getattr(order, name)
        if before != after:
            changes[f"customer.{name}"] = (before, after)
            setattr(customer, column, after)
    if changes:
        customer.save()
    return changes
