"""What is typed about a package: shipment, invoice, delivery setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.seller_center.packages.detail import answers_form, changed, show_package
from omnitron.seller_center.packages.forms import (
    DeliveryForm,
    InvoiceForm,
    ShipForm,
    TrackingForm,
)
from omnitron.seller_center.packages.typed import Typed
from orders.access import get_package
from orders.services.packages.delivery import change_delivery_setting
from orders.services.packages.invoicing import give_invoice, invoice_of
from orders.services.packages.locking import PERMISSION
from orders.services.packages.shipping import correct_tracking_number, ship_package

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@permitted(PERMISSION, panel=SELLER_CENTER)
@answers_form
def ship(request: PanelRequest, /, number: str) -> HttpResponse:
    """Say with whom it left, or show what is missing."""
    form = ShipForm(get_package(request.user, number, to_pack=True), request.POST)
    package = form.saved(
        lambda: ship_package(actor=request.user, number=number, **form.cleaned_data)
    )
    if package is None:
        return show_package(request, number, Typed(ship=form))
    return changed(request, package)


@permitted(PERMISSION, panel=SELLER_CENTER)
@answers_form
def tracking(request: PanelRequest, /, number: str) -> HttpResponse:
    """Put its tracking number right, or show what is wrong with it."""
    form = TrackingForm(get_package(request.user, number, to_pack=True), request.POST)
    package = form.saved(
        lambda: correct_tracking_number(
            actor=request.user, number=number, opened=form.opened_values, **form.values
        )
    )
    if package is None:
        return show_package(request, number, Typed(tracking=form))
    shipment = filter(None, (str(package.shipping_company), package.tracking_number))
    words = {"number": package.number, "shipment": " ".join(shipment)}
    return changed(request, package, _("Package %(number)s travels with %(shipment)s.") % words)


@permitted(PERMISSION, panel=SELLER_CENTER)
@answers_form
def invoice(request: PanelRequest, /, number: str) -> HttpResponse:
    """Give the goods their invoice, or show what is wrong with it."""
    found = get_package(request.user, number, to_pack=True)
    form = InvoiceForm(found.items.order_by("line_number"), request.POST)
    package = form.saved(
        lambda: give_invoice(
            actor=request.user, number=number, opened=form.opened_values, **form.values
        )
    )
    if package is None:
        return show_package(request, number, Typed(invoice=form))
    invoice = invoice_of(package.items.order_by("line_number"))
    words = {"invoice": invoice["invoice_number"], "number": package.number}
    return changed(request, package, _("Package %(number)s has invoice %(invoice)s.") % words)


@permitted(PERMISSION, panel=SELLER_CENTER)
@answers_form
def delivery(request: PanelRequest, /, number: str) -> HttpResponse:
    """Send it another way, or say why not."""
    form = DeliveryForm(get_package(request.user, number, to_pack=True), request.POST)
    package = form.saved(
        lambda: change_delivery_setting(
            actor=request.user, number=number, opened=form.opened_values, **form.values
        )
    )
    if package is None:
        return show_package(request, number, Typed(delivery=form))
    words = {"setting": package.delivery_setting, "number": package.number}
    return changed(request, package, _("Package %(number)s leaves by %(setting)s.") % words)
