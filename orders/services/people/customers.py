"""Keeping who buys in a sales channel, as the channel tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from omnitron.accounts.permissions import require
from omnitron.core.errors import NotFound
from omnitron.core.saving import save_checked
from orders.access import get_channel
from orders.models import Customer

if TYPE_CHECKING:
    from omnitron.accounts.models import User

PERMISSION = "orders.place_orders"


class CustomerValues(TypedDict, total=False):
    """What a channel says of a customer."""

    channel_code: str
    email: str
    first_name: str
    last_name: str
    phone_number: str
    erp_code: str
    extra_field: dict[str, Any]
    is_active: bool


@transaction.atomic
def create_customer(*, actor: User, channel_id: int, **values: Unpack[CustomerValues]) -> Customer:
    """Add a customer of a channel.

    Raises `NotFound` for a stranger's channel, or `FieldsRefused`, also where the channel has a
    customer of that code.
    """
    require(actor, PERMISSION)
    return _save(Customer(channel=get_channel(actor, channel_id), **values))


@transaction.atomic
def change_customer(*, actor: User, pk: int, **values: Unpack[CustomerValues]) -> Customer:
    """Change what is said of a customer; what is not said stays, and so do their orders.

    Raises `NotFound`, or `FieldsRefused`.
    """
    require(actor, PERMISSION)
    customer = lock_customer(actor, pk)
    for name, value in values.items():
        setattr(customer, name, value)
    return _save(customer)


def lock_customer(actor: User, pk: int) -> Customer:
    """A customer whom this person may see, locked until the transaction ends.

    Raises `NotFound` for any other, as if they did not exist.
    """
    customers = Customer.objects.visible_to(actor).select_for_update(no_key=True)
    customer: Customer | None = customers.filter(pk=pk).first()
    if customer is None:
        raise NotFound(_("There is no such customer."))
    return customer


def _save(customer: Customer) -> Customer:
    sentence = _("This channel has a customer with the code %(code)s already.")
    told = sentence % {"code": customer.channel_code}
    save_checked(customer, taken={"one_customer_per_channel_code": ("channel_code", told)})
    return customer
