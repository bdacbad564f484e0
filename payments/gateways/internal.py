"""The internal ledger as a gateway: loyalty money and wallets get their money in our database."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from omnitron.core.money import in_decimals
from payments.gateways.base import (
    Answer,
    BadSignature,
    Instruction,
    LedgerLine,
    Notice,
    Outcome,
    OutcomeUnknown,
    Sighting,
    Voiding,
    VoidOutcome,
)
from payments.models import InternalLedgerEntry, PaymentTransaction
from payments.models.ledger import INTERNAL_TYPES

NAME = "internal"
NUMBER = re.compile(r"[0-9]{1,18}")


class InternalGateway:
    """Books refunds in `InternalLedgerEntry`; see `payments.gateways.base.Gateway`."""

    is_remote = False

    def refund(self, instruction: Instruction) -> Answer:
        """Book a refund; the same key again is the same entry.

        Raises `OutcomeUnknown` where the key was used for another refund: that one was booked, and
        nobody but a person can tell which of the two was meant.
        """
        payment = (
            PaymentTransaction.objects.filter(
                gateway=NAME,
                gateway_reference=instruction.payment_reference,
                currency=instruction.currency,
                payment_type__in=INTERNAL_TYPES,
            )
            .select_related("order")
            .first()
        )
        if payment is None:
            return unknown_payment(instruction)
        entry = InternalLedgerEntry(
            key=instruction.key,
            customer_id=payment.order.customer_id,
            payment_type=payment.payment_type,
            payment_reference=instruction.payment_reference,
            amount=instruction.amount,
            currency=instruction.currency,
        )
        # ON CONFLICT DO NOTHING: a repetition must not break the transaction that it may be in.
        InternalLedgerEntry.objects.bulk_create([entry], ignore_conflicts=True)
        return answer_about(instruction, InternalLedgerEntry.objects.get(key=instruction.key))

    def find(self, instruction: Instruction) -> Answer | None:
        """What was booked under a key; None if nothing was. Raises `OutcomeUnknown`."""
        entry = InternalLedgerEntry.objects.filter(key=instruction.key).first()
        return answer_about(instruction, entry) if entry else None

    def look_up(self, reference: str) -> Sighting | None:
        """The entry of a reference; None if there is none."""
        number = reference.removeprefix(InternalLedgerEntry.PREFIX)
        if not (reference.startswith(InternalLedgerEntry.PREFIX) and NUMBER.fullmatch(number)):
            return None
        entry = InternalLedgerEntry.objects.filter(pk=number).first()
        if entry is None:
            return None
        return Sighting(
            answer=answer_of(entry),
            key=entry.key,
            payment_references=(entry.payment_reference,),
            amount=entry.amount,
            currency=entry.currency,
            booked_at=entry.created_at,
        )

    def void(self, payment_reference: str) -> Voiding:
        """Voided at once: what was not captured was never taken from the customer."""
        return Voiding(VoidOutcome.VOIDED)

    def ledger(self, since: datetime, until: datetime) -> Iterator[LedgerLine]:
        """All that was booked from `since` up to `until`."""
        entries = InternalLedgerEntry.objects.filter(created_at__gte=since, created_at__lt=until)
        for entry in entries.iterator():
            yield LedgerLine(
                reference=entry.reference,
                key=entry.key,
                payment_reference=entry.payment_reference,
                amount=entry.amount,
                currency=entry.currency,
                booked_at=entry.created_at,
            )

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """Refuse it: the ledger tells nothing of its own accord. Raises `BadSignature`."""
        raise BadSignature("The internal ledger sends no notices.")


def unknown_payment(instruction: Instruction) -> Answer:
    """The answer about a payment that the ledger cannot give back to anybody."""
    return Answer(
        outcome=Outcome.DECLINED,
        reference="",
        received={"payment": instruction.payment_reference, "currency": instruction.currency},
        failure_code="payment_unknown",
        failure_text=_("There is no such payment of loyalty money or from a wallet."),
    )


def answer_about(instruction: Instruction, entry: InternalLedgerEntry) -> Answer:
    """An entry as an answer. Raises `OutcomeUnknown` for an entry about another refund."""
    booked = (entry.payment_reference, entry.amount, entry.currency)
    if booked != (instruction.payment_reference, instruction.amount, instruction.currency):
        raise OutcomeUnknown(
            f"Key {entry.key} was used for {entry.reference}: {entry.amount} {entry.currency}"
            f" of {entry.payment_reference}."
        )
    return answer_of(entry)


def answer_of(entry: InternalLedgerEntry) -> Answer:
    """An entry as an answer: what is booked has succeeded."""
    return Answer(
        outcome=Outcome.SUCCEEDED,
        reference=entry.reference,
        received={
            "reference": entry.reference,
            "key": str(entry.key),
            "payment": entry.payment_reference,
            "amount": in_decimals(entry.amount, entry.currency),
            "currency": entry.currency,
            "booked_at": entry.created_at.isoformat(),
        },
    )
