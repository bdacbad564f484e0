"""Values of the order log as people know them: names for codes, money, dates, yes and no."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from omnitron.core.formats import moment_text, money_text
from omnitron.core.regions import country_name
from orders.contacts import readable_phone
from orders.snapshots import SAME
from orders.states import PackageStatus, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FLAGS = frozenset({SAME, "is_send"})


class ValueWords:
    """How the values of one order's log read: in its currency, with the names of companies."""

    def __init__(self, *, currency: str, companies: Mapping[int, str]) -> None:
        self.currency = currency
        self.companies = companies
        self._by_name: dict[str, Callable[[Any], str]] = {
            "package_status": lambda value: str(dict(PackageStatus.choices).get(value, value)),
            "status": lambda value: str(dict(Status.choices).get(value, value)),
            "shipping_company": lambda value: self.companies.get(value, str(value)),
            "country": country_name,
            "phone": readable_phone,
        }
        self._by_ending: dict[str, Callable[[Any], str]] = {
            "amount": self.money,
            "date": _moment,
            "at": _moment,
        }

    def of(self, field: str, value: Any) -> str:
        """A value of a field in words; an empty text for an empty value."""
        name = field.rpartition(".")[2]
        if name in _FLAGS or isinstance(value, bool):
            return _("Yes") if value else _("No")
        if value is None or value == "":
            return ""
        ending = name.rpartition("_")[2]
        in_words = self._by_name.get(name) or self._by_ending.get(ending) or str
        return in_words(value)

    def money(self, value: Any) -> str:
        """An amount in the currency of the order."""
        try:
            return money_text(Decimal(str(value)), self.currency)
        except InvalidOperation:
            return str(value)


def _moment(value: str) -> str:
    """A date or a time as people write it; any other text as it stands."""
    try:
        if len(value) == len("2017-11-24"):
            return moment_text(date.fromisoformat(value), "date")
        return moment_text(datetime.fromisoformat(value), "minute")
    except ValueError:
        return value
