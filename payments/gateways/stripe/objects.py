"""Stripe's objects in our words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from payments.gateways.base import (
    Answer,
    Instruction,
    LedgerLine,
    Notice,
    Outcome,
    OutcomeUnknown,
    Sighting,
    Voiding,
    VoidOutcome,
)
from payments.gateways.stripe.amounts import from_units, to_units

OUTCOMES = {
    "succeeded": Outcome.SUCCEEDED,
    "pending": Outcome.PENDING,
    # The customer has to do something, such as giving an account.
    "requires_action": Outcome.PENDING,
    "failed": Outcome.DECLINED,
    "canceled": Outcome.DECLINED,
}
# Of a payment intent: there is nothing left to void.
ENDED = {"canceled": VoidOutcome.VOIDED, "succeeded": VoidOutcome.CAPTURED}
# A payment intent holds its charge, so a charge names a payment only where it has no intent.
FILTERS = {"pi_": "payment_intent", "ch_": "charge", "py_": "charge"}
# What an attempt keeps of a refund, for ever: no mail address and no account of the customer.
KEPT = (
    *("id", "amount", "currency", "status", "charge", "payment_intent", "created"),
    "failure_reason",
)


def payment_filter(payment_reference: str) -> dict[str, str] | None:
    """A payment in Stripe's words; None for a reference that is none of Stripe's."""
    column = FILTERS.get(payment_reference[:3])
    return {column: payment_reference} if column else None


def declined(code: str, text: str) -> Answer:
    """The answer where no refund came about."""
    received = {"failure_code": code, "failure_text": text}
    return Answer(Outcome.DECLINED, "", received, failure_code=code, failure_text=text)


def answer_about(instruction: Instruction, refund: Mapping[str, Any]) -> Answer:
    """Read a refund of Stripe's; one about something else says nothing about ours."""
    same = (
        read_key(refund["metadata"]) == instruction.key
        and instruction.payment_reference in (refund["payment_intent"], refund["charge"])
        and refund["amount"] == to_units(instruction.amount, instruction.currency)
        and refund["currency"].upper() == instruction.currency
    )
    if not same:
        raise OutcomeUnknown(f"Stripe answers about another refund ({refund['id']}).")
    return answer_of(refund)


def answer_of(refund: Mapping[str, Any], *, outcome: Outcome | None = None) -> Answer:
    """A refund of Stripe's as an answer, whose outcome may be known better."""
    outcome = outcome or OUTCOMES[refund["status"]]
    code = ""
    if refund["status"] in ("failed", "canceled"):
        code = refund.get("failure_reason") or refund["status"]
    return Answer(
        outcome=outcome,
        reference=refund["id"],
        received={name: refund.get(name) for name in KEPT} | {"metadata": _our_metadata(refund)},
        failure_code=code,
        failure_text=code.replace("_", " "),
    )


def _our_metadata(refund: Mapping[str, Any]) -> dict[str, str]:
    """Our key; what other software wrote beside it may be about people."""
    key = read_key(refund["metadata"])
    return {"key": str(key)} if key else {}


def sighting_of(reference: str, refund: Mapping[str, Any]) -> Sighting:
    """A refund that was asked for by its number; an answer about another one says nothing."""
    if refund["id"] != reference:
        raise OutcomeUnknown(f"Stripe answers about another refund ({refund['id']}).")
    line = ledger_line(refund)
    return Sighting(
        answer=answer_of(refund),
        key=line.key,
        payment_references=tuple(filter(None, (refund["payment_intent"], refund["charge"]))),
        amount=line.amount,
        currency=line.currency,
        booked_at=line.booked_at,
    )


def voiding_of(payment_reference: str, intent: Mapping[str, Any]) -> Voiding:
    """A payment intent that has ended; one that is about to says nothing certain."""
    if intent["id"] != payment_reference or intent["status"] not in ENDED:
        raise OutcomeUnknown(f"Stripe's payment intent {intent['id']} is {intent['status']}.")
    outcome = ENDED[intent["status"]]
    if outcome == VoidOutcome.VOIDED:
        return Voiding(outcome)
    currency = intent["currency"].upper()
    return Voiding(outcome, from_units(intent["amount_received"], currency), currency)


def notice(event: Mapping[str, Any]) -> Notice:
    """An event about a refund.

    A refund that fails had succeeded by Stripe's word, unless the event says that it waited: then
    the money is taken back. Where Stripe does not say, taken back is what must not be missed.
    """
    refund = event["data"]["object"]
    before = (event["data"].get("previous_attributes") or {}).get("status", "succeeded")
    taken_back = (
        refund["status"] == "failed"
        and OUTCOMES[before] == Outcome.SUCCEEDED
        and event["type"] != "refund.created"
    )
    line = ledger_line(refund)
    return Notice(
        event_id=event["id"],
        payment_reference=line.payment_reference,
        amount=line.amount,
        currency=line.currency,
        answer=answer_of(refund, outcome=Outcome.SUCCEEDED if taken_back else None),
        key=line.key,
        reversed=taken_back,
    )


def ledger_line(refund: Mapping[str, Any]) -> LedgerLine:
    """A refund of Stripe's as a line of its ledger."""
    currency = refund["currency"].upper()
    return LedgerLine(
        reference=refund["id"],
        key=read_key(refund["metadata"]),
        payment_reference=refund["payment_intent"] or refund["charge"] or "",
        amount=from_units(refund["amount"], currency),
        currency=currency,
        booked_at=datetime.fromtimestamp(refund["created"], UTC),
    )


def read_key(metadata: Mapping[str, str] | None) -> UUID | None:
    """Our key; None for a refund that is not ours, whatever its metadata say."""
    try:
        return UUID((metadata or {})["key"])
    except (KeyError, ValueError):
        return None
