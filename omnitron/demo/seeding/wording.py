"""The lists of words with their places, and what they are in plain Latin letters."""

import re
import unicodedata
from collections.abc import Iterator

from omnitron.demo.lists import goods, names, places, words
from omnitron.demo.lists.carriers import carriers_by_country

# Letters that have no accent to take off.
_OTHERWISE = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"})


_CODED = frozenset(f"colour/{language}" for language in goods.COLOURS)


def worded() -> Iterator[tuple[str, str, str]]:
    """List and place, word, and its Latin form: for mail addresses, or the code of a colour."""
    for name, entries in _lists().items():
        for place, entry in enumerate(entries, start=1):
            shown, _, latin = entry.partition("/")
            yield f"{name}/{place}", shown, latin if name in _CODED else latin_of(latin or shown)


def latin_of(text: str) -> str:
    """The text in the letters a to z, lower case."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_OTHERWISE))
    return re.sub(r"[^a-z-]", "", plain.encode("ascii", "ignore").decode())


def locales() -> Iterator[tuple[object, ...]]:
    """The locales, with how long their lists are."""
    carriers = carriers_by_country()
    for locale, about in places.LOCALES.items():
        yield (
            locale,
            *about,
            about.phone.count("#"),
            len(names.FIRST[locale].split()),
            len(names.LAST[locale].split()),
            len(places.PLACES[about.country].splitlines()),
            len(places.STREETS[about.country].split(";")),
            len(carriers[about.country]),
        )


def _lists() -> dict[str, list[str]]:
    lists = {
        "rare": names.RARE_LAST.split(),
        "log": words.LOG_NOTES.split(";"),
        "rejection": words.REJECTIONS.split(";"),
        "company": places.COMPANIES.split(";"),
        "tax office": places.TAX_OFFICES.split(";"),
    }
    for kind, texts, separator in (
        ("first", names.FIRST, None),
        ("last", names.LAST, None),
        ("place", places.PLACES, "\n"),
        ("street", places.STREETS, ";"),
        ("gift", words.GIFT_NOTES, ";"),
        ("note", words.ORDER_NOTES, ";"),
        ("asked", words.REQUESTS, ";"),
        ("colour", goods.COLOURS, ";"),
    ):
        for key, text in texts.items():
            lists[f"{kind}/{key}"] = [entry.strip() for entry in text.split(separator)]
    return lists
