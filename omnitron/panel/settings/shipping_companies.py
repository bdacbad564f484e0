"""Settings > Shipping Companies."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.core.formats import count_text
from omnitron.core.opened_form import OpenedForm
from omnitron.settings_pages.code_field import CodeField
from omnitron.settings_pages.history import history
from omnitron.settings_pages.listing import Words, listing
from orders.models import DeliverySetting, ShippingCompany
from orders.services import setting_up

MANAGE = "orders.manage_shipping_companies"
WORDS = Words(
    title=gettext_lazy("Shipping Companies"),
    new=gettext_lazy("New Shipping Company"),
    searched=gettext_lazy("Name or code"),
    icon="truck",
    none=gettext_lazy("No shipping companies yet"),
    purpose=gettext_lazy("Orders, packages and files may name only the companies of this list."),
)


class ShippingCompanyForm(OpenedForm):
    """Name, code and tracking page of a carrier, and whether each parcel needs a number."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    code = CodeField(
        label=gettext_lazy("Code"),
        max_length=50,
        help_text=gettext_lazy("What files and other systems call it, for example “yurtici”."),
    )
    tracking_url_template = forms.CharField(
        label=gettext_lazy("Tracking address"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "Where a parcel is followed; {tracking_number} stands for its number."
        ),
    )
    needs_tracking_number = forms.BooleanField(
        label=gettext_lazy("Needs a tracking number"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Without one, sellers cannot ship a package with this company."),
    )


@permitted(MANAGE)
@require_safe
def shipping_company_list(request: PanelRequest, /) -> HttpResponse:
    """All carriers."""
    context = {
        "listing": listing(request, ShippingCompany.objects.all(), searched=["name", "code"]),
        "words": WORDS,
        "new_url": reverse("omnitron:shipping-company-create"),
    }
    return render(request, "omnitron/settings/shipping_companies.html", context)


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def shipping_company_create(request: PanelRequest, /) -> HttpResponse:
    """A new carrier."""
    form = ShippingCompanyForm(request.POST or None, values={})
    company = form.saved(
        lambda: setting_up.create_shipping_company(actor=request.user, **form.values)
    )
    if company:
        messages.success(request, _("%(name)s was added.") % {"name": company})
        return redirect("omnitron:shipping-company", pk=company.pk)
    return render(
        request, "omnitron/settings/shipping_company.html", {"form": form}, status=form.status
    )


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def shipping_company(request: PanelRequest, /, pk: int) -> HttpResponse:
    """One carrier: its form and its history."""
    company = get_object_or_404(ShippingCompany, pk=pk)
    form = ShippingCompanyForm(request.POST or None, values=ShippingCompanyForm.values_of(company))
    if setting_up.is_in_use(company):
        form.fix("code", reason=_("Orders refer to it, so it stays as it is."))
    changed = form.saved(
        lambda: setting_up.change_shipping_company(
            actor=request.user, pk=pk, opened=form.opened_values, **form.values
        )
    )
    if changed:
        messages.success(request, _("%(name)s was saved.") % {"name": changed})
        return redirect("omnitron:shipping-company", pk=pk)
    context = {"form": form, "company": company, "history": history(request, company)}
    return render(request, "omnitron/settings/shipping_company.html", context, status=form.status)


@permitted(MANAGE)
@require_POST
def shipping_company_set_active(request: PanelRequest, /, pk: int, active: bool) -> HttpResponse:
    """Offer a carrier again, or no longer."""
    company = setting_up.set_active(actor=request.user, model=ShippingCompany, pk=pk, active=active)
    if active:
        text = _("%(name)s is active: files and pages may name it again.")
    else:
        text = _("%(name)s is deactivated: files and pages may name it no longer.")
    messages.success(request, text % {"name": company})
    if not active:
        _warn_of_settings(request, company)
    return redirect("omnitron:shipping-company", pk=pk)


def _warn_of_settings(request: PanelRequest, company: ShippingCompany) -> None:
    """Sellers need not wait for each other: whoever ships such a package chooses another one."""
    count = DeliverySetting.objects.filter(shipping_company=company, is_active=True).count()
    if count:
        text = ngettext(
            "%(count)s delivery setting still goes by it: whoever ships its packages has to choose"
            " another company.",
            "%(count)s delivery settings still go by it: whoever ships their packages has to choose"
            " another company.",
            count,
        )
        messages.warning(request, text % {"count": count_text(count)})
