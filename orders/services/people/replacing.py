"""A new row for an address that was edited: the one in use belongs to what was sent with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orders.models import Address

if TYPE_CHECKING:
    from orders.snapshots import Values

# What no page shows, and an edit therefore keeps.
_BESIDE = ("email", "title", "notes", "e_bill_taxpayer", "address_type", "remote_id", "extra_field")
_KINDS = ("country", "city", "township", "district")


def replace_address(former: Address | None, *, customer_id: int, values: Values) -> Address:
    """The address as it is from now on, with what was known of the former beside.

    Places are known as far as their names were not changed. There may be the same address twice
    then, so that nothing finds it by a hash.
    """
    beside: dict[str, Any] = {}
    if former is not None:
        beside = {name: getattr(former, name) for name in _BESIDE} | _places(former, values)
    return Address.objects.create(customer_id=customer_id, **values, **beside)


def _places(former: Address, values: Values) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for kind in _KINDS:
        if str(getattr(former, kind)) != values[kind]:
            break
        kept[f"place_{kind}_id"] = getattr(former, f"place_{kind}_id")
    return kept
