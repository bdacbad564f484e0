from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from geography.querysets import PlaceQuerySet
from omnitron.core.folding import folded

# As long as an address keeps them.
LONGEST_NAME = 128


class Kind(models.TextChoices):
    """What a place is."""

    COUNTRY = "country"
    CITY = "city"
    TOWNSHIP = "township"
    DISTRICT = "district"


class Place(models.Model):
    """A name that addresses have, below another one; places are deactivated, never deleted."""

    kind: ClassVar[Kind]

    name = models.CharField(max_length=LONGEST_NAME)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def within_id(self) -> int | None:
        """The key of the place that it lies in; of a country none."""
        raise NotImplementedError

    @classmethod
    def mappings(cls) -> models.QuerySet[PlaceMapping]:
        """What other systems call places of this kind."""
        return PlaceMapping.objects.filter(kind=cls.kind)


class Country(Place):
    """A country of ISO 3166-1."""

    kind = Kind.COUNTRY

    code = models.CharField(max_length=2, db_collation="C")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["code"], name="one_country_per_code")]

    @property
    def within_id(self) -> None:
        """It lies in nothing."""


class City(Place):
    """A city of a country."""

    kind = Kind.CITY

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="cities", db_index=False
    )
    code = models.CharField(max_length=64, blank=True, db_collation="C")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["country", "name"], name="one_city_per_name")
        ]
        indexes = [models.Index(folded("name"), "country", name="city_by_folded_name")]

    @property
    def within_id(self) -> int:
        """The key of its country."""
        return self.country_id


class Township(Place):
    """A part of a city."""

    kind = Kind.TOWNSHIP

    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="townships", db_index=False
    )
    code = models.CharField(max_length=64, blank=True, db_collation="C")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["city", "name"], name="one_township_per_name")
        ]
        indexes = [models.Index(folded("name"), "city", name="township_by_folded_name")]

    @property
    def within_id(self) -> int:
        """The key of its city."""
        return self.city_id


class District(Place):
    """A part of a township."""

    kind = Kind.DISTRICT

    township = models.ForeignKey(
        Township, on_delete=models.PROTECT, related_name="districts", db_index=False
    )
    code = models.CharField(max_length=64, blank=True, db_collation="C")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["township", "name"], name="one_district_per_name")
        ]
        indexes = [models.Index(folded("name"), "township", name="district_by_folded_name")]

    @property
    def within_id(self) -> int:
        """The key of its township."""
        return self.township_id


class PlaceMapping(models.Model):
    """What another system calls a place: for a sales channel “<its key>_<its own code>”."""

    # A key without a constraint, as it is of one of four tables; no place is ever deleted.
    kind = models.CharField(max_length=8, choices=Kind.choices, db_collation="C")
    place_id = models.BigIntegerField()
    integration_type = models.CharField(max_length=32, db_collation="C")
    code = models.CharField(max_length=256, db_collation="C")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["code", "kind", "integration_type"], name="one_place_per_code"
            ),
            models.CheckConstraint(
                name="mapping_of_known_kind", condition=models.Q(kind__in=sorted(Kind.values))
            ),
        ]

    def __str__(self) -> str:
        return self.code


PLACES: dict[Kind, type[Any]] = {model.kind: model for model in (Country, City, Township, District)}
