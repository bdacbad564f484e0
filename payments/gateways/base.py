"""What the product asks of a gateway; each gateway is one file or folder beside this one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID


class Outcome(StrEnum):
    """What became of a refund, by the gateway's own word."""

    SUCCEEDED = "succeeded"
    DECLINED = "declined"
    PENDING = "pending"


class OutcomeUnknown(Exception):
    """Nobody can tell what became of a request: a time-out, a lost line, an unreadable answer.

    The money may have moved. Only asking the gateway, by key, settles it.
    """


class BadSignature(Exception):
    """A notice that does not come from the gateway, or was changed on its way."""


class UnreadableNotice(Exception):
    """A notice that is signed well and says nothing that can be understood."""


@dataclass(frozen=True)
class Instruction:
    """One refund as a gateway is told of it; the key makes a repetition the same refund."""

    key: UUID
    payment_reference: str
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Answer:
    """What a gateway said about one refund; `received` is that, as the attempt keeps it."""

    outcome: Outcome
    reference: str
    received: Mapping[str, Any]
    failure_code: str = ""
    failure_text: str = ""


class VoidOutcome(StrEnum):
    """What became of a payment that was to be voided, by the gateway's own word."""

    VOIDED = "voided"
    CAPTURED = "captured"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Voiding:
    """What a gateway said about a payment to void; of a captured one also what was captured."""

    outcome: VoidOutcome
    amount: Decimal = Decimal(0)
    currency: str = ""


@dataclass(frozen=True)
class Notice:
    """What a gateway tells of its own accord; `key` is None for a refund that is not ours.

    `succeeded` may be taken back: then `reversed` is true.
    """

    event_id: str
    payment_reference: str
    amount: Decimal
    currency: str
    answer: Answer
    key: UUID | None
    reversed: bool = False


@dataclass(frozen=True)
class Sighting:
    """A refund that a gateway has, whoever asked for it; its payment may have several names."""

    answer: Answer
    key: UUID | None
    payment_references: tuple[str, ...]
    amount: Decimal
    currency: str
    booked_at: datetime


@dataclass(frozen=True)
class LedgerLine:
    """One refund that a gateway has booked; a negative amount takes it back."""

    reference: str
    key: UUID | None
    payment_reference: str
    amount: Decimal
    currency: str
    booked_at: datetime


class Gateway(Protocol):
    """A service that moves money back. Every call ends within `GATEWAY_TIMEOUT_SECONDS`.

    Several threads may call a remote one at the same time.
    """

    # Whether it is another service; what is not writes in our database.
    is_remote: bool

    def refund(self, instruction: Instruction) -> Answer:
        """Have a refund made; the same key again is the same refund. Raises `OutcomeUnknown`."""

    def find(self, instruction: Instruction) -> Answer | None:
        """What became of a refund; None if the gateway never saw it. Raises `OutcomeUnknown`."""

    def look_up(self, reference: str) -> Sighting | None:
        """The refund that the gateway has under its own number; None if there is none.

        Raises `OutcomeUnknown`.
        """

    def void(self, payment_reference: str) -> Voiding:
        """Let an authorised payment go; one that was voided before is voided.

        Raises `OutcomeUnknown`.
        """

    def ledger(self, since: datetime, until: datetime) -> Iterator[LedgerLine]:
        """All that was booked from `since` up to `until`. Raises `OutcomeUnknown`."""

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> Notice | None:
        """Understand a webhook; None if it tells of no refund.

        Raises `BadSignature` and `UnreadableNotice`.
        """
