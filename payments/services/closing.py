"""The daily money close (X12): our refunds against what a gateway has booked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from payments.services.books import MARGIN, movements_of, our_book, partners_of, their_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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

    @property
    def currencies_apart(self) -> list[str]:
        """The currencies whose sums differ; a refund that each booked on another day does that."""
        ours, theirs = self.our_sums, self.their_sums
        return [
            currency
            for currency in sorted({*ours, *theirs})
            if ours.get(currency, NOTHING) != theirs.get(currency, NOTHING)
        ]


def close(
    gateway: str, since: datetime, until: datetime, *, orders: QuerySet[Order] | None = None
) -> Close:
    """Compare the books from `since` up to `until`; given `orders`, as far as these are concerned.

    Raises `UnknownGateway`, and `OutcomeUnknown` if the gateway's book cannot be had whole.
    """
    theirs = their_book(gateway, since, until, orders)
    ours = our_book(gateway, theirs.values(), since, until, orders)
    partners = partners_of(ours, theirs)
    # A gateway may leave out what came to nothing, as if it had never been.
    ours = [one for one in ours if _total(movements_of(one)) or one.pk in partners]
    window = (since - MARGIN, until + MARGIN)
    found = {entry.reference for entry in partners.values()}
    others = [entry for entry in theirs.values() if entry.reference not in found]
    differences = [*_of_ours(ours, partners, *window), *_only_theirs(others)]
    within = [entry for entry in differences if since <= entry.at < until]
    return Close(
        _sums(((refund.currency, movements_of(refund)) for refund in ours), since, until),
        _sums(((entry.currency, entry.movements) for entry in theirs.values()), since, until),
        tuple(sorted(within, key=lambda entry: entry.at)),
    )


def _of_ours(
    ours: list[Refund], partners: Mapping[int, Booked], since: datetime, until: datetime
) -> Iterable[Difference]:
    for refund in ours:
        entry = partners.get(refund.pk)
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


def _only_theirs(others: Iterable[Booked]) -> Iterable[Difference]:
    for entry in others:
        amount = _total(entry.movements)
        if amount:
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
