"""Changing what a line says of its status, shipment and invoice: what clients of the API do."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from omnitron.accounts.permissions import require
from omnitron.core.errors import NotFound, Refusal
from omnitron.core.states import IllegalMove
from orders.access import lock_order
from orders.events import Actor
from orders.models import OrderItem
from orders.services.announcing_shipping import refuse_not_offered
from orders.services.moving import why_not_moved
from orders.services.rolling_up import roll_up
from orders.services.writing_items import write_items

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from omnitron.accounts.models import User
    from orders.models import ShippingCompany
    from orders.states import Status


class _Unchanged:
    """Nothing was said of a field; empty is said by an empty value."""


UNCHANGED = _Unchanged()


@dataclass(frozen=True)
class ItemChange:
    """What a line is to say; a field that is not given stays as it is."""

    status: Status | _Unchanged = UNCHANGED
    shipping_company: ShippingCompany | _Unchanged | None = UNCHANGED
    tracking_number: str | _Unchanged = UNCHANGED
    carrier_shipping_code: str | _Unchanged = UNCHANGED
    invoice_number: str | _Unchanged = UNCHANGED
    invoice_date: date | _Unchanged | None = UNCHANGED
    e_archive_url: str | _Unchanged = UNCHANGED
    extra_field: Mapping[str, Any] | _Unchanged = UNCHANGED


@transaction.atomic
def change_item(*, actor: User, item_id: int, change: ItemChange) -> OrderItem:
    """Change a line, with log and roll-up; safe to repeat: what it says already is no change.

    Raises `NotFound` for a line that the actor may not see, `IllegalMove` for a status that it
    cannot go to, and `Refusal` for a company that is not offered or a date that has not come.
    """
    require(actor, "orders.change_items")
    found = OrderItem.objects.visible_to(actor).filter(pk=item_id).select_related("order").first()
    if found is None:
        raise NotFound(_("There is no order line %(id)s.") % {"id": item_id})
    order = lock_order(actor, found.order.number)
    item: OrderItem = OrderItem.objects.select_for_update(no_key=True).get(pk=item_id)
    wanted = _wanted(item, change)
    _check(item, wanted)
    if wanted:
        values: dict[str, Any] = {
            column: Jsonb(value) if column == "extra_field" else value
            for column, value in wanted.items()
        }
        write_items(
            ", ".join(f"{column} = %({column})s" for column in values),
            condition="item.id = %(item)s",
            actor=Actor.of(actor),
            item=item.pk,
            **values,
        )
        roll_up([order.pk])
        item.refresh_from_db()
    return item


def _wanted(item: OrderItem, change: ItemChange) -> dict[str, Any]:
    """By column, what a line does not say yet."""
    given = {field.name: getattr(change, field.name) for field in fields(change)}
    columns = {
        f"{name}_id" if name == "shipping_company" else name: value
        for name, value in given.items()
        if value is not UNCHANGED
    }
    if company := columns.get("shipping_company_id"):
        columns["shipping_company_id"] = company.pk
        if company.pk != item.shipping_company_id:
            refuse_not_offered(company)
    return {name: value for name, value in columns.items() if value != getattr(item, name)}


def _check(item: OrderItem, wanted: Mapping[str, Any]) -> None:
    if "status" in wanted and (why := why_not_moved(item, wanted["status"])):
        raise IllegalMove(why)
    today = timezone.localdate(timezone=item.order.channel.zone)
    if wanted.get("invoice_date") and wanted["invoice_date"] > today:
        raise Refusal(_("An invoice has no date that has not come yet: correct it."))
