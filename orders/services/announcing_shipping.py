"""Naming the company that will carry an order, before it has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from omnitron.accounts.permissions import require
from omnitron.core.errors import Refusal
from orders.access import lock_order
from orders.events import Actor
from orders.services.rolling_up import roll_up
from orders.services.writing_items import write_items
from orders.states import LIVE, Status

if TYPE_CHECKING:
    from omnitron.accounts.models import User
    from orders.models import Order, ShippingCompany


@transaction.atomic
def announce_shipping(*, actor: User, number: str, company: ShippingCompany) -> Order:
    """Say by whom the lines of an order that have not left will travel; safe to repeat.

    Raises `NotFound`, and `Refusal` for a company that is not offered any more.
    """
    require(actor, "orders.change_items")
    refuse_not_offered(company)
    order = lock_order(actor, number)
    write_items(
        "shipping_company_id = %(company)s",
        condition="item.order_id = %(order)s AND item.status = ANY(%(live)s)"
        " AND item.status < %(shipped)s AND item.shipping_company_id IS DISTINCT FROM %(company)s",
        actor=Actor.of(actor),
        order=order.pk,
        company=company.pk,
        live=sorted(int(status) for status in LIVE),
        shipped=int(Status.SHIPPED),
    )
    roll_up([order.pk])
    return order


def refuse_not_offered(company: ShippingCompany) -> None:
    """Raise `Refusal` for a company that nothing new may be given to."""
    if not company.is_active:
        raise Refusal(
            _("%(company)s is not offered any more: choose another one.") % {"company": company}
        )
