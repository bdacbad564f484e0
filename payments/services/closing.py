"""The daily money close (X12): our refunds against what a gateway has booked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from payments.services.books import MARGIN, movements_of, our_book, their_book

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from orders.models import Order
    from payments.models import Refund
    from payments.services.books import Booked, Movement

NOTHING = Decimal(0)


class Kind(StrEnum):
    """How two books differ about one refund."""

    ONLY_OURS = "only_ours"
    ONLY_THEIRS = "only_theirs"
    OTHER_AMOUNT = "other_amount"


@dataclass(frozen=True)
class Difference:
    """One refund about which the books differ.

    `ours` is None for a refund that we do not know, `order` for one of a payment that is not ours.
    """

    kind: Kind
    at: datetime
    reference: str
    currency: str
    our_amount: Decimal
    their_amount: Decimal
    ours: Refund | None
    order: Order | None


@dataclass(frozen=True)
class Close:
    """A gateway's day: the sums of both books by currency, and every difference, oldest first."""

    our_sums: dict[str, Decimal]
    their_sums: dict[str, Decimal]
    differences: tuple[Difference, ...]


def close(
    gateway: str, since: datetime, until: datetime, *, orders: QuerySet[Order] | None = None
) -> Close:
    """Compare the books from `since` up to `until`; given `orders`, as far as these are concerned.

    Raises `UnknownGateway`, and `OutcomeUnknown` if the gateway's book cannot be had whole.
    """
    theirs = their_book(gateway, since, until, orders)
    known = {key for entry in theirs.values() for key in (entry.reference, entry.key)}
    ours = [
        refund
        for refund in our_book(gateway, theirs.values(), since, until, orders)
        # A gateway may leave out what came to nothing, as if it had never been.
        if _total(movements_of(refund)) or {refund.gateway_reference, str(refund.key)} & known
    ]
    window = (since - MARGIN, until + MARGIN)
    differences = [*_of_ours(ours, theirs, *window), *_only_theirs(ours, theirs.values())]
    within = [entry for entry in differences if since <= entry.at < until]
    return Close(
        _sums(((refund.currency, movements_of(refund)) for refund in ours), since, until),
        _sums(((entry.currency, entry.movements) for entry in theirs.values()), since, until),
        tuple(sorted(within, key=lambda entry: entry.at)),
    )


def _of_ours(
    ours: list[Refund], theirs: dict[str, Booked], since: datetime, until: datetime
) -> Iterable[Difference]:
    # What is told by its reference is another row's, whatever key was sent for it.
    told = {refund.gateway_reference for refund in ours}
    by_key = {
        entry.key: entry
        for reference, entry in theirs.items()
        if entry.key and reference not in told
    }
    for refund in ours:
        entry = theirs.get(refund.gateway_reference) or by_key.get(str(refund.key))
        amount = _total(movements_of(refund), since, until)
        booked = _total(entry.movements, since, until) if entry else NOTHING
        if amount == booked:
            continue
        kinds = {not booked: Kind.ONLY_OURS, not amount: Kind.ONLY_THEIRS}
        yield Difference(
            kind=kinds.get(True, Kind.OTHER_AMOUNT),
            at=entry.movements[-1].at if entry else _moment(refund),
            reference=refund.gateway_reference or (entry.reference if entry else ""),
            currency=refund.currency,
            our_amount=amount,
            their_amount=booked,
            ours=refund,
            order=refund.order,
        )


def _only_theirs(ours: list[Refund], theirs: Iterable[Booked]) -> Iterable[Difference]:
    known = {refund.gateway_reference for refund in ours} | {str(refund.key) for refund in ours}
    for entry in theirs:
        amount = _total(entry.movements)
        if amount and not {entry.reference, entry.key} & known:
            yield Difference(
                kind=Kind.ONLY_THEIRS,
                at=entry.movements[-1].at,
                reference=entry.reference,
                currency=entry.currency,
                our_amount=NOTHING,
                their_amount=amount,
                ours=None,
                order=entry.order,
            )


def _moment(refund: Refund) -> datetime:
    return refund.reversed_at or refund.settled_at or refund.created_at


def _total(
    movements: Iterable[Movement], since: datetime | None = None, until: datetime | None = None
) -> Decimal:
    """What moved in all, or from one moment up to another."""
    moved = [
        movement.amount
        for movement in movements
        if (since is None or since <= movement.at) and (until is None or movement.at < until)
    ]
    return sum(moved, NOTHING)


def _sums(
    booked: Iterable[tuple[str, Iterable[Movement]]], since: datetime, until: datetime
) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for currency, movements in booked:
        sums[currency] += _total(movements, since, until)
    return {currency: amount for currency, amount in sorted(sums.items()) if amount}
