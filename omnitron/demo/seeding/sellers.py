"""The sellers of the marketplaces."""

from omnitron.demo.lists.sellers import SELLERS
from omnitron.demo.seeding.planning import Plan
from orders.models import Seller

# Shares no factor with any number of names, so that neighbours in the list differ.
STRIDE = 101


def write_sellers(plan: Plan) -> None:
    """Add the sellers that the plan wants and that are not there yet."""
    Seller.objects.bulk_create(
        (
            Seller(
                code=f"{country}-{place:04d}",
                name=_name(country, place),
                email=f"{country.lower()}{place:04d}@sellers.example",
            )
            for country, count in plan.sellers().items()
            for place in range(1, count + 1)
        ),
        ignore_conflicts=True,
    )


def _name(country: str, place: int) -> str:
    first, second = (words.split(";") for words in SELLERS[country])
    turn, pair = divmod(place * STRIDE, len(first) * len(second))
    name = f"{first[pair % len(first)]} {second[pair // len(first)]}"
    return f"{name} {turn // STRIDE + 1}" if turn >= STRIDE else name
