"""How content types and moments look to clients that exchange data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from integrations.content_types import KEYS, content_type_named
from omnitron.api.base.fields import FIRST_YEAR, LAST_YEAR
from omnitron.core.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

# Far from where PostgreSQL and Python differ in what a moment is.


def content_type_shown(name: str) -> dict[str, Any] | None:
    """A content type as the API shows it; none for none."""
    return {"id": KEYS[name], "model": name} if name else None


@extend_schema_field(
    {
        "oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "object"}],
        "example": "order",
        "description": "A name or a key that `content_types/` has, or both in an object.",
    }
)
class ContentTypeField(serializers.Field):  # type: ignore[type-arg]
    """A content type: written by key, by name or as `content_types/` shows it."""

    def to_internal_value(self, data: Any) -> str:
        """Its name."""
        if isinstance(data, dict):
            data = data.get("model", data.get("id"))
        if isinstance(data, bool) or not isinstance(data, (int, str)):
            raise serializers.ValidationError(_("Give a content type by its name or its key."))
        try:
            return content_type_named(data)
        except Refusal as refusal:
            raise serializers.ValidationError(str(refusal)) from None

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        """Where none is known yet, it is shown as the empty text, and sent back so."""
        return super().validate_empty_values(None if data == "" and self.allow_null else data)

    def to_representation(self, value: str) -> str:
        """Its name."""
        return value


class MomentField(serializers.DateTimeField):
    """A moment of these centuries, in ISO 8601."""

    def to_internal_value(self, value: Any) -> datetime:
        """The moment."""
        moment: datetime = super().to_internal_value(value)
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise serializers.ValidationError(
                _("Give a moment between the years %(first)s and %(last)s.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return moment
