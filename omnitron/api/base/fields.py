"""How amounts, statuses and moments look in the API."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from omnitron.core.keyset import MAX_PK
from omnitron.core.money import in_decimals
from orders.status_names import UnknownStatus, status_named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from orders.states import Status

# Beyond, the same moment in another time zone may be in no year at all.
FIRST_YEAR, LAST_YEAR = 1900, 2999
LONGEST_URL = 500


@extend_schema_field({"type": "string", "format": "decimal", "example": "149.90"})
class AmountField(serializers.Field):  # type: ignore[type-arg]
    """An amount, only read, with the decimals of its currency; `currency` says where that is."""

    def __init__(self, *, currency: str = "currency", **kwargs: Any) -> None:
        self.currency = currency
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Any) -> tuple[Decimal, str]:
        """The amount and its currency."""
        return _walk(instance, self.source_attrs), _walk(instance, self.currency.split("."))

    def to_representation(self, value: tuple[Decimal, str]) -> str:
        """As text: a number would lose cents on the way."""
        return in_decimals(*value)


def _walk(start: Any, names: Iterable[str]) -> Any:
    return reduce(getattr, names, start)


@extend_schema_field(
    {"oneOf": [{"type": "string"}, {"type": "integer"}], "example": "450", "title": "Status"}
)
class StatusField(serializers.Field):  # type: ignore[type-arg]
    """A status: read as its code in a text, written as code or name."""

    def to_representation(self, value: int) -> str:
        """The code."""
        return str(int(value))

    def to_internal_value(self, data: Any) -> Status:
        """The status of a code or a name."""
        if isinstance(data, bool) or not isinstance(data, (int, str)):
            raise serializers.ValidationError(_("Give a status by its code or its name."))
        try:
            return status_named(str(data))
        except UnknownStatus as refusal:
            raise serializers.ValidationError(str(refusal)) from None


class KeyField(serializers.IntegerField):
    """The key of a row, as far as a column can hold one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=MAX_PK, **kwargs)


class _MaybeEmpty:
    """Null is written by clients that mean nothing."""

    allow_null: bool

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_blank": True, "allow_null": True, "required": False, **kwargs})

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        """Nothing is the empty text."""
        if data is None and self.allow_null:
            return True, ""
        found: tuple[bool, Any] = super().validate_empty_values(data)
        return found


class TextField(_MaybeEmpty, serializers.CharField):
    """A text that may be empty."""


class WebAddressField(TextField):
    """The address of a page or a picture, which may be empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_URL, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The address, as pages make a link or a picture of it."""
        value = super().run_validation(data)
        return serializers.URLField().run_validation(value) if value else value


class EmailField(_MaybeEmpty, serializers.EmailField):
    """An e-mail address that may be empty."""


class ObjectField(serializers.DictField):
    """A JSON object; nothing is the empty one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_null": True, "required": False, **kwargs})

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        """Null is written by clients that mean nothing."""
        return (True, {}) if data is None else super().validate_empty_values(data)
