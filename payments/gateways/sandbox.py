"""The sandbox: a gateway without money, for demos and tests (`sandbox_server` is its process)."""

import hmac
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any
from urllib.parse import quote
from uuid import UUID

from omnitron.core.money import round_to_currency
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
from payments.gateways.calling import Caller
from payments.gateways.sandbox_server.signing import HEADER, signature

BATCH = 10_000
# A notice that is older, or from the future, may be one that somebody recorded and sends again.
TOLERANCE_SECONDS = 300
OUTCOMES = {
    "succeeded": Outcome.SUCCEEDED,
    "declined": Outcome.DECLINED,
    "pending": Outcome.PENDING,
    # Who asks this late learns that the customer has no money.
    "reversed": Outcome.DECLINED,
}


class SandboxGateway:
    """Speaks with the sandbox's process; see `payments.gateways.base.Gateway`."""

    is_remote = True

    def __init__(self, *, url: str, secret: str, seconds: float) -> None:
        self._caller = Caller(url, seconds=seconds)
        self._secret = secret

    def register(self, captures: Iterable[tuple[str, Decimal, str]]) -> None:
        """Tell of captured payments (reference, amount, currency); again changes nothing."""
        self._tell("/payments", captures)

    def authorise(self, payments: Iterable[tuple[str, Decimal, str]]) -> None:
        """Tell of payments that are not captured yet, likewise."""
        self._tell("/authorisations", payments)

    def behave(self, mode: str, *, refunds: int) -> None:
        """Have the sandbox treat so many refunds from now on as a mode says."""
        status, body = self._caller.call("POST", "/mode", body={"mode": mode, "next": refunds})
        if status != 200:
            raise OutcomeUnknown(f"The sandbox answers {status}: {body.get('error')}")

    def refund(self, instruction: Instruction) -> Answer:
        """Have a refund made; the same key again is the same refund. Raises `OutcomeUnknown`."""
        status, body = self._caller.call("POST", "/refunds", body=asked(instruction))
        if (status, body.get("status") == "declined") not in ((201, False), (402, True)):
            raise OutcomeUnknown(f"The sandbox answers {status} to a refund: {body.get('error')}")
        return answer_about(instruction, body)

    def find(self, instruction: Instruction) -> Answer | None:
        """What became of a refund; None if the gateway never saw it. Raises `OutcomeUnknown`."""
        query = {"key": str(instruction.key)}
        status, body = self._caller.call("GET", "/refunds", query=query)
        # Any web server says 404; that the refund is unknown only the sandbox itself can say.
        if status == 404 and body.get("code") == "refund_unknown":
            return None
        if status != 200:
            raise OutcomeUnknown(f"The sandbox answers {status} to a question.")
        return answer_about(instruction, body)

    def look_up(self, reference: str) -> Sighting | None:
        """The refund of the sandbox's own number; None if it has none. Raises `OutcomeUnknown`."""
        status, body = self._caller.call("GET", f"/refunds/{quote(reference, safe='')}")
        if status == 404 and body.get("code") == "refund_unknown":
            return None
        if status != 200:
            raise OutcomeUnknown(f"The sandbox answers {status} to a question.")
        return sighting_of(reference, body)

    def void(self, payment_reference: str) -> Voiding:
        """Let an authorised payment go. Raises `OutcomeUnknown`."""
        asked_for = {"payment": payment_reference}
        status, body = self._caller.call("POST", "/authorisations/void", body=asked_for)
        if status == 404 and body.get("code") == "payment_unknown":
            return Voiding(VoidOutcome.NOT_KNOWN)
        if status != 200:
            raise OutcomeUnknown(f"The sandbox answers {status} to a void: {body.get('error')}")
        return voiding_of(payment_reference, body)

    def ledger(self, since: datetime, until: datetime) -> Iterator[LedgerLine]:
        """All that was booked from `since` up to `until`. Raises `OutcomeUnknown`."""
        query = {"since": since.isoformat(), "until": until.isoformat(), "after": "0"}
        after: Any = 0
        while after is not None:
            status, page = self._caller.call("GET", "/ledger", query=query | {"after": str(after)})
            if status != 200:
                raise OutcomeUnknown(f"The sandbox answers {status} to its ledger.")
            try:
                yield from [ledger_line(line) for line in page["lines"]]
                after = page["next"]
            except (KeyError, TypeError, ValueError, InvalidOperation) as error:
                raise OutcomeUnknown("The sandbox's ledger cannot be read.") from error

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """Understand a webhook. Raises `BadSignature`."""
        self._check_signature(body, headers.get(HEADER, ""))
        event = json.loads(body)
        refund = event["refund"]
        return Notice(
            event_id=event["event_id"],
            payment_reference=refund["payment"],
            amount=Decimal(refund["amount"]),
            currency=refund["currency"],
            answer=answer_of(
                refund,
                # What is taken back had succeeded; `reversed` says the rest.
                outcome=Outcome.SUCCEEDED if refund["status"] == "reversed" else None,
            ),
            key=read_key(refund["key"]),
            reversed=refund["status"] == "reversed",
        )

    def _tell(self, path: str, payments: Iterable[tuple[str, Decimal, str]]) -> None:
        waiting = iter(payments)
        while batch := list(islice(waiting, BATCH)):
            told = [
                {"reference": reference, "amount": plain(amount, currency), "currency": currency}
                for reference, amount, currency in batch
            ]
            status, body = self._caller.call("POST", path, body={"payments": told})
            if status not in (200, 201):
                raise OutcomeUnknown(f"The sandbox answers {status}: {body.get('error')}")

    def _check_signature(self, body: bytes, header: str) -> None:
        parts = dict(part.partition("=")[::2] for part in header.split(","))
        moment, mac = parts.get("t", ""), parts.get("v1", "")
        if not (moment.isascii() and moment.isdecimal() and mac.isascii()):
            raise BadSignature("The notice is not signed.")
        if not hmac.compare_digest(signature(self._secret, int(moment), body), mac):
            raise BadSignature("The signature is not the sandbox's.")
        if abs(time.time() - int(moment)) > TOLERANCE_SECONDS:
            raise BadSignature("The signature is older than five minutes, or of the future.")


def asked(instruction: Instruction) -> dict[str, str]:
    """An instruction in the sandbox's words."""
    return {
        "key": str(instruction.key),
        "payment": instruction.payment_reference,
        "amount": plain(instruction.amount, instruction.currency),
        "currency": instruction.currency,
    }


def plain(amount: Decimal, currency: str) -> str:
    """An amount as text with the currency's own decimals; raises `ValueError` for a finer one."""
    rounded = round_to_currency(amount, currency)
    if rounded != amount:
        raise ValueError(f"{amount} is finer than {currency} allows.")
    return f"{rounded:f}"


def answer_about(instruction: Instruction, refund: Mapping[str, Any]) -> Answer:
    """Read the refund that an answer holds; one about something else says nothing about ours."""
    ours = asked(instruction)
    try:
        same = all(refund[name] == ours[name] for name in ("key", "payment", "currency"))
        same = same and Decimal(refund["amount"]) == instruction.amount
        answer = answer_of(refund)
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise OutcomeUnknown("The sandbox's answer cannot be read.") from error
    if not (same and answer.reference):
        raise OutcomeUnknown("The sandbox answers about another refund.")
    return answer


def answer_of(refund: Mapping[str, Any], *, outcome: Outcome | None = None) -> Answer:
    """A refund of the sandbox as an answer, whose outcome may be known better."""
    return Answer(
        outcome=outcome or OUTCOMES[refund["status"]],
        reference=refund["id"],
        received=refund,
        failure_code=refund["failure_code"],
        failure_text=refund["failure_text"],
    )


def sighting_of(reference: str, refund: Mapping[str, Any]) -> Sighting:
    """A refund that was asked for by its number; an answer about another one says nothing."""
    try:
        if refund["id"] != reference:
            raise OutcomeUnknown("The sandbox answers about another refund.")
        return Sighting(
            answer=answer_of(refund),
            key=read_key(refund["key"]),
            payment_references=(refund["payment"],),
            amount=Decimal(refund["amount"]),
            currency=refund["currency"],
            booked_at=datetime.fromisoformat(refund["created_at"]).astimezone(UTC),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise OutcomeUnknown("The sandbox's answer cannot be read.") from error


def voiding_of(payment_reference: str, payment: Mapping[str, Any]) -> Voiding:
    """Read what became of a payment; an answer about another one says nothing about ours."""
    try:
        if payment["payment"] != payment_reference:
            raise OutcomeUnknown("The sandbox answers about another payment.")
        return Voiding(
            VoidOutcome(payment["status"]), Decimal(payment["amount"]), payment["currency"]
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise OutcomeUnknown("The sandbox's answer cannot be read.") from error


def ledger_line(line: Mapping[str, Any]) -> LedgerLine:
    """A line of the sandbox's ledger; what was taken back has a negative amount."""
    amount = Decimal(line["amount"])
    return LedgerLine(
        reference=line["id"],
        key=read_key(line["key"]),
        payment_reference=line["payment"],
        amount=-amount if line["entry"] == "reversal" else amount,
        currency=line["currency"],
        booked_at=datetime.fromisoformat(line["booked_at"]).astimezone(UTC),
    )


def read_key(text: str | None) -> UUID | None:
    """Our key; None for a refund that is not ours."""
    return UUID(text) if text else None
