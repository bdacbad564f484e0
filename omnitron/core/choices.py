"""Long lists of standard names, for forms."""

from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.numbers import get_currency_name
from django.utils import timezone
from django.utils.translation import get_language

Choice = tuple[str, str]

REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


def time_zones(including: str) -> list[tuple[str, list[Choice]]]:
    """Time zones by region; also the one given, which may be of an older kind."""
    regions = _time_zones_on(timezone.now().date())
    known = {name for _region, choices in regions for name, _label in choices}
    return regions if including in known else [("…", [(including, including)]), *regions]


@lru_cache(maxsize=2)
def _time_zones_on(day: date) -> list[tuple[str, list[Choice]]]:
    """Each with its distance from UTC on that day, as 490 of them take a while to work out."""
    noon = datetime.combine(day, time(12), UTC)
    regions: dict[str, list[Choice]] = {"UTC": [("UTC", "UTC")]}
    for name in sorted(available_timezones()):
        region, _slash, city = name.partition("/")
        if city and region in REGIONS:
            label = f"{city.replace('_', ' ')} ({_offset(name, noon)})"
            regions.setdefault(region, []).append((name, label))
    return list(regions.items())


def _offset(name: str, moment: datetime) -> str:
    offset = moment.astimezone(ZoneInfo(name)).strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}".replace("-", "−")


def currencies(including: str) -> list[Choice]:
    """The currencies in use somewhere today, in the reader's language; also the one given."""
    language = (get_language() or "en").split("-")[0]
    codes = current_currency_codes()
    if including and including not in codes:
        codes = (including, *codes)
    return [(code, f"{code} – {get_currency_name(code, locale=language)}") for code in codes]


@cache
def current_currency_codes() -> tuple[str, ...]:
    """The codes of the currencies that are legal tender somewhere today."""
    territories = get_global("territory_currencies").values()
    return tuple(
        sorted(
            {
                code
                for history in territories
                for code, _start, end, is_tender in history
                if end is None and is_tender
            }
        )
    )
