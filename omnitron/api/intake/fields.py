"""How values of a new order may be written; what they must be is the domain's to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from omnitron.api.base.fields import StatusField

if TYPE_CHECKING:
    from datetime import datetime

NUMBER_OR_TEXT = {"oneOf": [{"type": "integer"}, {"type": "string"}], "nullable": True}


class Emptiable(serializers.Field):  # type: ignore[type-arg]
    """A field that may be left out; clients also write null and the empty text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "allow_null": True, **kwargs})

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        """The empty text is nothing."""
        return super().validate_empty_values(None if data == "" else data)


@extend_schema_field(
    {"oneOf": [{"type": "string"}, {"type": "number"}], "nullable": True, "example": "149.90"}
)
class SentAmount(Emptiable, serializers.DecimalField):
    """A number or a text, taken as it is written: 19.9 is 19.90, without the tail of a float."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=None, decimal_places=None, **kwargs)


class SentNumber(Emptiable, serializers.IntegerField):
    """A whole number."""


class SentFlag(Emptiable, serializers.BooleanField):
    """Yes or no."""


class SentDay(Emptiable, serializers.DateField):
    """A day."""


class SentStatus(Emptiable, StatusField):
    """A status by its code, as number or text, or by its name."""


class SentMoment(Emptiable, serializers.DateTimeField):
    """A moment; without a zone it is one of the sales channel's."""

    def enforce_timezone(self, value: datetime) -> datetime:
        """The domain knows the channel's zone."""
        return value


@extend_schema_field({"type": "object", "additionalProperties": True, "nullable": True})
class SentObject(Emptiable):
    """Names and values, kept as they were sent."""

    def to_internal_value(self, data: Any) -> Any:
        """What was sent."""
        return data


class SentCurrency(serializers.CharField):
    """A currency by its code, in any letters."""

    def to_internal_value(self, data: Any) -> str:
        """The code as the standard writes it."""
        return super().to_internal_value(data).upper()


@extend_schema_field(NUMBER_OR_TEXT)
class SentName(Emptiable):
    """The key of a row, or its code."""

    def to_internal_value(self, data: Any) -> int | str:
        """One of both."""
        if isinstance(data, (int, str)) and not isinstance(data, bool):
            return data
        raise serializers.ValidationError(_("Give a key or a code."))
