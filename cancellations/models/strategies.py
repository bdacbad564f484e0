from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.models import SalesChannel

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STRATEGY_ONE = "StrategyOne"


def _rule(
    label: _StrPromise, *, off: _StrPromise, default: bool = True
) -> models.BooleanField[bool, bool]:
    return models.BooleanField(label, default=default, help_text=off)


class CancellationStrategy(models.Model):
    """What a sales channel allows and gives back. A channel without one follows StrategyOne.

    A rule refuses or leaves out; it never invents an amount. Each help text says what a rule
    does while it is off.
    """

    channel = models.OneToOneField(
        SalesChannel,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="cancellation_strategy",
        verbose_name=_("sales channel"),
    )
    name = models.CharField(_("name"), max_length=100, default=STRATEGY_ONE)
    shipping_on_cancel = _rule(
        _("refund the shipping fee on a cancellation"),
        off=_("Off: the fee is kept as long as nothing of the order was ever shipped."),
    )
    shipping_on_return = _rule(
        _("refund the shipping fee on a return"),
        off=_("Off: the fee is kept once anything of the order was shipped."),
    )
    split_shipping = _rule(
        _("split the shipping fee over the order lines"),
        off=_("Off: the fee goes back in one sum, together with the last item of the order."),
        default=False,
    )
    partial_allowed = _rule(
        _("allow a part of an order"),
        off=_("Off: only everything that is left of the order can be canceled or returned."),
    )
    all_items_refundable = _rule(
        _("allow the return of every product"),
        off=_("Off: a product that is marked as non-returnable cannot be returned."),
    )
    discounts_refundable = _rule(
        _("allow single lines of a shared discount"),
        off=_(
            "Off: lines that share a discount of the order are canceled or returned only together."
        ),
    )
    payments_refundable = _rule(
        _("refund the way it was paid"),
        off=_("Off: no gateway is asked, every refund is made by hand."),
    )
    payment_option_fee = _rule(
        _("refund the fee of the payment option"),
        off=_(
            "Off: the fee is kept. On, it goes back when the last item is canceled; a return"
            " never gives it back."
        ),
    )
    unreported_cancellable = _rule(
        _("allow orders that the ERP does not know yet"),
        off=_(
            "Off: an order cannot be canceled before it is reported to the ERP, unless it still"
            " waits for its payment."
        ),
    )

    class Meta:
        default_permissions = ()
        permissions = [("manage_strategies", _("Set up cancellation strategies"))]
        verbose_name = _("cancellation strategy")
        verbose_name_plural = _("cancellation strategies")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep the name of the standard rules for the standard rules."""
        if self.name == STRATEGY_ONE and self.departures():
            raise ValidationError(
                {
                    "name": _(
                        "“%(name)s” is the name of the standard rules, and these are others: give"
                        " them a name of their own."
                    )
                    % {"name": STRATEGY_ONE}
                }
            )

    def departures(self) -> list[str]:
        """The rules that are not as StrategyOne has them."""
        return [rule for rule, default in STANDARD.items() if getattr(self, rule) != default]


# The nine rules as StrategyOne has them.
STANDARD: dict[str, bool] = {
    field.name: field.default
    for field in CancellationStrategy._meta.concrete_fields
    if isinstance(field, models.BooleanField)
}
