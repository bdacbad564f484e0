"""Settings > Sales Channels."""

from typing import Any

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
from omnitron.core.choices import currencies, time_zones
from omnitron.core.long_select import Select
from omnitron.core.merging import Values
from omnitron.core.opened_form import OpenedForm
from omnitron.panel.settings.error_reports import failures
from omnitron.panel.settings.people import PersonForm, people, suggestions
from omnitron.settings_pages.code_field import CodeField
from omnitron.settings_pages.history import history
from omnitron.settings_pages.listing import Words, listing
from orders.models import SalesChannel
from orders.services import giving_access, setting_up

MANAGE = "orders.manage_channels"
WORDS = Words(
    title=gettext_lazy("Sales Channels"),
    new=gettext_lazy("New Sales Channel"),
    searched=gettext_lazy("Name or short name"),
    icon="building-store",
    none=gettext_lazy("No sales channels yet"),
    purpose=gettext_lazy(
        "Orders come in by a channel, and people see the orders of the channels that they are"
        " given."
    ),
)


class ChannelForm(OpenedForm):
    """What a sales channel is and how it counts money and time."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    slug = CodeField(
        label=gettext_lazy("Short name"),
        max_length=100,
        help_text=gettext_lazy("What files and other systems call it, for example “web-tr”."),
    )
    channel_type = forms.ChoiceField(label=gettext_lazy("Type"), choices=SalesChannel.Type.choices)
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), widget=Select)
    timezone = forms.ChoiceField(label=gettext_lazy("Time zone"), widget=Select)

    def __init__(self, *args: Any, values: Values, **kwargs: Any) -> None:
        super().__init__(*args, values=values, **kwargs)
        undecided = [] if values["currency"] else [("", gettext_lazy("Choose one"))]
        self.offer("currency", [*undecided, *currencies(including=values["currency"])])
        self.offer("timezone", time_zones(including=values["timezone"]))


@permitted(MANAGE)
@require_safe
def channel_list(request: PanelRequest, /) -> HttpResponse:
    """All sales channels."""
    rows = SalesChannel.objects.annotate(people=Count("access"))
    context = {
        "listing": listing(request, rows, searched=["name", "slug"]),
        "words": WORDS,
        "new_url": reverse("omnitron:channel-create"),
    }
    return render(request, "omnitron/settings/channels.html", context)


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def channel_create(request: PanelRequest, /) -> HttpResponse:
    """A new sales channel."""
    own = {"currency": "", "timezone": request.user.time_zone}
    form = ChannelForm(request.POST or None, values=own)
    channel = form.saved(lambda: setting_up.create_channel(actor=request.user, **form.values))
    if channel:
        messages.success(
            request, _("%(name)s was added. Now say who has access.") % {"name": channel}
        )
        return redirect("omnitron:channel", pk=channel.pk)
    return render(request, "omnitron/settings/channel.html", {"form": form}, status=form.status)


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def channel(request: PanelRequest, /, pk: int) -> HttpResponse:
    """One sales channel: its form, who has access, and its history."""
    subject = get_object_or_404(SalesChannel, pk=pk)
    form = _form(subject, request.POST or None)
    changed = form.saved(
        lambda: setting_up.change_channel(
            actor=request.user, pk=pk, opened=form.opened_values, **form.values
        )
    )
    if changed:
        messages.success(request, _("%(name)s was saved.") % {"name": changed})
        return redirect("omnitron:channel", pk=pk)
    return _page(request, subject, form, PersonForm())


@permitted(MANAGE)
@require_POST
def channel_set_active(request: PanelRequest, /, pk: int, active: bool) -> HttpResponse:
    """Open a sales channel for new orders again, or close it."""
    subject = setting_up.set_active(actor=request.user, model=SalesChannel, pk=pk, active=active)
    if active:
        text = _("%(name)s is active.")
    else:
        text = _("%(name)s is deactivated. Its orders stay, and who has access still sees them.")
    messages.success(request, text % {"name": subject})
    return redirect("omnitron:channel", pk=pk)


@permitted(MANAGE)
@require_POST
def channel_give_access(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Let one more person see the channel's orders."""
    subject = get_object_or_404(SalesChannel, pk=pk)
    form = PersonForm(request.POST)
    user = form.saved(
        lambda: giving_access.give_access(actor=request.user, channel_pk=pk, **form.values)
    )
    if user:
        messages.success(request, _("%(user)s has access now.") % {"user": user})
        return redirect("omnitron:channel", pk=pk)
    return _page(request, subject, _form(subject), form)


@permitted(MANAGE)
@require_POST
def channel_withdraw_access(request: PanelRequest, /, pk: int, user_pk: int) -> HttpResponse:
    """Hide the channel's orders from one person."""
    user = giving_access.withdraw_access(actor=request.user, channel_pk=pk, user_pk=user_pk)
    messages.success(request, _("%(user)s has no access any more.") % {"user": user})
    return redirect("omnitron:channel", pk=pk)


def _form(subject: SalesChannel, data: QueryDict | None = None) -> ChannelForm:
    form = ChannelForm(data, values=ChannelForm.values_of(subject))
    if setting_up.is_in_use(subject):
        form.fix("slug", "currency", reason=_("It has orders, so this stays as it is."))
    return form


def _page(
    request: PanelRequest, subject: SalesChannel, form: ChannelForm, person_form: PersonForm
) -> HttpResponse:
    users = User.objects.filter(channel_access__channel=subject)
    context = {
        "form": form,
        "channel": subject,
        "people": people(request, users),
        "person_form": person_form,
        "suggestions": suggestions(without=users),
        "failures": failures(request.user, subject),
        "history": history(request, subject),
    }
    status = max(form.status, person_form.status)
    return render(request, "omnitron/settings/channel.html", context, status=status)
