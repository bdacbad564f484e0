"""What may be chosen in the fields of the order filter that are the same for everybody."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from orders.models import Order
from orders.states import Status

Choices = list[tuple[Any, Any]]

YES_NO = (("yes", _("Yes")), ("no", _("No")))
LISTS: dict[str, Any] = {
    "status": Status.choices,
    "platform": Order.Platform.choices,
    "reported": YES_NO,
    "waiting": YES_NO,
}


@cache
def fixed_choices(language: str) -> dict[str, Choices]:
    """The choices by field, in the words of the language, which must be the active one."""
    return {name: [(key, str(label)) for key, label in rows] for name, rows in LISTS.items()}
