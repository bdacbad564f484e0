"""Fields of the order filter that the library has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal
from orders.models import Seller
from orders.searching import split_numbers

if TYPE_CHECKING:
    from orders.querysets import OrderQuerySet


class NumbersField(forms.CharField):
    """Order numbers, one or a pasted list; cleans to a list, each number once."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        """Raises `ValidationError` for more numbers than are looked up at once."""
        try:
            return split_numbers(super().clean(value))
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from None


class SellerField(forms.CharField):
    """A seller by name or code: there are too many for a list to choose from."""

    def clean(self, value: Any) -> Any:
        """Raises `ValidationError` naming what matches no seller."""
        text = super().clean(value).strip()
        if not text:
            return None
        sellers = Seller.objects.filter(Q(code=text) | Q(name__iexact=text)).order_by("pk")
        if seller := sellers.first():
            return seller
        raise ValidationError(_("There is no seller “%(text)s”.") % {"text": text})


class NumbersFilter(django_filters.Filter):
    """A list of order numbers."""

    field_class = NumbersField


class SellerFilter(django_filters.Filter):
    """Orders with an item of one seller."""

    field_class = SellerField

    def filter(self, qs: OrderQuerySet, value: Seller | None) -> OrderQuerySet:
        """The seller is looked for in the order's own list of sellers."""
        return qs.filter(**{f"{self.field_name}__contains": [value.pk]}) if value else qs


class AnyOf(django_filters.TypedMultipleChoiceFilter):
    """Any of several values; one condition, where the library makes one for each and DISTINCT."""

    def __init__(self, *args: Any, lookup_expr: str = "in", **kwargs: Any) -> None:
        super().__init__(*args, lookup_expr=lookup_expr, **kwargs)

    def filter(self, qs: OrderQuerySet, value: list[Any]) -> OrderQuerySet:
        """Nothing chosen means everything."""
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": value}) if value else qs
