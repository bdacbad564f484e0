"""What a delivery costs the customer of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from omnitron.core.formats import money_text
from orders.models import DeliverySetting

if TYPE_CHECKING:
    from typing import Any

Calculator = DeliverySetting.Calculator


def price_text(setting: Any, currency: str) -> str:
    """The price of a delivery setting in the currency of an order: “R$14.20”, “Free”."""
    if setting.calculator == Calculator.FREE:
        return str(setting.get_calculator_display())
    price = money_text(setting.price, currency)
    if setting.calculator == Calculator.FIXED:
        return price
    words = {"price": price, "above": money_text(setting.free_above, currency)}
    return _("%(price)s, free above %(above)s") % words
