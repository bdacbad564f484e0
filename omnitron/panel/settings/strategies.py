"""Settings > Cancellation Strategies."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cancellations.access import strategy_of
from cancellations.models import CancellationStrategy
from cancellations.services import setting_up_strategies
from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.core.opened_form import OpenedForm
from omnitron.settings_pages.form_page import form_page
from omnitron.settings_pages.history import history
from omnitron.settings_pages.listing import Words, listing
from orders.models import SalesChannel

MANAGE = setting_up_strategies.MANAGE
WORDS = Words(
    title=gettext_lazy("Cancellation Strategies"),
    searched=gettext_lazy("Sales channel"),
    icon="adjustments",
    none=gettext_lazy("No sales channels yet"),
    purpose=gettext_lazy("Every sales channel follows StrategyOne until it gets its own rules."),
)
# What a rule means where it is not as StrategyOne has it.
DEPARTURES = {
    "shipping_on_cancel": gettext_lazy("keeps the shipping fee on cancellations"),
    "shipping_on_return": gettext_lazy("keeps the shipping fee on returns"),
    "split_shipping": gettext_lazy("splits the shipping fee over the lines"),
    "partial_allowed": gettext_lazy("whole orders only"),
    "all_items_refundable": gettext_lazy("no return of non-returnable products"),
    "discounts_refundable": gettext_lazy("lines of a shared discount only together"),
    "payments_refundable": gettext_lazy("every refund by hand"),
    "payment_option_fee": gettext_lazy("keeps the fee of the payment option"),
    "unreported_cancellable": gettext_lazy("no cancellation before the ERP knows the order"),
}


@dataclass(frozen=True)
class Row:
    """A sales channel and what is special about its strategy."""

    channel: SalesChannel
    strategy: CancellationStrategy
    gist: str


def _rule(name: str) -> forms.BooleanField:
    return cast("Any", CancellationStrategy._meta.get_field(name)).formfield()  # type: ignore[no-any-return]


class StrategyForm(OpenedForm):
    """A name and the nine rules."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("Rules that differ from StrategyOne need a name of their own."),
    )
    shipping_on_cancel = _rule("shipping_on_cancel")
    shipping_on_return = _rule("shipping_on_return")
    split_shipping = _rule("split_shipping")
    partial_allowed = _rule("partial_allowed")
    all_items_refundable = _rule("all_items_refundable")
    discounts_refundable = _rule("discounts_refundable")
    unreported_cancellable = _rule("unreported_cancellable")
    payments_refundable = _rule("payments_refundable")
    payment_option_fee = _rule("payment_option_fee")


@permitted(MANAGE)
@require_safe
def strategy_list(request: PanelRequest, /) -> HttpResponse:
    """All sales channels and what their strategies do in another way than StrategyOne."""
    channels = SalesChannel.objects.select_related("cancellation_strategy")
    found = listing(request, channels, searched=["name"])
    page: Any = found.page
    page.object_list = [_row(channel) for channel in page.object_list]
    return render(request, "omnitron/settings/strategies.html", {"listing": found, "words": WORDS})


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def strategy(request: PanelRequest, /, pk: int) -> HttpResponse:
    """The rules of one sales channel, and their history."""
    channel = get_object_or_404(SalesChannel, pk=pk)
    own = strategy_of(pk)
    form = StrategyForm(request.POST or None, values=StrategyForm.values_of(own))
    return form_page(
        request,
        form,
        lambda: setting_up_strategies.change_strategy(
            actor=request.user, channel_pk=pk, opened=form.opened_values, **form.values
        ),
        told=_("%(name)s was saved."),
        url_name="omnitron:strategy",
        template="omnitron/settings/strategy.html",
        context=lambda: {
            "channel": channel,
            "strategy": own,
            "gist": _gist(own),
            "history": history(request, own),
        },
    )


@permitted(MANAGE)
@require_POST
def strategy_reset(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Make a sales channel follow StrategyOne again."""
    own = setting_up_strategies.go_back_to_strategy_one(actor=request.user, channel_pk=pk)
    text = _("%(channel)s follows %(name)s again.")
    messages.success(request, text % {"channel": own.channel, "name": own})
    return redirect("omnitron:strategy", pk=pk)


def _row(channel: SalesChannel) -> Row:
    own = getattr(channel, "cancellation_strategy", None) or CancellationStrategy(channel=channel)
    return Row(channel, own, _gist(own))


def _gist(strategy: CancellationStrategy) -> str:
    """What differs from StrategyOne, in a line; empty where nothing does."""
    return "; ".join(str(DEPARTURES[rule]) for rule in strategy.departures())
