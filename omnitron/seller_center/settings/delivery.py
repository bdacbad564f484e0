"""Settings > Delivery Settings: the marketplace's, and those of the sellers one works for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound
from omnitron.seller_center.settings.delivery_form import DeliveryForm, NewDeliveryForm, owners_of
from omnitron.settings_pages.form_page import form_page
from omnitron.settings_pages.history import history
from omnitron.settings_pages.listing import Words, listing
from orders.models import DeliverySetting
from orders.services import setting_up_delivery
from orders.services.setting_up_delivery import may_set_up, why_it_stays_active

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest

MANAGE = setting_up_delivery.MANAGE
FORM = "seller_center/settings/delivery_setting.html"
WORDS = Words(
    title=gettext_lazy("Delivery Settings"),
    new=gettext_lazy("New Delivery Setting"),
    searched=gettext_lazy("Name, short name or shipping company"),
    icon="truck",
    none=gettext_lazy("No delivery settings yet"),
    purpose=gettext_lazy(
        "They say by which company packages leave, within how many days, and what that costs."
    ),
)
# What a new setting begins with.
START = {
    "shipping_option": DeliverySetting.ShippingOption.DELIVERY.value,
    "handling_days": 3,
    "priority": 0,
    "calculator": DeliverySetting.Calculator.FREE.value,
}
# A seller's own come before the marketplace's; each with the default on top.
ORDER = (
    F("seller__name").asc(nulls_last=True),
    F("seller_id").asc(nulls_last=True),
    "-is_default",
    "-is_active",
    "priority",
    "name",
)


@permitted(MANAGE, panel=SELLER_CENTER)
@require_safe
def setting_list(request: PanelRequest, /) -> HttpResponse:
    """The delivery settings by whose they are."""
    rows = DeliverySetting.objects.visible_to(request.user)
    searched = ["name", "slug", "shipping_company__name"]
    found = rows.select_related("seller", "shipping_company")
    context = {
        "listing": listing(request, found, searched=searched, order_by=ORDER),
        "words": WORDS,
        "new_url": reverse("seller_center:delivery-create") if owners_of(request.user) else "",
        "may_change_shared": may_set_up(request.user, None),
    }
    return render(request, "seller_center/settings/delivery_settings.html", context)


@permitted(MANAGE, panel=SELLER_CENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def setting_create(request: PanelRequest, /) -> HttpResponse:
    """A new delivery setting of the marketplace or of a seller."""
    if not owners_of(request.user):
        raise NotFound(_("You do not work for a seller yet."))
    form = NewDeliveryForm(request.POST or None, actor=request.user, values=START)
    return form_page(
        request,
        form,
        lambda: setting_up_delivery.create_setting(actor=request.user, **form.values),
        told=_("“%(name)s” was added."),
        url_name="seller_center:delivery",
        template=FORM,
        context=lambda: {"may_change": True},
    )


@permitted(MANAGE, panel=SELLER_CENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: PanelRequest, /, pk: int) -> HttpResponse:
    """One delivery setting: its form and its history; only to look at if it is not one's own."""
    visible = DeliverySetting.objects.visible_to(request.user)
    subject = get_object_or_404(visible.select_related("seller", "shipping_company"), pk=pk)
    may_change = may_set_up(request.user, subject.seller_id)
    form = DeliveryForm(request.POST or None, values=DeliveryForm.values_of(subject))

    def context() -> dict[str, Any]:
        if not may_change:
            form.fix(*form.fields)
            return {"setting": subject, "may_change": False}
        return {
            "setting": subject,
            "may_change": True,
            "stays_active": why_it_stays_active(subject) if subject.is_active else "",
            "history": history(request, subject),
        }

    return form_page(
        request,
        form,
        lambda: setting_up_delivery.change_setting(
            actor=request.user, pk=pk, opened=form.opened_values, **form.values
        ),
        told=_("“%(name)s” was saved."),
        url_name="seller_center:delivery",
        template=FORM,
        context=context,
    )


@permitted(MANAGE, panel=SELLER_CENTER)
@require_POST
def setting_set_active(request: PanelRequest, /, pk: int, active: bool) -> HttpResponse:
    """Offer a delivery setting again, or no longer."""
    subject = setting_up_delivery.set_active(actor=request.user, pk=pk, active=active)
    if active:
        text = _("“%(name)s” is active: packages may have it.")
    else:
        text = _("“%(name)s” is deactivated: no package gets it any more.")
    messages.success(request, text % {"name": subject})
    return redirect("seller_center:delivery", pk=pk)


@permitted(MANAGE, panel=SELLER_CENTER)
@require_POST
def setting_make_default(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Give new packages this delivery setting from now on."""
    subject = setting_up_delivery.make_default(actor=request.user, pk=pk)
    text = _("“%(name)s” is the default: new packages get it.")
    messages.success(request, text % {"name": subject})
    return redirect("seller_center:delivery", pk=pk)
