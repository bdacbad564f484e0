"""What a seller's staff type about a package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from omnitron.core.formats import moment_text
from omnitron.core.opened_form import OpenedForm
from omnitron.core.service_form import ServiceForm
from omnitron.seller_center.packages.prices import price_text
from orders.delivering import settings_for, ship_by_with
from orders.models import DeliverySetting, ShippingCompany
from orders.package_actions import PackageAction
from orders.services.packages.invoicing import invoice_of
from orders.services.packages.shipping import NumberShared, shipment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import QueryDict

    from orders.models import OrderItem, Package

T = TypeVar("T")
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


class ShipmentForm(ServiceForm):
    """With whom a package travels, and under which number.

    Where another package has the number, the form names it in `shared` and asks to be sent again.
    """

    company_id = _choice(
        gettext_lazy("Shipping company"),
        gettext_lazy("Choose the shipping company from the list: this one is not offered."),
    )
    tracking_number = forms.CharField(label=gettext_lazy("Tracking number"), required=False)

    # The package that the person was asked about.
    shared_with = forms.CharField(widget=forms.HiddenInput, required=False)
    shared: Package | None = None

    def offer_companies(self, *, also: ShippingCompany | None = None) -> None:
        """Let one of those be chosen that are offered, or the one that the package has."""
        offered = ShippingCompany.objects.filter(is_active=True)
        kept = [also] if also and not also.is_active else []
        self.companies = [*offered, *kept]
        self.offer("company_id", [CHOOSE, *((one.pk, one.name) for one in self.companies)])
        without = [one.name for one in self.companies if not one.needs_tracking_number]
        if without:
            text = _("Without a number: %(companies)s.") % {"companies": ", ".join(without)}
            self.fields["tracking_number"].help_text = text

    def saved(self, save: Callable[[], T]) -> T | None:
        """What a service makes of it; asks whether two packages are in one parcel."""

        def asking() -> T:
            try:
                return save()
            except NumberShared as refusal:
                self._ask(refusal.package)
                raise

        return super().saved(asking)

    def _ask(self, shared: Package) -> None:
        self.shared = shared
        data = cast("QueryDict", self.data).copy()
        data["shared_with"] = shared.number
        self.data = data

    @property
    def in_words(self) -> str:
        """What was typed, for a page that has no place for it any more."""
        names = {str(one.pk): one.name for one in self.companies}
        typed = (names.get(self["company_id"].value() or ""), self["tracking_number"].value())
        return ", ".join(filter(None, typed))


class ShipForm(ShipmentForm):
    """With whom a package leaves."""

    action: ClassVar = PackageAction.SHIP

    def __init__(self, package: Package, data: QueryDict | None = None) -> None:
        super().__init__(data, initial=shipment_of(package), auto_id="ship-%s")
        self.offer_companies()


class TrackingForm(ShipmentForm, OpenedForm):
    """With whom a package that is on its way travels after all."""

    action: ClassVar = PackageAction.CORRECT_TRACKING_NUMBER

    def __init__(self, package: Package, data: QueryDict | None = None) -> None:
        super().__init__(data, values=shipment_of(package), auto_id="tracking-%s")
        self.offer_companies(also=package.shipping_company)

    def text_of(self, name: str, value: Any) -> str:
        """A company in words; also one that is no longer offered."""
        if name != "company_id":
            return super().text_of(name, value)
        company = ShippingCompany.objects.filter(pk=value or 0).first()
        return str(company or "")


class InvoiceForm(OpenedForm):
    """The invoice of the goods."""

    action: ClassVar = PackageAction.GIVE_INVOICE
    invoice_number = forms.CharField(label=gettext_lazy("Number"), required=False)
    invoice_date = forms.DateField(
        label=gettext_lazy("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    e_archive_url = forms.CharField(label=gettext_lazy("E-archive URL"), required=False)

    def __init__(self, items: Iterable[OrderItem], data: QueryDict | None = None) -> None:
        super().__init__(data, values=invoice_of(items), auto_id="invoice-%s")

    @property
    def in_words(self) -> str:
        """What was typed, for a page that has no place for it any more."""
        names = ("invoice_number", "invoice_date", "e_archive_url")
        return ", ".join(filter(None, (self[name].value() for name in names)))


class DeliveryForm(OpenedForm):
    """Another delivery setting, of those that the seller's packages may have."""

    action: ClassVar = PackageAction.CHANGE_DELIVERY_SETTING
    setting_id = _choice(
        gettext_lazy("Delivery setting"),
        gettext_lazy("Choose a delivery setting from the list: this one is not offered."),
    )

    def __init__(self, package: Package, data: QueryDict | None = None) -> None:
        values = {"setting_id": package.delivery_setting_id}
        super().__init__(data, values=values, auto_id="delivery-%s")
        self.package = package
        offered = [(one.pk, self._named(one)) for one in settings_for(package.seller)]
        self.offer("setting_id", [CHOOSE, *offered])

    def _named(self, setting: DeliverySetting) -> str:
        text = _("%(name)s, with %(company)s, %(price)s, ship by %(ship_by)s")
        return text % {
            "name": setting.name,
            "company": setting.shipping_company,
            "price": price_text(setting, self.package.order.currency),
            "ship_by": moment_text(ship_by_with(self.package, setting), "list"),
        }

    def text_of(self, name: str, value: Any) -> str:
        """A delivery setting in words; also one that is no longer offered."""
        setting = DeliverySetting.objects.filter(pk=value or 0).first()
        return str(setting or "")

    @property
    def in_words(self) -> str:
        """What was chosen, for a page that has no place for it any more."""
        chosen = str(self["setting_id"].value() or "")
        offered = {str(key): str(words) for key, words in self.fields["setting_id"].choices if key}  # type: ignore[attr-defined]
        return offered.get(chosen, "")
