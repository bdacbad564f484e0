"""Addresses in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnitron.core.regions import country_name
from orders.contacts import readable_phone
from orders.snapshots import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orders.models import Address


def address_lines(values: Mapping[str, str]) -> list[str]:
    """An address as it stands on an envelope, line by line, without empty ones."""
    lines = [
        f"{values['first_name']} {values['last_name']}",
        values["company_name"],
        *values["line"].splitlines(),
        values["district"],
        f"{values['postcode']} {place_of(values)}",
        country_name(values["country"]),
    ]
    return [line.strip() for line in lines if line.strip()]


def place_of(values: Mapping[str, str]) -> str:
    """The city and what it belongs to: “Chapecó, SC”."""
    return ", ".join(filter(None, [values["city"], values["township"]]))


class AddressShown:
    """An address of an order, which may have none."""

    def __init__(self, address: Address | None) -> None:
        self.exists = address is not None
        self.values = {name: str(getattr(address, name, "") or "") for name in ADDRESS}

    @property
    def lines(self) -> list[str]:
        """As on an envelope."""
        return address_lines(self.values)

    @property
    def phone(self) -> str:
        """The phone number for this address, with its groups."""
        return readable_phone(self.values["phone"])

    @property
    def place(self) -> str:
        """The city, or the country where no city is given: what says the most in few words."""
        return place_of(self.values) or country_name(self.values["country"])
