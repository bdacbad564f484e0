"""How much is made, of which time, from which seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from omnitron.demo.lists.channels import CHANNELS
from omnitron.demo.lists.sellers import SELLERS

# Whoever shows the demo signs in as staff of this seller.
FIRST_SELLER = "TR-0001"
SELLER_SHARES = {"TR": 0.40, "BR": 0.30, "EU": 0.23, "KW": 0.07}
ORDERS_PER_SELLER = 333
MOST_SELLERS = 3000
FEWEST_SELLERS = 30
ORDERS_PER_DAY = 50
LONGEST = timedelta(days=730)
SHORTEST = timedelta(days=30)
PIECE = 25_000


def bounds(weights: dict[str, float]) -> list[float]:
    """The shares of the weights, added up, without the last: what a draw is compared with."""
    total = sum(weights.values())
    return [bound / total for bound in accumulate(weights.values())][:-1]


@dataclass(frozen=True)
class Plan:
    """The same plan makes the same orders."""

    orders: int
    seed: int
    until: datetime

    @property
    def span(self) -> timedelta:
        """The time that the orders are spread over: a shop with few orders is young."""
        return min(LONGEST, max(SHORTEST, timedelta(days=self.orders / ORDERS_PER_DAY)))

    def sellers(self) -> dict[str, int]:
        """How many sellers each marketplace has."""
        total = min(MOST_SELLERS, max(FEWEST_SELLERS, self.orders // ORDERS_PER_SELLER))
        return {country: max(1, round(total * SELLER_SHARES[country])) for country in SELLERS}

    def pieces(self) -> Iterator[range]:
        """The places of the orders, cut into what is written in one transaction."""
        for first in range(0, self.orders, PIECE):
            yield range(first, min(first + PIECE, self.orders))

    def place_at(self, age: timedelta) -> int:
        """The place of an order that is about so old; the growth is that of `orders.sql`."""
        share = max(0.0, 1 - age / self.span)
        return min(self.orders - 1, int(self.orders * share ** (1 / 0.85)))

    def customer_code(self, place: int) -> str:
        """The code of the customer whose first order has this place, as `functions.sql` has it."""
        return f"C{self.seed}-{place:07d}"

    def parameters(self) -> dict[str, Any]:
        """What the statements name."""
        shares = {channel.slug: channel.share for channel in CHANNELS}
        return {
            "orders": self.orders,
            "seed": self.seed,
            # What keeps keys of two loads apart, which may be of the same seed.
            "load": f"{self.seed}/{self.orders}/{self.until.isoformat()}",
            "until": self.until,
            "span": self.span.total_seconds(),
            # What keeps the order numbers of two seeds apart.
            "suffix": "" if self.seed == 1 else f"-{self.seed}",
            "channels": list(shares),
            "channel_bounds": bounds(shares),
        }
