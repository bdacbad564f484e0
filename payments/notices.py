"""Taking in what a gateway tells: first it is kept, then somebody makes something of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from payments.gateways.base import Answer, Notice, Outcome, UnreadableNotice
from payments.gateways.registry import get_gateway
from payments.models import GatewayNotice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payments.models import Refund


def keep_notice(gateway: str, body: bytes, headers: Mapping[str, str]) -> GatewayNotice | None:
    """Keep a webhook; the same one again is the same row, and one about no refund is none.

    Raises `UnknownGateway`, `BadSignature` and `UnreadableNotice`; nothing is kept of these.
    """
    try:
        notice = get_gateway(gateway).read_notice(body, headers)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise UnreadableNotice("The notice cannot be understood.") from error
    if notice is None:
        return None
    if not (notice.amount.is_finite() and notice.amount > 0):
        raise UnreadableNotice(f"The notice is about {notice.amount}, which is no amount.")
    kept, _created = GatewayNotice.objects.get_or_create(
        gateway=gateway, event_id=notice.event_id, defaults={"content": _packed(notice)}
    )
    return kept


def keep_answer(refund: Refund, answer: Answer) -> GatewayNotice:
    """Keep what a gateway answered as if it had told it, for who can do nothing with it yet.

    The same again is the same row. The refund's payment and order must be loaded.
    """
    notice = Notice(
        event_id=f"answer:{refund.key}:{answer.reference}"[:255],
        payment_reference=refund.transaction.gateway_reference if refund.transaction else "",
        amount=refund.amount,
        currency=refund.currency,
        answer=answer,
        key=refund.key,
    )
    kept, _created = GatewayNotice.objects.get_or_create(
        gateway=refund.gateway, event_id=notice.event_id, defaults={"content": _packed(notice)}
    )
    return kept


def mark_handled(kept: GatewayNotice) -> None:
    """Note that a notice needs nobody any more; safe to repeat."""
    GatewayNotice.objects.filter(pk=kept.pk, handled_at=None).update(handled_at=timezone.now())


def unpacked(kept: GatewayNotice) -> Notice:
    """The notice of a row."""
    content: dict[str, Any] = kept.content
    key = content["key"]
    return Notice(
        event_id=kept.event_id,
        payment_reference=content["payment"],
        amount=Decimal(content["amount"]),
        currency=content["currency"],
        answer=Answer(
            outcome=Outcome(content["outcome"]),
            reference=content["reference"],
            received=content["received"],
            failure_code=content["failure_code"],
            failure_text=content["failure_text"],
        ),
        key=UUID(key) if key else None,
        reversed=content["reversed"],
    )


def _packed(notice: Notice) -> dict[str, Any]:
    answer = notice.answer
    return {
        "payment": notice.payment_reference,
        "amount": str(notice.amount),
        "currency": notice.currency,
        "key": str(notice.key) if notice.key else "",
        "reversed": notice.reversed,
        "outcome": answer.outcome,
        "reference": answer.reference,
        "received": dict(answer.received),
        "failure_code": answer.failure_code,
        "failure_text": answer.failure_text,
    }
