"""Values that several views of cancellations show."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cancellations.planning.accounts import short_iban


class ShortIbanField(serializers.CharField):
    """An IBAN as pages show it: its first and last groups."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: str) -> str:
        """Enough to tell it from another one."""
        return short_iban(value)
