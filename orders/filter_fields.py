"""Fields of the order filter that the library has not."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.utils.translation import gettext as _

from omnitron.core.days import DAY_FORMATS, DAYS
from omnitron.core.errors import Refusal
from omnitron.core.folding import folded
from orders.models import Seller
from orders.searching import LONGEST_TEXT, split_numbers

if TYPE_CHECKING:
    from orders.querysets import OrderQuerySet

MOST_NAMESAKES = 5


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
        by_name = Seller.objects.alias(folded_name=folded("name"))
        wanted = Q(code=text) | Q(folded_name=folded(Value(text)))
        sellers = list(by_name.filter(wanted)[:MOST_NAMESAKES])
        exact = [seller for seller in sellers if seller.code == text] or sellers
        if len(exact) > 1:
            codes = ", ".join(seller.code for seller in exact)
            raise ValidationError(
                _("Several sellers are called “%(text)s”. Type the code of one: %(codes)s.")
                % {"text": text, "codes": codes}
            )
        if exact:
            return exact[0]
        raise ValidationError(_("There is no seller “%(text)s”.") % {"text": text})


class NumbersFilter(django_filters.Filter):
    """A list of order numbers."""

    field_class = NumbersField


class DayFilter(django_filters.DateFilter):
    """A day of the calendar, in ISO form or with dots."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=DAY_FORMATS, validators=DAYS, **options)


class CustomerFilter(django_filters.CharFilter):
    """Words that a customer's name, e-mail or phone number begins with."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            field_name="search", lookup_expr="matches", max_length=LONGEST_TEXT, **options
        )


class AnyOf(django_filters.TypedMultipleChoiceFilter):
    """Any of several values; one condition, where the library makes one for each and DISTINCT."""

    def filter(self, qs: OrderQuerySet, value: list[Any]) -> OrderQuerySet:
        """Nothing chosen means everything."""
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs

    def parts(self, value: list[Any]) -> list[Q]:
        """One condition for each value."""
        return [Q(**{self.field_name: item}) for item in value]


class AnyInList(AnyOf):
    """Any of several values in a list that the order keeps."""

    def filter(self, qs: OrderQuerySet, value: list[Any]) -> OrderQuerySet:
        """The parts together, each of which has an index; one condition on the list has none."""
        return qs.filter(reduce(or_, self.parts(value))) if value else qs

    def parts(self, value: list[Any]) -> list[Q]:
        """Nearly every order has one value in the list; the few with several stand apart."""
        several = Q(**{f"{self.field_name}__overlap": value, f"{self.field_name}__len__gt": 1})
        return [*(Q(**{self.field_name: [item]}) for item in value), several]


class SellerFilter(AnyInList):
    """Orders with an item of one seller, alone or among others."""

    field_class = SellerField

    def filter(self, qs: OrderQuerySet, value: Any) -> OrderQuerySet:
        """Nothing typed means everything."""
        return super().filter(qs, [value] if value else [])

    def parts(self, value: Any) -> list[Q]:
        """The order keeps the keys of its sellers."""
        return super().parts([seller.pk for seller in _listed(value)])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
