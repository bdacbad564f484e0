from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField

if TYPE_CHECKING:
    Array = ArrayField[Any, Any]
else:
    Array = ArrayField


class SetField(Array):
    """A set of choices: edits of two people are merged member by member."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> frozenset[Any] | None:
        """The members, in no order."""
        return None if value is None else frozenset(value)

    def to_python(self, value: Any) -> Any:
        """The members, in no order."""
        value = super().to_python(sorted(value) if isinstance(value, frozenset) else value)
        return frozenset(value) if isinstance(value, list) else value

    def clean(self, value: Any, model_instance: Any) -> Any:
        """The members, each of them one of the choices."""
        return frozenset(self.base_field.clean(member, model_instance) for member in value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Sorted, so that equal sets are equal arrays."""
        value = sorted(value) if isinstance(value, frozenset) else value
        return super().get_db_prep_value(value, connection, prepared)
