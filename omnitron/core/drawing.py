"""Parts of pages that are drawn once and kept: what a page shows again and again, unchanged."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.forms import MultipleChoiceField
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django.forms import BoundField

# Enough for the parts of every page in every language, with the choices of several people.
PARTS_KEPT = 1000


class FieldLook(NamedTuple):
    """What a template needs of a bound field, under the same names, and comparable."""

    html_name: str
    auto_id: str
    id_for_label: str
    label: str
    help_text: str
    value: str | tuple[str, ...]
    errors: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, bound: BoundField) -> Self:
        """The look of a field with its value and its errors."""
        value = bound.value()
        many = isinstance(bound.field, MultipleChoiceField)
        choices = getattr(bound.field, "choices", ())
        return cls(
            bound.html_name,
            str(bound.auto_id),
            str(bound.id_for_label),
            str(bound.label),
            str(bound.help_text),
            tuple(map(str, value or ())) if many else "" if value is None else str(value),
            tuple(map(str, bound.errors)),
            tuple((str(key), str(label)) for key, label in choices),
        )

    @property
    def is_typed(self) -> bool:
        """Whether it shows what somebody typed, which nobody else needs and nothing may keep."""
        return bool(self.errors or (isinstance(self.value, str) and self.value))

    @property
    def chosen(self) -> list[str]:
        """The labels of the choices that are ticked."""
        return [label for value, label in self.choices if value in self.value]


def draw(template: str, **values: Any) -> SafeString:
    """A template with fields and words, from memory unless a field shows what somebody typed.

    A bound field becomes a `FieldLook`; other values must be hashable.
    """
    looks = {
        name: FieldLook.of(value) if hasattr(value, "auto_id") else value
        for name, value in values.items()
    }
    typed = any(isinstance(look, FieldLook) and look.is_typed for look in looks.values())
    write = _drawn.__wrapped__ if typed else _drawn
    return write(template, get_language(), **looks)


@lru_cache(maxsize=PARTS_KEPT)
def _drawn(template: str, _language: str | None, **values: Any) -> SafeString:
    return mark_safe(get_template(template).render(values))  # noqa: S308  (a template escapes)
