"""What the records of the journal add up to."""

import sys
from collections import defaultdict
from decimal import Decimal

from payments.gateways.sandbox_server.journal import Record

HOLDING = ("succeeded", "pending")


class Book:
    """Payments, refunds, the ledger and events that wait, as of the last record applied."""

    def __init__(self) -> None:
        # A million captures: one string each, "59.90 BRL", shared by those that are equal.
        self.captures: dict[str, str] = {}
        self.authorised: dict[str, str] = {}
        self.voided: set[str] = set()
        self.refunds: dict[str, Record] = {}
        self.by_key: dict[str, str] = {}
        self.by_payment: dict[str, list[str]] = defaultdict(list)
        self.held: dict[str, Decimal] = defaultdict(Decimal)
        self.lines: list[Record] = []
        self.events: dict[str, Record] = {}

    def apply(self, record: Record) -> None:
        """Take a record into account; whatever it holds happened in one go."""
        for reference, capture in record.get("payments", ()):
            self.captures[reference] = sys.intern(capture)
        for reference, promise in record.get("authorised", ()):
            self.authorised[reference] = sys.intern(promise)
        if "voided" in record:
            self.voided.add(record["voided"])
        if "refund" in record:
            self._put(record["refund"])
        if "line" in record:
            self.lines.append(record["line"])
        if "event" in record:
            self.events[record["event"]["event_id"]] = record["event"]
        if "delivered" in record:
            self.events.pop(record["delivered"], None)

    def _put(self, refund: Record) -> None:
        earlier = self.refunds.get(refund["id"])
        if earlier is None:
            self.by_payment[refund["payment"]].append(refund["id"])
            if refund["key"]:
                self.by_key[refund["key"]] = refund["id"]
        self.held[refund["payment"]] += held_by(refund) - held_by(earlier)
        self.refunds[refund["id"]] = refund


def held_by(refund: Record | None) -> Decimal:
    """How much of its payment a refund takes."""
    if refund is None or refund["status"] not in HOLDING:
        return Decimal(0)
    return Decimal(refund["amount"])
