"""Keeping where customers live, as the channel tells it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from geography.models import City, Country, District, Township
from omnitron.accounts.permissions import require
from omnitron.core.errors import FieldsRefused, Refusal
from omnitron.core.saving import broken_constraint, check_values
from orders.models import Address, Customer
from orders.services.people.customers import PERMISSION

if TYPE_CHECKING:
    from omnitron.accounts.models import User


class AddressValues(TypedDict, total=False):
    """What a channel says of an address."""

    first_name: str
    last_name: str
    phone: str
    email: str
    title: str
    line: str
    postcode: str
    notes: str
    company_name: str
    tax_office: str
    tax_no: str
    identity_number: str
    e_bill_taxpayer: bool
    address_type: str
    remote_id: str
    extra_field: dict[str, Any]
    is_active: bool


class AddressKnown(Refusal):
    """The customer has this address already; `hash_data` finds it."""

    code = "duplicate"

    def __init__(self, hash_data: str) -> None:
        # Clients read the hash out of this text: it ends at the first blank.
        told = _("The customer has this address already.")
        super().__init__(f"hash_data:{hash_data} {told}")
        self.hash_data = hash_data
        self.fields = {"non_field_errors": str(self)}


class Places(TypedDict, total=False):
    """The keys of the places that an address lies in, from the largest to the smallest."""

    country: int | None
    city: int | None
    township: int | None
    district: int | None


_HASHED = tuple(sorted(AddressValues.__annotations__.keys() - {"is_active"}))


@transaction.atomic
def create_address(
    *,
    actor: User,
    channel_id: int,
    customer_id: int,
    places: Places,
    **values: Unpack[AddressValues],
) -> Address:
    """Add an address of a customer of a channel, with the names of its places as its texts.

    Raises `AddressKnown` where the customer has it already, and `FieldsRefused` also for a
    customer or a place that is not there.
    """
    require(actor, PERMISSION)
    address = Address(customer=_customer(actor, channel_id, customer_id), **values)
    _lay_down(address, places)
    check_values(address)
    address.hash_data = _hash_of(address)
    try:
        with transaction.atomic():
            address.save()
    except IntegrityError as error:
        # Nobody looks before whether it is there: of two at once, one would not see the other.
        if broken_constraint(error) != "one_address_per_hash":
            raise
        raise AddressKnown(address.hash_data) from None
    return address


def _customer(actor: User, channel_id: int, pk: int) -> Customer:
    customers = Customer.objects.visible_to(actor).filter(channel_id=channel_id)
    customer: Customer | None = customers.filter(pk=pk).first()
    if customer is None:
        raise FieldsRefused({"customer": [_("This channel has no such customer.")]})
    return customer


def _lay_down(address: Address, keys: Places) -> None:
    """Point to the places and take their names over, each within the one before."""
    before: Country | City | Township | None = None
    for model in (Country, City, Township, District):
        kind = str(model.kind)
        key = keys.get(kind)
        place = None if key is None else model.objects.filter(pk=key).first()
        if key is not None and (place is None or place.within_id != (before and before.pk)):
            raise FieldsRefused({kind: [_not_there(before)]})
        setattr(address, f"place_{kind}", place)
        text = place.code if isinstance(place, Country) else str(place or "")
        setattr(address, kind, text)
        before = place


def _not_there(within: Country | City | Township | None) -> str:
    if within is None:
        return _("There is no such place, or nothing says what it lies in.")
    return _("There is no such place in %(within)s.") % {"within": within}


def _hash_of(address: Address) -> str:
    """The same for the same customer and content, however its blanks were typed."""
    keys = [getattr(address, f"place_{kind}_id") for kind in Places.__annotations__]
    content = {name: _normalised(getattr(address, name)) for name in _HASHED}
    text = json.dumps([address.customer_id, keys, content], sort_keys=True)
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _normalised(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return " ".join(unicodedata.normalize("NFC", value).split())
