"""Settings > Sellers."""

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.accounts.models import User
from omnitron.core.opened_form import OpenedForm
from omnitron.panel.settings.people import PersonForm, people, suggestions
from omnitron.settings_pages.history import history
from omnitron.settings_pages.listing import Words, listing
from orders.models import Seller
from orders.services import giving_access, setting_up

MANAGE = "orders.manage_sellers"
WORDS = Words(
    title=gettext_lazy("Sellers"),
    new=gettext_lazy("New Seller"),
    searched=gettext_lazy("Name, code or e-mail"),
    icon="users-group",
    none=gettext_lazy("No sellers yet"),
    purpose=gettext_lazy(
        "The merchants of your marketplace. Their staff see their own shop in Seller Center."
    ),
)


class SellerForm(OpenedForm):
    """Who a seller is."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=64,
        help_text=gettext_lazy("What files and other systems call the seller."),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)


@permitted(MANAGE)
@require_safe
def seller_list(request: PanelRequest, /) -> HttpResponse:
    """All sellers."""
    rows = Seller.objects.annotate(people=Count("staff"))
    context = {
        "listing": listing(request, rows, searched=["name", "code", "email"]),
        "words": WORDS,
        "new_url": reverse("omnitron:seller-create"),
    }
    return render(request, "omnitron/settings/sellers.html", context)


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def seller_create(request: PanelRequest, /) -> HttpResponse:
    """A new seller."""
    form = SellerForm(request.POST or None, values={})
    seller = form.saved(lambda: setting_up.create_seller(actor=request.user, **form.values))
    if seller:
        messages.success(
            request, _("%(name)s was added. Now say who works there.") % {"name": seller}
        )
        return redirect("omnitron:seller", pk=seller.pk)
    return render(request, "omnitron/settings/seller.html", {"form": form}, status=form.status)


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def seller(request: PanelRequest, /, pk: int) -> HttpResponse:
    """One seller: its form, its staff, and its history."""
    subject = get_object_or_404(Seller, pk=pk)
    form = _form(subject, request.POST or None)
    changed = form.saved(
        lambda: setting_up.change_seller(
            actor=request.user, pk=pk, opened=form.opened_values, **form.values
        )
    )
    if changed:
        messages.success(request, _("%(name)s was saved.") % {"name": changed})
        return redirect("omnitron:seller", pk=pk)
    return _page(request, subject, form, PersonForm())


@permitted(MANAGE)
@require_POST
def seller_set_active(request: PanelRequest, /, pk: int, active: bool) -> HttpResponse:
    """Let a seller take new orders again, or no longer."""
    subject = setting_up.set_active(actor=request.user, model=Seller, pk=pk, active=active)
    if active:
        text = _("%(name)s is active.")
    else:
        text = _("%(name)s is deactivated. Orders that they have stay theirs to finish.")
    messages.success(request, text % {"name": subject})
    return redirect("omnitron:seller", pk=pk)


@permitted(MANAGE)
@require_POST
def seller_add_staff(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Let one more person work for the seller."""
    subject = get_object_or_404(Seller, pk=pk)
    form = PersonForm(request.POST)
    user = form.saved(
        lambda: giving_access.add_staff(actor=request.user, seller_pk=pk, **form.values)
    )
    if user:
        text = _("%(user)s works for %(seller)s now.")
        messages.success(request, text % {"user": user, "seller": subject})
        return redirect("omnitron:seller", pk=pk)
    return _page(request, subject, _form(subject), form)


@permitted(MANAGE)
@require_POST
def seller_remove_staff(request: PanelRequest, /, pk: int, user_pk: int) -> HttpResponse:
    """End one person's work for the seller."""
    user = giving_access.remove_staff(actor=request.user, seller_pk=pk, user_pk=user_pk)
    messages.success(request, _("%(user)s does not work here any more.") % {"user": user})
    return redirect("omnitron:seller", pk=pk)


def _form(subject: Seller, data: QueryDict | None = None) -> SellerForm:
    form = SellerForm(data, values=SellerForm.values_of(subject))
    if setting_up.is_in_use(subject):
        form.fix("code", reason=_("Orders refer to it, so it stays as it is."))
    return form


def _page(
    request: PanelRequest, subject: Seller, form: SellerForm, person_form: PersonForm
) -> HttpResponse:
    users = User.objects.filter(seller_staff__seller=subject)
    context = {
        "form": form,
        "seller": subject,
        "people": people(request, users),
        "person_form": person_form,
        "suggestions": suggestions(without=users),
        "history": history(request, subject),
    }
    status = max(form.status, person_form.status)
    return render(request, "omnitron/settings/seller.html", context, status=status)
