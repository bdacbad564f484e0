"""The form under Customer Information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.signing import BadSignature
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from omnitron.core.errors import Refusal
from omnitron.order_pages.captions import short_caption_of
from omnitron.panel.order_detail.country_field import CountryField
from omnitron.panel.order_detail.opened import OpenedCustomer
from orders.contacts import check_email, normalise_phone, readable_phone
from orders.snapshots import (
    ADDRESS,
    BILLING,
    FIELDS,
    SAME,
    SHIPPING,
    YES,
    Values,
    effective,
    fields_of,
)

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.http import QueryDict

    from orders.models import Order
    from orders.services.editing import Opened

# What the columns of orders, customers and addresses hold; `line` has no end there.
_LENGTHS = {
    "email": 254,
    "phone": 64,
    "line": 1000,
    "district": 128,
    "township": 128,
    "city": 128,
    "postcode": 64,
    "tax_office": 128,
    "tax_no": 64,
    "identity_number": 64,
}
_LENGTH_OF_NAMES = 255
_INPUT_TYPES = {"email": "email", "phone": "tel"}


def key_of(field: str) -> str:
    """The name that a field has in the page, where a dot would mean something else."""
    return field.replace(".", "__")


def shown(values: Values) -> Values:
    """The values as the form shows them."""
    return {
        name: readable_phone(value) if name.endswith("phone") else value
        for name, value in effective(values).items()
    }


class CustomerForm(forms.Form):
    """An order's customer and addresses, over the values that the page was opened with.

    Only what was changed is checked: an old value that would not be accepted today does not
    keep anybody from correcting another one.
    """

    also_future = forms.BooleanField(
        required=False,
        label=gettext_lazy("Also for future orders"),
        help_text=gettext_lazy("Writes name, e-mail and phone into the customer’s own record."),
    )

    def __init__(self, order: Order, current: Opened, data: QueryDict | None = None) -> None:
        self.order = order
        self.opened = OpenedCustomer.now(current)
        self.lost_track = False
        self.values: Values = {}
        if data is not None:
            try:
                self.opened = OpenedCustomer.load(data.get("opened", ""), order)
            except BadSignature:
                self.lost_track = True
            data = _decided(data, shown(self.opened.opened.values))
        self.before = shown(self.opened.opened.values)
        super().__init__(data, initial={key_of(name): v for name, v in self.before.items()})
        for name in FIELDS:
            self.fields[key_of(name)] = _form_field(name, self.before[name])

    @property
    def token(self) -> str:
        """What the page sends back about the moment it was opened."""
        return self.opened.dump(self.order)

    @property
    def shipping(self) -> dict[str, BoundField]:
        """The fields of the shipping address by their own names."""
        return {name: self[key_of(f"{SHIPPING}.{name}")] for name in ADDRESS}

    @property
    def billing(self) -> dict[str, BoundField]:
        """The fields of the billing address by their own names."""
        return {name: self[key_of(f"{BILLING}.{name}")] for name in ADDRESS}

    def put_focus(self) -> None:
        """Let the page begin at the first field that needs a look, else at the first of all."""
        wrong = next((name for name in self.fields if name in self.errors), key_of(FIELDS[0]))
        self.fields[wrong].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """Check what was changed; `values` is what to save, the untouched ones as they were."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.lost_track:
            # Also after the secret key was changed. Whoever saves again does so knowingly.
            self.add_error(
                None, _("This form was open for too long. Look at the values and save again.")
            )
        typed = {name: cleaned.get(key_of(name), "") for name in FIELDS}
        typed[SAME] = YES if typed[SAME] else ""
        if typed[SAME]:
            typed |= {name: self.before[name] for name in fields_of(BILLING)}
        self.values = {name: self._value(name, value) for name, value in typed.items()}
        return cleaned

    def _value(self, name: str, typed: str) -> str:
        before = effective(self.opened.opened.values)[name]
        if typed == _plain(self.before[name]):
            return before
        try:
            return self._checked(name, typed, before) if typed else ""
        except Refusal as refusal:
            self.add_error(key_of(name), str(refusal))
            return ""

    def _checked(self, name: str, typed: str, before: str) -> str:
        if name == "email":
            check_email(typed, before=before)
        if name.endswith("phone"):
            address = BILLING if name.startswith(BILLING) else SHIPPING
            country = self.cleaned_data.get(key_of(f"{address}.country"), "")
            return normalise_phone(typed, country=country)
        return typed


class _TextField(forms.CharField):
    """Text without the spaces around it and with line ends as they are kept."""

    def to_python(self, value: Any) -> str:
        return _plain(super().to_python(value) or "")


def _form_field(name: str, before: str) -> forms.Field:
    if name == SAME:
        return forms.BooleanField(required=False, label=_("Same as the shipping address"))
    own_name = name.rpartition(".")[2]
    label = str(short_caption_of(name))
    if own_name == "country":
        return CountryField(label=label, before=before)
    field = _TextField(
        required=False, label=label, max_length=_LENGTHS.get(own_name, _LENGTH_OF_NAMES)
    )
    if own_name == "line":
        field.widget = forms.Textarea(attrs={"rows": 2})
    field.widget.input_type = _INPUT_TYPES.get(own_name, "text")
    # What a browser fills in by itself would be the operator's own data.
    field.widget.attrs["autocomplete"] = "off"
    return field


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _decided(data: QueryDict, theirs: Values) -> QueryDict:
    """The data of a conflict page with what was chosen there: `theirs`, or what was typed."""
    chosen = [name for name in (*FIELDS, BILLING) if data.get(f"choose-{key_of(name)}") == "theirs"]
    if BILLING in chosen:
        chosen += [SAME, *fields_of(BILLING)]
    decided = data.copy()
    for name in chosen:
        decided[key_of(name)] = theirs.get(name, "")
    return decided
