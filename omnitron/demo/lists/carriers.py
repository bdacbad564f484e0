"""Invented shipping companies; .example belongs to nobody, so no link leads astray."""

from typing import NamedTuple


class Carrier(NamedTuple):
    """A shipping company, the countries it serves, and how its tracking numbers begin."""

    code: str
    name: str
    countries: str
    prefix: str


CARRIERS = (
    Carrier("boreas-kargo", "Boreas Kargo", "TR", "BK"),
    Carrier("hizli-kurye", "Hızlı Kurye", "TR", "HK"),
    Carrier("rota-sul", "Rota Sul Transportes", "BR", "RS"),
    Carrier("veloz", "Veloz Entregas", "BR", "VE"),
    Carrier("nordpaket", "Nordpaket", "DE FR GB", "NP"),
    Carrier("transvia", "Transvia Express", "FR DE", "TV"),
    Carrier("albion-couriers", "Albion Couriers", "GB", "AC"),
    Carrier("khaleej-post", "Khaleej Post", "KW", "KP"),
    Carrier("hayate", "Hayate Takuhai", "JP", "HT"),
    # For special goods, from anywhere to anywhere: hardly an order has it.
    Carrier("pigeon-freight", "Pigeon Freight", "", "PF"),
)


def carriers_by_country() -> dict[str, list[Carrier]]:
    """Who delivers in a country; under no country at all, who delivers special goods."""
    found: dict[str, list[Carrier]] = {}
    for carrier in CARRIERS:
        for country in carrier.countries.split() or [""]:
            found.setdefault(country, []).append(carrier)
    return found
