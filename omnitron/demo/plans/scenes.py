"""What happens in the demo: every way that a plan can go, each with a few orders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from cancellations.states import PlanType, Source
from omnitron.demo.plans.acts import (
    begin,
    claim,
    confirm,
    just_now,
    make,
    now,
    refuse,
    try_again,
    wait,
    withdraw,
)
from omnitron.demo.plans.fitting import (
    by_gateway,
    by_hand,
    delivered,
    internal,
    mixed,
    of_a_seller,
    of_the_shop,
    partly_canceled,
    several_lines,
    several_payments,
    several_pieces,
    shipping_paid,
    still_here,
    unpaid,
    waiting,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from omnitron.demo.plans.fitting import Fit
    from omnitron.demo.plans.play import Play

CANCEL, RETURN = PlanType.CANCEL, PlanType.REFUND


class Goes(Enum):
    """What of an order goes."""

    WHOLE = auto()
    LINE = auto()
    PIECE = auto()
    # All lines, for less than was paid.
    LOWERED = auto()
    SHIPPING = auto()
    REST = auto()


class When(Enum):
    """When a scene begins."""

    # Some time after the last that happened to its order.
    PAST = auto()
    # The same, but too long ago for a machine to go on.
    LONG_AGO = auto()
    NOW = auto()


@dataclass(frozen=True)
class Scene:
    """One way for plans to go, so many `times`, each with an order that fits all of `fits`.

    `sandbox` is its mode for the first refund of each plan; scenes in which a gateway books begin
    now, or come to now before it does: its book has the real time.
    """

    name: str
    plan_type: PlanType
    fits: tuple[Fit, ...]
    then: tuple[Callable[[Play], None], ...] = ()
    goes: Goes = Goes.WHOLE
    when: When = When.PAST
    sandbox: str = ""
    times: int = 1
    source: Source = Source.OPERATOR

    @property
    def needs_gateway(self) -> bool:
        """Whether refunds are sent to the sandbox."""
        return begin in self.then and bool({by_gateway, mixed} & set(self.fits))


NOW = When.NOW
SCENES = (
    # At the seller.
    Scene("asked", RETURN, (delivered, of_a_seller), times=5),
    Scene("refused", RETURN, (delivered, of_a_seller), (wait, refuse), times=3),
    Scene(
        "confirmed",
        RETURN,
        (delivered, of_a_seller, by_gateway),
        (just_now, confirm, now, begin),
        times=3,
    ),
    # Rare orders first, before a scene that takes any takes them.
    Scene("piece", CANCEL, (still_here, by_gateway, several_pieces), (now, begin), Goes.PIECE, NOW),
    Scene("line", CANCEL, (still_here, by_gateway, several_lines), (now, begin), Goes.LINE, NOW),
    Scene("mixed", CANCEL, (still_here, mixed), (now, begin), when=NOW),
    Scene("in parts", RETURN, (delivered, of_the_shop, mixed), (now, begin), when=NOW, times=2),
    Scene(
        "one of several declined",
        RETURN,
        (delivered, of_the_shop, by_gateway, several_payments),
        (now, begin),
        when=NOW,
        sandbox="decline",
    ),
    Scene("rest", CANCEL, (partly_canceled, by_gateway), (now, begin), Goes.REST, NOW),
    # Nothing to send, or nobody's gateway.
    Scene("unpaid", CANCEL, (unpaid,), (begin,), times=2),
    Scene("withdrawn", CANCEL, (still_here,), (withdraw,), times=3),
    Scene("points", CANCEL, (still_here, internal), (begin,), times=2),
    Scene("points back", RETURN, (delivered, of_the_shop, internal), (begin,), times=2),
    Scene("transfer", CANCEL, (still_here, by_hand), (begin,)),
    Scene("transfers back", RETURN, (delivered, of_the_shop, by_hand), (begin,), times=3),
    Scene("transfer claimed", RETURN, (delivered, of_the_shop, by_hand), (begin, wait, claim)),
    Scene("transfer made", RETURN, (delivered, of_the_shop, by_hand), (begin, wait, make), times=3),
    # By card.
    Scene("cancel", CANCEL, (still_here, by_gateway), (now, begin), when=NOW, times=4),
    Scene(
        "piece back",
        RETURN,
        (delivered, of_the_shop, by_gateway, several_pieces),
        (now, begin),
        Goes.PIECE,
        NOW,
        times=2,
    ),
    Scene("return", RETURN, (delivered, of_the_shop, by_gateway), (now, begin), when=NOW, times=3),
    Scene("lowered", RETURN, (delivered, of_the_shop, by_gateway), (now, begin), Goes.LOWERED, NOW),
    Scene(
        "shipping",
        CANCEL,
        (delivered, by_gateway, shipping_paid),
        (now, begin),
        Goes.SHIPPING,
        NOW,
        times=2,
    ),
    Scene(
        "declined",
        CANCEL,
        (still_here, by_gateway),
        (now, begin),
        when=NOW,
        sandbox="decline",
        times=2,
    ),
    Scene(
        "declined, claimed",
        CANCEL,
        (still_here, by_gateway),
        (now, begin, claim),
        when=NOW,
        sandbox="decline",
    ),
    Scene(
        "declined, made",
        CANCEL,
        (still_here, by_gateway),
        (now, begin, make),
        when=NOW,
        sandbox="decline",
    ),
    Scene(
        "declined, tried again",
        CANCEL,
        (still_here, by_gateway),
        (now, begin, try_again),
        when=NOW,
        sandbox="decline",
    ),
    Scene(
        "pending",
        RETURN,
        (delivered, of_the_shop, by_gateway),
        (now, begin),
        when=NOW,
        sandbox="held",
        times=2,
    ),
    Scene(
        "unanswered", CANCEL, (still_here, by_gateway), (now, begin), when=NOW, sandbox="error_500"
    ),
    Scene(
        "unknown",
        RETURN,
        (delivered, of_the_shop, by_gateway),
        (begin,),
        when=When.LONG_AGO,
        sandbox="error_500",
        times=2,
    ),
    # What sellers cannot deliver, which their performance counts.
    Scene(
        "rejected",
        CANCEL,
        (waiting, of_a_seller, by_gateway),
        (now, begin),
        when=NOW,
        times=4,
        source=Source.MPO,
    ),
)
