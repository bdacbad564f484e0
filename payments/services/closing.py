"""The daily money close (X12): our refunds against what a gateway has booked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from payments.gateways.registry import get_gateway
from payments.models import Refund
from payments.states import GIVES_BACK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

# A refund may be booked on one day and heard of on another: its partner is looked for this far.
MARGIN = timedelta(days=2)
NOTHING = Decimal(0)


class Kind(StrEnum):
    """How two books differ about one refund."""

    ONLY_OURS = "only_ours"
    ONLY_THEIRS = "only_theirs"
    OTHER_AMOUNT = "other_amount"


@dataclass(frozen=True)
class Difference:
    """One refund about which the books differ; `ours` is None for one that we do not know."""

    kind: Kind
    at: datetime
    reference: str
    currency: str
    our_amount: Decimal
    their_amount: Decimal
    ours: Refund | None


@dataclass(frozen=True)
class Close:
    """A gateway's day: the sums of both books by currency, and every difference, oldest first."""

    our_sums: dict[str, Decimal]
    their_sums: dict[str, Decimal]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class _Booked:
    """What one refund comes to in the gateway's book; taken back, it comes to nothing."""

    reference: str
    key: str
    currency: str
    amount: Decimal
    at: datetime


def close(gateway: str, since: datetime, until: datetime) -> Close:
    """Compare the books from `since` up to `until`.

    Raises `UnknownGateway`, and `OutcomeUnknown` if the gateway's book cannot be had whole.
    """
    theirs = {entry.reference: entry for entry in _their_book(gateway, since, until)}
    ours = list(_our_book(gateway, theirs, since, until))
    differences = [*_of_ours(ours, theirs), *_only_theirs(ours, theirs.values())]
    within = [entry for entry in differences if since <= entry.at < until]
    paid = (
        (refund.currency, refund.amount)
        for refund in ours
        if refund.status in GIVES_BACK and since <= _moment(refund) < until
    )
    booked = ((e.currency, e.amount) for e in theirs.values() if since <= e.at < until)
    return Close(_sums(paid), _sums(booked), tuple(sorted(within, key=lambda entry: entry.at)))


def _their_book(gateway: str, since: datetime, until: datetime) -> Iterable[_Booked]:
    lines = defaultdict(list)
    for line in get_gateway(gateway).ledger(since - MARGIN, until + MARGIN):
        lines[line.reference].append(line)
    for reference, of_one in lines.items():
        first = of_one[0]
        amount = sum((line.amount for line in of_one), NOTHING)
        key = str(first.key or "")
        yield _Booked(reference, key, first.currency, amount, of_one[-1].booked_at)


def _our_book(
    gateway: str, theirs: dict[str, _Booked], since: datetime, until: datetime
) -> Iterable[Refund]:
    """Our refunds that ended in these days, and those that the gateway names."""
    refunds = Refund.objects.filter(gateway=gateway).select_related("transaction", "order")
    ended = refunds.filter(settled_at__gte=since - MARGIN, settled_at__lt=until + MARGIN)
    named = refunds.filter(gateway_reference__in=list(theirs))
    keys = [entry.key for entry in theirs.values() if entry.key]
    return (ended | named | refunds.filter(key__in=keys)).order_by("pk").distinct()


def _of_ours(ours: list[Refund], theirs: dict[str, _Booked]) -> Iterable[Difference]:
    by_key = {entry.key: entry for entry in theirs.values() if entry.key}
    for refund in ours:
        entry = theirs.get(refund.gateway_reference) or by_key.get(str(refund.key))
        amount = refund.amount if refund.status in GIVES_BACK else NOTHING
        booked = entry.amount if entry else NOTHING
        if amount == booked:
            continue
        kinds = {not booked: Kind.ONLY_OURS, not amount: Kind.ONLY_THEIRS}
        yield Difference(
            kind=kinds.get(True, Kind.OTHER_AMOUNT),
            at=entry.at if entry else _moment(refund),
            reference=refund.gateway_reference or (entry.reference if entry else ""),
            currency=refund.currency,
            our_amount=amount,
            their_amount=booked,
            ours=refund,
        )


def _only_theirs(ours: list[Refund], theirs: Iterable[_Booked]) -> Iterable[Difference]:
    known = {refund.gateway_reference for refund in ours} | {str(refund.key) for refund in ours}
    for entry in theirs:
        if entry.amount and not {entry.reference, entry.key} & known:
            yield Difference(
                kind=Kind.ONLY_THEIRS,
                at=entry.at,
                reference=entry.reference,
                currency=entry.currency,
                our_amount=NOTHING,
                their_amount=entry.amount,
                ours=None,
            )


def _moment(refund: Refund) -> datetime:
    return refund.settled_at or refund.created_at


def _sums(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for currency, amount in amounts:
        sums[currency] += amount
    return {currency: amount for currency, amount in sorted(sums.items()) if amount}
