"""Recording the account that a customer tells once money is to be sent by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cancellations.planning.accounts import account_given, checked_account, short_iban
from cancellations.services.by_hand import lock_needed
from omnitron.core import causes
from omnitron.core.errors import Refusal
from orders.events import Actor, record
from orders.models import OrderEvent

if TYPE_CHECKING:
    from omnitron.accounts.models import User


@transaction.atomic
def record_account(*, actor: User, refund_id: int, iban: str, holder_name: str) -> None:
    """Record where a refund by hand goes, and with it all of its plan that has no account.

    Raises as `lock_needed`, and `Refusal` for an IBAN whose check digits do not fit, without a
    holder, and where an account is known already.
    """
    plan, (refund,) = lock_needed(actor, [refund_id])
    known = account_given(plan, refund.plan_link.plan_item)
    if known is not None:
        raise Refusal(
            _("Refund %(refund)s has an account already, %(iban)s: correct that one.")
            % {"refund": refund.pk, "iban": short_iban(known[0])}
        )
    plan.iban, plan.holder_name = checked_account(iban, holder_name)
    plan.save(update_fields=["iban", "holder_name"])
    with causes.because_of(f"plan:{plan.pk}"):
        record(
            plan.order,
            OrderEvent.Kind.ACCOUNT_RECORDED,
            actor=Actor.of(actor),
            changes={"refund": (None, refund.pk), "iban": (None, short_iban(plan.iban))},
        )
