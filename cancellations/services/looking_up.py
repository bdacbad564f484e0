"""Asking a gateway for the refund that somebody saw in its panel, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations.access import plan_of_refund
from cancellations.services.by_hand import PERMISSION
from omnitron.accounts.permissions import require
from omnitron.core.errors import Refusal
from omnitron.core.formats import money_text
from payments.gateways.base import Outcome, OutcomeUnknown
from payments.gateways.registry import UnknownGateway, get_gateway
from payments.models import Refund
from payments.states import RefundStatus
from payments.timing import may_be_sent

if TYPE_CHECKING:
    from omnitron.accounts.models import User
    from payments.gateways.base import Sighting


def look_up(*, actor: User, refund_id: int, reference: str) -> Sighting:
    """The refund that the gateway has under a number, if it can be ours; nothing is written.

    Must run outside any transaction: a slow gateway must not hold a lock. Raises `NotFound`, and
    `Refusal` while a machine still asks, where the gateway cannot be asked, and unless it has a
    refund of the same payment and amount there that has succeeded and is no other one of ours.
    """
    require(actor, PERMISSION)
    plan_of_refund(actor, refund_id)
    refund = Refund.objects.select_related("transaction", "order").get(pk=refund_id)
    require_undecided(refund)
    sighting = _ask(refund, reference.strip())
    require_ours(refund, sighting)
    return sighting


def require_undecided(refund: Refund) -> None:
    """Raise `Refusal` unless a person has to say what became of a refund."""
    if refund.status != RefundStatus.UNKNOWN:
        raise Refusal(
            _("The outcome of refund %(refund)s is known: it is %(status)s.")
            % {"refund": refund.pk, "status": refund.get_status_display().lower()}
        )
    if may_be_sent(timezone.now(), refund.first_sent_at):
        raise Refusal(_("The gateway is still being asked about this refund. Look again later."))


def require_ours(refund: Refund, sighting: Sighting) -> None:
    """Raise `Refusal` unless what the gateway has is the refund that we asked for."""
    payment, number = refund.transaction, sighting.answer.reference
    if payment is None or payment.gateway_reference not in sighting.payment_references:
        raise Refusal(
            _("Number %(number)s is a refund of another payment there, %(payment)s.")
            % {"number": number, "payment": " / ".join(sighting.payment_references)}
        )
    if (sighting.amount, sighting.currency) != (refund.amount, payment.currency):
        raise Refusal(
            _("Number %(number)s is a refund of %(amount)s there, not of %(ours)s.")
            % {
                "number": number,
                "amount": money_text(sighting.amount, sighting.currency),
                "ours": money_text(refund.amount, payment.currency),
            }
        )
    owner = _owner_of(refund, sighting)
    if owner is not None:
        raise Refusal(
            _("Number %(number)s belongs to refund %(refund)s of order %(order)s.")
            % {"number": number, "refund": owner.pk, "order": owner.order.number}
        )
    _require_success(refund, sighting)


def _require_success(refund: Refund, sighting: Sighting) -> None:
    number = sighting.answer.reference
    if sighting.answer.outcome == Outcome.PENDING:
        raise Refusal(
            _("Number %(number)s is still pending there: look again later.") % {"number": number}
        )
    if sighting.answer.outcome == Outcome.DECLINED:
        raise Refusal(
            _("Number %(number)s did not reach the customer, says %(gateway)s: %(why)s.")
            % {
                "number": number,
                "gateway": refund.gateway,
                "why": (sighting.answer.failure_text or sighting.answer.failure_code).rstrip("."),
            }
        )


def _ask(refund: Refund, reference: str) -> Sighting:
    values = {"gateway": refund.gateway, "number": reference}
    try:
        sighting = get_gateway(refund.gateway).look_up(reference)
    except OutcomeUnknown as error:
        sentence = _("%(gateway)s gives no answer, so nothing was written: try again later.")
        raise Refusal(sentence % values) from error
    except UnknownGateway as error:
        sentence = _("%(gateway)s is not set up here and cannot be asked: nothing was written.")
        raise Refusal(sentence % values) from error
    if sighting is None:
        sentence = _("%(gateway)s has no refund with the number %(number)s: compare it once more.")
        raise Refusal(sentence % values)
    return sighting


def _owner_of(refund: Refund, sighting: Sighting) -> Refund | None:
    """Another refund of ours that this number stands for already."""
    others = Refund.objects.exclude(pk=refund.pk).select_related("order")
    number = sighting.answer.reference
    by_number = others.filter(gateway=refund.gateway, gateway_reference=number)
    found: Refund | None = by_number.first()
    if found is None and sighting.key not in (None, refund.key):
        found = others.filter(key=sighting.key).first()
    return found
