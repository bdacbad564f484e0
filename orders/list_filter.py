"""What the filters of order lists have in common: a typed description of a query string.

It knows no HTTP: a list, a selection and an export resolve the same query with it.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import django_filters
from django.db.models import Q
from django.forms import ChoiceField, Form
from django.utils.translation import gettext as _

from omnitron.core.days import DAY, midnight
from orders.searching import Search, TooManyNumbers, search, unmatched_numbers

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.http import QueryDict

    from omnitron.accounts.models import User
    from orders.filter_choices import Choices
    from orders.querysets import OrderQuerySet

# From and to.
RANGES = {"placed": ("placed_from", "placed_to"), "amount": ("amount_from", "amount_to")}


class Pasted(NamedTuple):
    """The numbers in a field: how many, and those that no order has."""

    asked: int
    unmatched: list[str]


class ListFilter(django_filters.FilterSet):
    """A filter of the orders that somebody sees in a panel.

    A field that cannot be read is left out and says why in `form.errors`; the others count.
    """

    # What `qs` is before the conditions that a list reads one by one; with any of them `qs` again.
    unsplit: OrderQuerySet

    def __init__(self, data: QueryDict, *, user: User, queryset: OrderQuerySet) -> None:
        self.user = user
        self.pasted: dict[str, Pasted] = {}
        # No more than `MOST_NUMBERS` orders can match, known without counting them.
        self.is_short = False
        # A list shows an empty form for an empty query, which is still a bound one.
        super().__init__(data, queryset=queryset)

    def choices(self) -> dict[str, Choices]:
        """What may be chosen, by field."""
        raise NotImplementedError

    def seen_items(self) -> Q:
        """Of which items (`items__…`) a tracking or invoice number may be looked for: all."""
        return Q()

    @property
    def form(self) -> Form:
        """The fields with what may be chosen in them.

        Choices are given here, as the library copies everything that a filter declares twice for
        each request.
        """
        if not hasattr(self, "_form"):
            # The library has no types: what a class of it can do is not known.
            self._form = _form_class(type(self))(self.data)  # type: ignore[arg-type]
            for name, choices in self.choices().items():
                cast("ChoiceField", self._form.fields[name]).choices = choices
        return self._form

    @property
    def values(self) -> dict[str, Any]:
        """What was asked for, cleaned; only the fields that say something."""
        cleaned = self.form.cleaned_data if self.form.is_valid() or self.form.cleaned_data else {}
        return {name: value for name, value in cleaned.items() if value not in ("", None, [])}

    def narrowed(self, orders: OrderQuerySet, *, but: Collection[str] = ()) -> OrderQuerySet:
        """The orders that match every field that could be read, except those of `but`."""
        self._refuse_turned_around()
        for name, value in list(self.form.cleaned_data.items()):
            if name not in but:
                orders = self.filters[name].filter(orders, value)
        return orders

    def _refuse_turned_around(self) -> None:
        """Say at the end of a range that it is before the beginning; the beginning counts."""
        for first, last in RANGES.values():
            values = self.values
            if first in values and last in values and values[last] < values[first]:
                self.form.add_error(
                    last, _("The range ends before it begins: exchange the two values.")
                )

    def search_everything(self, orders: OrderQuerySet, name: str, value: str) -> OrderQuerySet:
        """The search box, over all that the person may see."""
        try:
            found: Search = search(self.queryset, value, items=self.seen_items())
        except TooManyNumbers as refusal:
            self.form.add_error(name, str(refusal))
            return orders
        if found.numbers:
            self.pasted[name] = Pasted(found.numbers, found.unmatched)
        self.is_short = self.is_short or found.is_short
        return orders.filter(found.condition)

    def by_numbers(self, orders: OrderQuerySet, name: str, value: list[str]) -> OrderQuerySet:
        """Exactly these order numbers; the ones that nobody has are remembered."""
        if not value:
            return orders
        self.pasted[name] = Pasted(len(value), unmatched_numbers(self.queryset, value))
        self.is_short = True
        return orders.filter(number__in=value)

    def placed_since(self, orders: OrderQuerySet, name: str, value: date) -> OrderQuerySet:
        """From the beginning of a day in the current time zone."""
        return orders.filter(placed_at__gte=midnight(value))

    def placed_until(self, orders: OrderQuerySet, name: str, value: date) -> OrderQuerySet:
        """To the end of a day in the current time zone."""
        return orders.filter(placed_at__lt=midnight(value + DAY))


@cache
def _form_class(filter_class: type[ListFilter]) -> type[Form]:
    fields = {name: found.field for name, found in deepcopy(filter_class.base_filters).items()}
    return type(f"{filter_class.__name__}Form", (Form,), fields)
