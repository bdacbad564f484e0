"""The filter of the order list: a typed description of its query string.

It knows no HTTP: the list, a selection and an export resolve the same query with it.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import django_filters
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import ChoiceField, Form
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from omnitron.accounts.panels import OMNITRON
from omnitron.core.money import DECIMAL_PLACES, MAX_DIGITS
from orders.filter_choices import Choices, channels_and_companies, fixed_choices
from orders.filter_fields import AnyInList, AnyOf, NumbersFilter, SellerFilter
from orders.models import Order
from orders.searching import LONGEST_TEXT, Search, TooManyNumbers, search, unmatched_numbers

if TYPE_CHECKING:
    from django.http import QueryDict

    from omnitron.accounts.models import User
    from orders.querysets import OrderQuerySet

DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
DAYS = [MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2199, 12, 31))]
# Fields of which an index has every value in order of date; the first one asked for is taken.
SPLITTABLE = ("seller", "payment_type", "shipping_company", "status", "channel", "platform")
# From and to.
RANGES = {"placed": ("placed_from", "placed_to"), "amount": ("amount_from", "amount_to")}
AMOUNT = {"max_digits": MAX_DIGITS, "decimal_places": DECIMAL_PLACES, "min_value": 0}


class Pasted(NamedTuple):
    """The numbers in a field: how many, and those that no order has."""

    asked: int
    unmatched: list[str]


class OrderFilter(django_filters.FilterSet):
    """The search box and every field of the filter panel.

    A field that cannot be read is left out and says why in `form.errors`; the others count.
    """

    q = django_filters.CharFilter(method="search_everything", label=gettext_lazy("Search"))
    number = NumbersFilter(method="by_numbers", label=gettext_lazy("Order number"))
    status = AnyOf(coerce=int, label=gettext_lazy("Status"))
    channel = AnyOf(coerce=int, field_name="channel_id", label=gettext_lazy("Channel"))
    platform = AnyOf(field_name="client_type", label=gettext_lazy("Platform"))
    placed_from = django_filters.DateFilter(
        method="placed_since",
        input_formats=DAY_FORMATS,
        validators=DAYS,
        label=gettext_lazy("Date placed from"),
    )
    placed_to = django_filters.DateFilter(
        method="placed_until",
        input_formats=DAY_FORMATS,
        validators=DAYS,
        label=gettext_lazy("Date placed to"),
    )
    customer = django_filters.CharFilter(
        field_name="search",
        lookup_expr="matches",
        max_length=LONGEST_TEXT,
        label=gettext_lazy("Customer"),
    )
    payment_type = AnyInList(field_name="payment_types", label=gettext_lazy("Payment type"))
    seller = SellerFilter(field_name="seller_ids", label=gettext_lazy("Seller"))
    shipping_company = AnyInList(
        field_name="shipping_company_ids", coerce=int, label=gettext_lazy("Shipping company")
    )
    tracking_number = django_filters.CharFilter(
        method="by_tracking_number", max_length=LONGEST_TEXT, label=gettext_lazy("Tracking number")
    )
    invoice_number = django_filters.CharFilter(
        method="by_invoice_number", max_length=LONGEST_TEXT, label=gettext_lazy("Invoice number")
    )
    reported = django_filters.ChoiceFilter(
        method="yes_or_no", field_name="is_send", label=gettext_lazy("Reported to ERP")
    )
    waiting = django_filters.ChoiceFilter(
        method="yes_or_no",
        field_name="cancellation_waiting",
        label=gettext_lazy("Cancellation waiting"),
    )
    currency = django_filters.ChoiceFilter(field_name="currency", label=gettext_lazy("Currency"))
    amount_from = django_filters.NumberFilter(
        field_name="amount", lookup_expr="gte", label=gettext_lazy("Amount from"), **AMOUNT
    )
    amount_to = django_filters.NumberFilter(
        field_name="amount", lookup_expr="lte", label=gettext_lazy("Amount to"), **AMOUNT
    )

    def __init__(
        self,
        data: QueryDict,
        *,
        user: User,
        payment_types: list[tuple[str, Any]],
        panel: str = OMNITRON,
    ) -> None:
        self.user = user
        self.channels, self.companies = channels_and_companies(user)
        self.pasted: dict[str, Pasted] = {}
        # No more than `MOST_NUMBERS` orders can match, known without counting them.
        self.is_short = False
        # The panel shows an empty form for an empty query, which is still a bound one.
        super().__init__(data, queryset=Order.objects.visible_to(user, panel))
        self.payment_types = payment_types

    @property
    def form(self) -> Form:
        """The fields with what may be chosen in them.

        Choices are given here, as the library copies everything that a filter declares twice for
        each request.
        """
        if not hasattr(self, "_form"):
            self._form = _form_class()(self.data)
            for name, choices in self._choices().items():
                cast("ChoiceField", self._form.fields[name]).choices = choices
        return self._form

    def _choices(self) -> dict[str, Choices]:
        currencies = sorted({channel.currency for channel in self.channels})
        return {
            **fixed_choices(get_language() or ""),
            "channel": [(channel.pk, channel.name) for channel in self.channels],
            "shipping_company": [(company.pk, company.name) for company in self.companies],
            "payment_type": self.payment_types,
            "currency": [(code, code) for code in currencies],
        }

    @property
    def values(self) -> dict[str, Any]:
        """What was asked for, cleaned; only the fields that say something."""
        cleaned = self.form.cleaned_data if self.form.is_valid() or self.form.cleaned_data else {}
        return {name: value for name, value in cleaned.items() if value not in ("", None, [])}

    @property
    def single_currency(self) -> str:
        """The currency that amounts are in: chosen, or that of all channels asked for.

        Empty where there are several: amounts of two currencies cannot be compared.
        """
        chosen = self.values.get("currency")
        if chosen:
            return str(chosen)
        wanted = self.values.get("channel")
        currencies = {c.currency for c in self.channels if not wanted or c.pk in wanted}
        return currencies.pop() if len(currencies) == 1 else ""

    def filter_queryset(self, queryset: OrderQuerySet) -> OrderQuerySet:
        """The orders that match every field that could be read."""
        by_amount = [name for name in RANGES["amount"] if name in self.values]
        currency = self.single_currency
        if by_amount and not currency:
            for amount in by_amount:
                self.form.add_error(
                    amount, _("Choose a currency: amounts of several cannot be compared.")
                )
        self._refuse_turned_around()
        self.split = next((name for name in SPLITTABLE if name in self.values), "")
        orders = queryset.filter(currency=currency) if by_amount and currency else queryset
        for name, value in list(self.form.cleaned_data.items()):
            if name != self.split:
                orders = self.filters[name].filter(orders, value)
        self.unsplit = orders
        if self.split:
            orders = self.filters[self.split].filter(orders, self.values[self.split])
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
            found: Search = search(self.queryset, value)
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
        return orders.filter(placed_at__gte=_midnight(value))

    def placed_until(self, orders: OrderQuerySet, name: str, value: date) -> OrderQuerySet:
        """To the end of a day in the current time zone."""
        return orders.filter(placed_at__lt=_midnight(value + timedelta(days=1)))

    def by_tracking_number(self, orders: OrderQuerySet, name: str, value: str) -> OrderQuerySet:
        """Orders with a line whose tracking number is this one."""
        return orders.with_item_number("tracking_number", value)

    def by_invoice_number(self, orders: OrderQuerySet, name: str, value: str) -> OrderQuerySet:
        """Orders with a line whose invoice number is this one."""
        return orders.with_item_number("invoice_number", value)

    def yes_or_no(self, orders: OrderQuerySet, name: str, value: str) -> OrderQuerySet:
        """Whether a flag is on."""
        return orders.filter(**{name: value == "yes"})


@cache
def _form_class() -> type[Form]:
    filters = deepcopy(OrderFilter.base_filters)
    return type("OrderFilterForm", (Form,), {name: f.field for name, f in filters.items()})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
