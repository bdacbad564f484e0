"""Check boxes of which some are not this person's to tick."""

from typing import Any

from django import forms


class Ticks(forms.CheckboxSelectMultiple):
    """Check boxes; those of `locked` are shown as they are."""

    locked: frozenset[Any] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One box."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if value in self.locked:
            option["attrs"]["disabled"] = True
        return option


class TicksField(forms.TypedMultipleChoiceField):
    """What was ticked, as a set. A locked box keeps what it was when the form was opened."""

    widget = Ticks

    def lock(self, values: frozenset[Any]) -> None:
        """Take some boxes out of this person's hands."""
        self.widget.locked = values

    def together(self, ticked: list[Any], opened: list[Any]) -> frozenset[Any]:
        """What was ticked by hand and what is locked."""
        locked = self.widget.locked
        return frozenset(ticked) - locked | frozenset(opened) & locked
