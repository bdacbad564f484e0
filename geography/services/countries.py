"""The countries that there are."""

from typing import Any

from django.utils.translation import override
from django_countries import countries

from geography.models import Country


def write_countries(using: str = "default") -> None:
    """Add the countries of ISO 3166-1 that are missing, and bring names up to date.

    Safe to repeat: keys stay, and so does what was deactivated.
    """
    with override("en"):
        names = {code: str(name) for code, name in countries}
    rows = Country.objects.using(using)
    known = {country.code: country for country in rows.filter(code__in=names)}
    renamed = [country for code, country in known.items() if country.name != names[code]]
    for country in renamed:
        country.name = names[country.code]
    rows.bulk_update(renamed, ["name"])
    missing = [Country(code=code, name=names[code]) for code in sorted(names.keys() - known)]
    rows.bulk_create(missing, ignore_conflicts=True)


def write_after_migration(apps: Any, using: str, **kwargs: Any) -> None:
    """The same, where the migrations have come to a table of countries."""
    try:
        apps.get_model("geography", "Country")
    except LookupError:
        return
    write_countries(using)
