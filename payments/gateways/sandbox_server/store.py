"""What the sandbox does with payments and refunds; each change is a record before it counts."""

import threading
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from payments.gateways.sandbox_server.book import Book
from payments.gateways.sandbox_server.errors import Refused
from payments.gateways.sandbox_server.journal import Journal, Record
from payments.gateways.sandbox_server.reading import written

# Reference, amount, currency.
Payment = tuple[str, str, str]

FAILURES = {
    "payment_unknown": "No such payment was captured here.",
    "currency_mismatch": "The payment was captured in another currency.",
    "exceeds_payment": "The refund exceeds what is left of the payment.",
    "expired_or_canceled_card": "The card is no longer valid.",
    "bank_rejected": "The bank of the customer sent the money back.",
}


class Store:
    """The sandbox's memory and its journal; `changed` is its lock and tells of every change."""

    def __init__(self, path: Path, *, tells: bool, forgets_keys: bool = False) -> None:
        self.changed = threading.Condition()
        self.book = Book()
        self._tells = tells
        self._forgets_keys = forgets_keys
        self._journal = Journal(path)
        for record in self._journal.replay():
            self.book.apply(record)

    def sync(self) -> None:
        """Return when everything known so far would survive a kill."""
        self._journal.sync()

    def register(self, payments: Iterable[Payment]) -> int:
        """Note captures, all or none; return how many are new."""
        return self._note("payments", self.book.captures, payments)

    def authorise(self, payments: Iterable[Payment]) -> int:
        """Note payments that are not captured yet, likewise."""
        return self._note("authorised", self.book.authorised, payments)

    def void(self, payment: str) -> Record:
        """Let an authorisation go; the payment as it is then, for it may have been captured."""
        with self.changed:
            found = self.payment(payment)
            if found["status"] == "authorised":
                self._write({"voided": payment})
            return self.payment(payment)

    def payment(self, reference: str) -> Record:
        """The payment of a reference: captured, voided, or only authorised."""
        money = self.book.captures.get(reference) or self.book.authorised.get(reference)
        if money is None:
            raise Refused(404, "payment_unknown", f"There is no payment {reference}.")
        status = "voided" if reference in self.book.voided else "authorised"
        if reference in self.book.captures:
            status = "captured"
        amount, currency = money.split(" ")
        return {"payment": reference, "status": status, "amount": amount, "currency": currency}

    def refund(
        self,
        *,
        key: str | None,
        payment: str,
        amount: str,
        currency: str,
        status: str,
        held: bool = False,
    ) -> Record:
        """Make a refund that ends in `status`, or the refund that the key made already.

        One that is held stays pending until somebody settles it.
        """
        with self.changed:
            known = self.book.refunds.get(self.book.by_key.get(key or "", ""))
            if known is not None and not self._forgets_keys:
                self._check_same(known, payment, f"{amount} {currency}")
                return known
            failure = self._failure(payment, amount, currency)
            if not failure and status == "declined":
                failure = "expired_or_canceled_card"
            refund: Record = {
                "id": uuid.uuid4().hex,
                "key": key,
                "payment": payment,
                "amount": amount,
                "currency": currency,
                "created_at": self._now(),
            }
            if held:
                refund["held"] = True
            return self._end(refund, "declined" if failure else status, failure)

    def settle(self, refund_id: str, status: str) -> Record:
        """End a pending refund."""
        with self.changed:
            refund = self.get(refund_id)
            if refund["status"] != "pending":
                raise Refused(409, "not_pending", f"The refund is {refund['status']}, not pending.")
            failure = "expired_or_canceled_card" if status == "declined" else ""
            return self._end(refund, status, failure, tell=True)

    def reverse(self, refund_id: str) -> Record:
        """Take a refund back that had succeeded."""
        with self.changed:
            refund = self.get(refund_id)
            if refund["status"] != "succeeded":
                raise Refused(
                    409, "not_succeeded", f"The refund is {refund['status']}, not succeeded."
                )
            return self._end(refund, "reversed", "bank_rejected")

    def get(self, refund_id: str) -> Record:
        """The refund by its id."""
        return self._known(refund_id, f"There is no refund {refund_id}.")

    def get_by_key(self, key: str) -> Record:
        """The refund that a key made."""
        return self._known(self.book.by_key.get(key, ""), f"No refund has the key {key}.")

    def refunds_of(self, payment: str) -> list[Record]:
        """All refunds of a payment, the oldest first."""
        with self.changed:
            return [self.book.refunds[one] for one in self.book.by_payment.get(payment, ())]

    def mark_delivered(self, event_id: str) -> None:
        """Forget an event that its receiver has taken."""
        with self.changed:
            self._write({"delivered": event_id})

    def _note(self, name: str, known_ones: dict[str, str], payments: Iterable[Payment]) -> int:
        with self.changed:
            new: dict[str, str] = {}
            for reference, amount, currency in payments:
                money = f"{amount} {currency}"
                known = known_ones.get(reference) or new.get(reference)
                if known is None:
                    new[reference] = money
                elif not same_money(known, money):
                    raise Refused(
                        409, "payment_differs", f"Payment {reference} was registered as {known}."
                    )
            if gone := self.book.voided.intersection(new):
                raise Refused(409, "payment_voided", f"Payment {min(gone)} was voided.")
            if new:
                self._write({name: list(new.items())})
            return len(new)

    def _known(self, refund_id: str, otherwise: str) -> Record:
        refund = self.book.refunds.get(refund_id)
        if refund is None:
            raise Refused(404, "refund_unknown", otherwise)
        return refund

    def _check_same(self, known: Record, payment: str, money: str) -> None:
        earlier = f"{known['amount']} {known['currency']}"
        if known["payment"] != payment or not same_money(earlier, money):
            raise Refused(
                409,
                "key_reused",
                f"Key {known['key']} was used for {earlier} of {known['payment']}.",
            )

    def _failure(self, payment: str, amount: str, currency: str) -> str:
        captured, _space, its_currency = self.book.captures.get(payment, "").partition(" ")
        if not captured:
            return "payment_unknown"
        if its_currency != currency:
            return "currency_mismatch"
        if self.book.held[payment] + Decimal(amount) > Decimal(captured):
            return "exceeds_payment"
        return ""

    def _end(self, refund: Record, status: str, failure: str, *, tell: bool = False) -> Record:
        ended = {
            **refund,
            "status": status,
            "failure_code": failure,
            "failure_text": FAILURES.get(failure, ""),
        }
        record: Record = {"refund": ended}
        if status in ("succeeded", "reversed"):
            record["line"] = self._line(ended)
        if self._tells and (tell or "line" in record):
            record["event"] = {
                "event_id": uuid.uuid4().hex,
                "type": f"refund.{status}",
                "refund": ended,
            }
        self._write(record)
        return ended

    def _line(self, refund: Record) -> Record:
        named = {name: refund[name] for name in ("id", "key", "payment", "amount", "currency")}
        return {
            "sequence": len(self.book.lines) + 1,
            "entry": "reversal" if refund["status"] == "reversed" else "refund",
            **named,
            "booked_at": self._now(),
        }

    def _now(self) -> str:
        """The time; never before the last line of the ledger, whatever the clock does."""
        now = written(datetime.now(UTC))
        return max(now, self.book.lines[-1]["booked_at"]) if self.book.lines else now

    def _write(self, record: Record) -> None:
        self._journal.append(record)
        self.book.apply(record)
        self.changed.notify_all()


def same_money(one: str, other: str) -> bool:
    """Tell whether two texts such as "10.0 EUR" and "10.00 EUR" are the same money."""
    amount, currency = one.split(" ")
    other_amount, other_currency = other.split(" ")
    return currency == other_currency and Decimal(amount) == Decimal(other_amount)
