"""Settings > Reasons for Cancellation / Return."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cancellations.models import CancellationReason
from cancellations.services import setting_up_reasons
from cancellations.states import PEOPLE
from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.core.opened_form import OpenedForm
from omnitron.settings_pages.form_page import form_page
from omnitron.settings_pages.history import history
from omnitron.settings_pages.listing import Words, listing
from omnitron.settings_pages.ticks import TicksField

MANAGE = setting_up_reasons.MANAGE
FORM = "omnitron/settings/reason.html"
WORDS = Words(
    title=gettext_lazy("Reasons for Cancellation / Return"),
    new=gettext_lazy("New Reason"),
    searched=gettext_lazy("Reason"),
    icon="message-question",
    none=gettext_lazy("No reasons yet"),
    purpose=gettext_lazy("Whoever cancels or returns something says why by one of this list."),
)


class ReasonForm(OpenedForm):
    """The words of a reason, its place, and who may use it."""

    subject = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=100,
        help_text=gettext_lazy("In the words that the customer would use too."),
    )
    order = forms.IntegerField(
        label=gettext_lazy("Place in the list"),
        min_value=0,
        max_value=setting_up_reasons.LAST_PLACE,
        required=False,
        help_text=gettext_lazy("Small numbers come first. Empty: at the end."),
    )
    extra_information_needed = forms.BooleanField(
        label=gettext_lazy("Ask for a note"),
        required=False,
        help_text=gettext_lazy("Whoever chooses this reason has to say more in their own words."),
    )
    sources = TicksField(
        label=gettext_lazy("Who may use it"),
        choices=[(source.value, source.label) for source in PEOPLE],
        required=False,
    )

    def clean_sources(self) -> frozenset[str]:
        """Those who were ticked; that nobody was is refused by the reason itself."""
        return frozenset(self.cleaned_data["sources"])


class NewReasonForm(ReasonForm):
    """The same, and the type, which a reason keeps."""

    cancellation_type = forms.ChoiceField(
        label=gettext_lazy("Type"),
        choices=CancellationReason.Type.choices,
        widget=forms.RadioSelect,
    )


@permitted(MANAGE)
@require_safe
def reason_list(request: PanelRequest, /) -> HttpResponse:
    """All reasons by their type, each type in its order."""
    reasons = CancellationReason.objects.all()
    by_type = ["cancellation_type", "order", "subject"]
    context = {
        "listing": listing(request, reasons, searched=["subject"], order_by=by_type),
        "words": WORDS,
        "new_url": reverse("omnitron:reason-create"),
    }
    return render(request, "omnitron/settings/reasons.html", context)


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def reason_create(request: PanelRequest, /) -> HttpResponse:
    """A new reason, for everybody unless some are left out."""
    everybody = frozenset(source.value for source in PEOPLE)
    form = NewReasonForm(request.POST or None, values={"sources": everybody})
    return form_page(
        request,
        form,
        lambda: setting_up_reasons.create_reason(actor=request.user, **form.values),
        told=_("“%(name)s” was added."),
        url_name="omnitron:reason",
        template=FORM,
    )


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: PanelRequest, /, pk: int) -> HttpResponse:
    """One reason: its form and its history."""
    subject = get_object_or_404(CancellationReason, pk=pk)
    form = ReasonForm(request.POST or None, values=ReasonForm.values_of(subject))
    return form_page(
        request,
        form,
        lambda: setting_up_reasons.change_reason(
            actor=request.user, pk=pk, opened=form.opened_values, **form.values
        ),
        told=_("“%(name)s” was saved."),
        url_name="omnitron:reason",
        template=FORM,
        context=lambda: {"reason": subject, "history": history(request, subject)},
    )


@permitted(MANAGE)
@require_POST
def reason_set_active(request: PanelRequest, /, pk: int, active: bool) -> HttpResponse:
    """Offer a reason again, or no longer."""
    subject = setting_up_reasons.set_active(actor=request.user, pk=pk, active=active)
    if active:
        text = _("“%(name)s” is active and offered again.")
    else:
        text = _("“%(name)s” is deactivated and no longer offered.")
    messages.success(request, text % {"name": subject})
    return redirect("omnitron:reason", pk=pk)
