from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from omnitron.accounts.models import User
from omnitron.core.merging import Values
from omnitron.core.money import DECIMAL_PLACES, MAX_DIGITS
from omnitron.core.opened_form import OpenedForm
from omnitron.settings_pages.code_field import CodeField
from orders.models import DeliverySetting, Seller, ShippingCompany
from orders.models.sellers import LONGEST_HANDLING
from orders.services import setting_up_delivery

LAST_PRIORITY = 999
MARKETPLACE = _("The marketplace")


class AmountField(forms.DecimalField):
    """An amount in the currency of each order; none may be given."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_digits=MAX_DIGITS,
            decimal_places=DECIMAL_PLACES,
            required=False,
            **kwargs,
        )


class DeliveryForm(OpenedForm):
    """With whom packages leave, within how many days, and what that costs."""

    name = forms.CharField(label=_("Name"), max_length=100)
    slug = CodeField(
        label=_("Short name"),
        max_length=100,
        help_text=_("What files and other systems call it, for example “express”."),
    )
    shipping_company_id = forms.TypedChoiceField(label=_("Shipping company"), coerce=int)
    shipping_option = forms.ChoiceField(
        label=_("Shipping option"),
        choices=DeliverySetting.ShippingOption.choices,
        help_text=_("With the easy return customers send goods back by this company."),
    )
    handling_days = forms.IntegerField(
        label=_("Days to ship"),
        min_value=0,
        max_value=LONGEST_HANDLING,
        help_text=_("From the order to the shipping company, weekends included."),
    )
    priority = forms.IntegerField(
        label=_("Priority"),
        min_value=0,
        max_value=LAST_PRIORITY,
        help_text=_("Small numbers come first."),
    )
    calculator = forms.ChoiceField(
        label=_("What the customer pays"), choices=DeliverySetting.Calculator.choices
    )
    price = AmountField(
        label=_("Price"), help_text=_("In the currency of the order; not for “Free”.")
    )
    free_above = AmountField(label=_("Free above"), help_text=_("Only for “By order amount”."))

    def __init__(self, *args: Any, values: Values, **kwargs: Any) -> None:
        super().__init__(*args, values=values, **kwargs)
        chosen = values.get("shipping_company_id")
        offered = ShippingCompany.objects.filter(is_active=True)
        if chosen:
            offered = offered | ShippingCompany.objects.filter(pk=chosen)
        undecided = [] if chosen else [("", _("Choose one"))]
        self.offer("shipping_company_id", [*undecided, *offered.values_list("pk", "name")])

    def clean_price(self) -> Decimal:
        """No price is none to pay, which the setting itself refuses where it needs one."""
        return self.cleaned_data["price"] or Decimal(0)


class NewDeliveryForm(DeliveryForm):
    """The same with whose setting it is, which it keeps, and whether new packages get it."""

    seller_id = forms.TypedChoiceField(label=_("Whose"), coerce=int, empty_value=None)
    is_default = forms.BooleanField(
        label=_("New packages get it"),
        required=False,
        help_text=_("The default until now stays a choice. The first one is the default anyway."),
    )

    def __init__(self, *args: Any, actor: User, values: Values, **kwargs: Any) -> None:
        super().__init__(*args, values=values, **kwargs)
        owners = owners_of(actor)
        if len(owners) > 1 and "" not in dict(owners):
            owners = [("", _("Choose one")), *owners]
        self.fields["seller_id"].required = not setting_up_delivery.may_set_up(actor, None)
        self.offer("seller_id", owners)
        if len(owners) == 1:
            self.initial["seller_id"] = owners[0][0]
            self.fix("seller_id")


def owners_of(actor: User) -> list[tuple[Any, Any]]:
    """For whom a person may add settings: the marketplace, and the sellers whom they work for."""
    sellers = Seller.objects.filter(pk__in=actor.seller_ids).values_list("pk", "name")
    marketplace = setting_up_delivery.may_set_up(actor, None)
    return [*([("", MARKETPLACE)] if marketplace else []), *sellers]
