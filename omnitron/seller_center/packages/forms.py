"""What a seller's staff type about a package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cancellations.models import CancellationReason
from cancellations.services.rejecting_items import source_of
from cancellations.states import PlanType
from omnitron.core.service_form import ServiceForm
from orders.delivering import settings_for
from orders.models import ShippingCompany

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from cancellations.services.rejecting_items import Rejection
    from omnitron.accounts.models import User
    from orders.models import OrderItem, Package

CHOOSE = ("", gettext_lazy("Choose"))


def _choice(label: Any, not_offered: Any) -> forms.TypedChoiceField:
    """A list of rows, by their keys; what is missing the service refuses."""
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": not_offered},
    )


class ShipForm(ServiceForm):
    """With whom a package leaves, and under which number."""

    company_id = _choice(
        gettext_lazy("Shipping company"),
        gettext_lazy("Choose the shipping company from the list: this one is not offered."),
    )
    tracking_number = forms.CharField(label=gettext_lazy("Tracking number"), required=False)

    def __init__(self, package: Package, data: QueryDict | None = None) -> None:
        initial = {
            "company_id": package.shipping_company_id,
            "tracking_number": package.tracking_number,
        }
        super().__init__(data, initial=initial, auto_id="ship-%s")
        self.companies = list(ShippingCompany.objects.filter(is_active=True))
        self.offer("company_id", [CHOOSE, *((one.pk, one.name) for one in self.companies)])
        without = [one.name for one in self.companies if not one.needs_tracking_number]
        if without:
            text = _("Without a number: %(companies)s.") % {"companies": ", ".join(without)}
            self.fields["tracking_number"].help_text = text

    @property
    def in_words(self) -> str:
        """What was typed, for a page that has no place for it any more."""
        names = {str(one.pk): one.name for one in self.companies}
        typed = (names.get(self["company_id"].value() or ""), self["tracking_number"].value())
        return ", ".join(filter(None, typed))


class InvoiceForm(ServiceForm):
    """The invoice of the goods."""

    invoice_number = forms.CharField(label=gettext_lazy("Number"), required=False)
    invoice_date = forms.DateField(
        label=gettext_lazy("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    e_archive_url = forms.CharField(label=gettext_lazy("E-archive URL"), required=False)

    def __init__(self, items: Sequence[OrderItem], data: QueryDict | None = None) -> None:
        super().__init__(data, initial=self._of(items), auto_id="invoice-%s")

    @classmethod
    def _of(cls, items: Sequence[OrderItem]) -> dict[str, Any]:
        """What the first of the goods that has an invoice says."""
        given = next((item for item in items if item.invoice_number), None)
        return {name: getattr(given, name) for name in cls.base_fields} if given else {}


class DeliveryForm(ServiceForm):
    """Another delivery setting, of those that the seller's packages may have."""

    setting_id = _choice(
        gettext_lazy("Delivery setting"),
        gettext_lazy("Choose a delivery setting from the list: this one is not offered."),
    )

    def __init__(self, package: Package, data: QueryDict | None = None) -> None:
        initial = {"setting_id": package.delivery_setting_id}
        super().__init__(data, initial=initial, auto_id="delivery-%s")
        offered = [(one.pk, self._named(one)) for one in settings_for(package.seller)]
        self.offer("setting_id", [CHOOSE, *offered])

    @staticmethod
    def _named(setting: Any) -> str:
        words = {"name": setting.name, "company": setting.shipping_company}
        return _("%(name)s, with %(company)s") % words


class RejectForm(ServiceForm):
    """Why items are rejected; `rejection`, which the page that asks shows, is what that does."""

    rejection: Rejection

    reason_id = forms.TypedChoiceField(
        label=gettext_lazy("Reason"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose a reason."),
            "invalid_choice": gettext_lazy("Choose a reason from the list."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("More about it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    # What the person was told to go back.
    amount = forms.DecimalField(widget=forms.HiddenInput)

    def __init__(
        self, user: User, items: Sequence[OrderItem], data: QueryDict | None = None
    ) -> None:
        super().__init__(data, initial={"key": uuid4()}, auto_id="reject-%s")
        source = source_of(user, items)
        reasons = list(CancellationReason.objects.usable_by(source, PlanType.CANCEL))
        self.offer("reason_id", [CHOOSE, *((one.pk, one.subject) for one in reasons)])
        self.asking = {one.pk: one.subject for one in reasons if one.extra_information_needed}
        if self.asking:
            text = _("Needed with: %(reasons)s.") % {"reasons": ", ".join(self.asking.values())}
            self.fields["note"].help_text = text

    def clean(self) -> dict[str, Any]:
        """Ask for more where the reason does."""
        cleaned = super().clean() or self.cleaned_data
        reason = cleaned.get("reason_id")
        if reason in self.asking and not cleaned.get("note"):
            text = _("The reason “%(reason)s” asks for more about it.")
            self.add_error("note", text % {"reason": self.asking[reason]})
        return cleaned

    @property
    def pieces(self) -> int:
        """How many pieces are rejected."""
        return sum(item.quantity for item, _amount in self.rejection.lines)
