"""Names of countries and languages, in the language of whoever reads."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, to_locale
from django_countries import countries

Choice = tuple[str, str]


def country_name(code: str) -> str:
    """“Brazil” for BR; a code that nobody knows stands for itself."""
    return str(_locale().territories.get(code, code))


def language_name(code: str) -> str:
    """“Portuguese (Brazil)” for pt-br; a code that nobody knows stands for itself."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(_locale())
    except (UnknownLocaleError, ValueError):
        return code
    return f"{name[:1].upper()}{name[1:]}" if name else code


def country_choices() -> list[Choice]:
    """All countries by name."""
    return _country_choices(_language())


@lru_cache(maxsize=4)
def _country_choices(language: str) -> list[Choice]:
    territories = _parse(language).territories
    choices = [(code, str(territories.get(code, name))) for code, name in countries]
    return sorted(choices, key=lambda choice: choice[1].casefold())


def _locale() -> Locale:
    return _parse(_language())


@lru_cache(maxsize=4)
def _parse(language: str) -> Locale:
    return Locale.parse(language)


def _language() -> str:
    return to_locale(get_language() or "en")
