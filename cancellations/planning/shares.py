"""Which payment gives how much back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cancellations.planning.drafts import Share
from omnitron.core.errors import Refusal
from omnitron.core.formats import money_text
from omnitron.core.money import round_to_currency
from payments.methods import ORDER, method_of
from payments.states import RefundMethod

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cancellations.planning.standing import Payment, Standing


def share_out(standing: Standing, total: Decimal) -> tuple[Share, ...]:
    """Divide an amount over the payments: by machine first, then the larger rest, then the older.

    The payments must have that much left.
    """
    shares = []
    for payment in in_order(standing):
        amount = min(total, payment.left)
        if amount > 0:
            shares.append(Share(payment, way_back(standing, payment), amount))
            total -= amount
    if total > 0:
        raise ValueError(f"The payments of order {standing.order.number} lack {total}.")
    return tuple(shares)


def share_as_wished(
    standing: Standing, total: Decimal, wished: Mapping[int, Decimal]
) -> tuple[Share, ...]:
    """The split that somebody chose. Raises `Refusal` if it does not fit."""
    currency = standing.order.currency
    shares = []
    for payment in in_order(standing):
        amount = wished.get(payment.row.pk, Decimal(0))
        name = payment.row.get_payment_type_display()
        if amount < 0 or amount != round_to_currency(amount, currency):
            raise Refusal(
                _("%(payment)s: %(amount)s is no amount in %(currency)s.")
                % {
                    "payment": name,
                    "amount": amount,
                    "currency": currency,
                }
            )
        if amount > payment.left:
            raise Refusal(
                _("%(payment)s: only %(left)s is left to give back.")
                % {
                    "payment": name,
                    "left": money_text(payment.left, currency),
                }
            )
        if amount:
            shares.append(Share(payment, way_back(standing, payment), amount))
    chosen = sum((share.amount for share in shares), Decimal(0))
    if chosen != total:
        raise Refusal(
            _("The split adds up to %(chosen)s, but %(total)s goes back.")
            % {"chosen": money_text(chosen, currency), "total": money_text(total, currency)}
        )
    return tuple(shares)


def way_back(standing: Standing, payment: Payment) -> RefundMethod:
    """How a payment goes back under the channel's strategy."""
    if not standing.strategy.payments_refundable:
        return RefundMethod.MANUAL
    return method_of(payment.row)


def in_order(standing: Standing) -> list[Payment]:
    """The payments in the order in which they give money back."""
    return sorted(
        (payment for payment in standing.payments if payment.left > 0),
        key=lambda payment: (
            ORDER.index(way_back(standing, payment)),
            -payment.left,
            payment.row.pk,
        ),
    )
