"""What files may do in each panel, and who may hand them over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from orders.package_actions import STEPS
from orders.states import ITEM_MOVES, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

# With a tracking number a parcel may leave from any step: nobody clicks through thousands.
_BY_PACKING = frozenset(
    {(old, step.to) for step in STEPS.values() for old in step.of}
    | {(Status.APPROVED, Status.SHIPPED)}
)


@dataclass(frozen=True)
class Scope:
    """A panel: the permission for files, and the moves that they may make there.

    `own_items_only` leaves what other sellers have out; `ships_as_packages` asks for a company, and
    for a tracking number where that company needs one, as the page of a package does.
    """

    permission: str
    moves: Iterable[tuple[int, int]]
    own_items_only: bool = False
    ships_as_packages: bool = False


SCOPES = {
    OMNITRON: Scope(permission="bulk_updates.update_orders", moves=ITEM_MOVES.pairs()),
    SELLER_CENTER: Scope(
        permission="orders.pack_orders",
        moves=sorted(_BY_PACKING),
        own_items_only=True,
        ships_as_packages=True,
    ),
}
