"""The filter of Omnitron's order list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from omnitron.core.money import DECIMAL_PLACES, MAX_DIGITS
from orders.filter_choices import Choices, channels_and_companies, fixed_choices
from orders.filter_fields import (
    AnyInList,
    AnyOf,
    CustomerFilter,
    DayFilter,
    NumbersFilter,
    SellerFilter,
)
from orders.list_filter import RANGES, ListFilter
from orders.models import Order
from orders.searching import LONGEST_TEXT

if TYPE_CHECKING:
    from django.http import QueryDict

    from omnitron.accounts.models import User
    from orders.querysets import OrderQuerySet

# Fields of which an index has every value in order of date; the first one asked for is taken.
SPLITTABLE = ("seller", "payment_type", "shipping_company", "status", "channel", "platform")
AMOUNT = {"max_digits": MAX_DIGITS, "decimal_places": DECIMAL_PLACES, "min_value": 0}


class OrderFilter(ListFilter):
    """The search box and every field of the filter panel."""

    q = django_filters.CharFilter(method="search_everything", label=gettext_lazy("Search"))
    number = NumbersFilter(method="by_numbers", label=gettext_lazy("Order number"))
    status = AnyOf(coerce=int, label=gettext_lazy("Status"))
    channel = AnyOf(coerce=int, field_name="channel_id", label=gettext_lazy("Channel"))
    platform = AnyOf(field_name="client_type", label=gettext_lazy("Platform"))
    placed_from = DayFilter(method="placed_since", label=gettext_lazy("Date placed from"))
    placed_to = DayFilter(method="placed_until", label=gettext_lazy("Date placed to"))
    customer = CustomerFilter(label=gettext_lazy("Customer"))
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
        self, data: QueryDict, *, user: User, payment_types: list[tuple[str, Any]]
    ) -> None:
        self.channels, self.companies = channels_and_companies(user)
        self.payment_types = payment_types
        super().__init__(data, user=user, queryset=Order.objects.visible_to(user))

    def choices(self) -> dict[str, Choices]:
        """What may be chosen, by field."""
        currencies = sorted({channel.currency for channel in self.channels})
        return {
            **fixed_choices(get_language() or ""),
            "channel": [(channel.pk, channel.name) for channel in self.channels],
            "shipping_company": [(company.pk, company.name) for company in self.companies],
            "payment_type": self.payment_types,
            "currency": [(code, code) for code in currencies],
        }

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
        self.split = next((name for name in SPLITTABLE if name in self.values), "")
        orders = queryset.filter(currency=currency) if by_amount and currency else queryset
        self.unsplit = self.narrowed(orders, but=(self.split,))
        if not self.split:
            return self.unsplit
        found: OrderQuerySet = self.filters[self.split].filter(
            self.unsplit, self.values[self.split]
        )
        return found

    def by_tracking_number(self, orders: OrderQuerySet, name: str, value: str) -> OrderQuerySet:
        """Orders with a line whose tracking number is this one."""
        return orders.with_item_number("tracking_number", value)

    def by_invoice_number(self, orders: OrderQuerySet, name: str, value: str) -> OrderQuerySet:
        """Orders with a line whose invoice number is this one."""
        return orders.with_item_number("invoice_number", value)

    def yes_or_no(self, orders: OrderQuerySet, name: str, value: str) -> OrderQuerySet:
        """Whether a flag is on."""
        return orders.filter(**{name: value == "yes"})
