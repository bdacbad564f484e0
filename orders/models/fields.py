"""Fields that several tables share."""

from typing import TYPE_CHECKING, Any

from django.db import models

from omnitron.core.money import DECIMAL_PLACES, MAX_DIGITS

if TYPE_CHECKING:
    DecimalField = models.DecimalField[Any, Any]
else:
    DecimalField = models.DecimalField


class AmountField(DecimalField):
    """An amount of money in the currency of its order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", MAX_DIGITS)
        kwargs.setdefault("decimal_places", DECIMAL_PLACES)
        super().__init__(*args, **kwargs)
