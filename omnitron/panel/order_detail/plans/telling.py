"""What is said once plans were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cancellations.states import PlanStatus
from omnitron.core.formats import money_text
from omnitron.panel.order_detail.plans.asking import AT_PLANS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cancellations.models import CancellationPlan
    from omnitron.accounts.http import PanelRequest


def tell(request: PanelRequest, plans: Sequence[CancellationPlan]) -> None:
    """Say above the plans of their order what goes back."""
    if _were_made_before(plans):
        for sentence in _stand(plans):
            messages.info(request, sentence, AT_PLANS)
        return
    sentence = ngettext(
        "Plan %(numbers)s was made: %(total)s goes back.",
        "Plans %(numbers)s were made: %(total)s goes back.",
        len(plans),
    )
    messages.success(request, sentence % _words(plans), AT_PLANS)


def tell_on_list(request: PanelRequest, plans: Sequence[CancellationPlan]) -> None:
    """Say on another page what goes back, with a link to the plans."""
    order_url = reverse("omnitron:order-detail", args=[plans[0].order.number])
    url = f"{order_url}#plan-{plans[0].pk}" if len(plans) == 1 else f"{order_url}#plans"
    link = format_html(
        '<a href="{}">{}</a>', url, ngettext("Show the plan", "Show the plans", len(plans))
    )
    if _were_made_before(plans):
        messages.info(request, format_html("{} {}", " ".join(_stand(plans)), link))
        return
    sentence = ngettext(
        "Plan %(numbers)s was made for order %(number)s: %(total)s goes back.",
        "Plans %(numbers)s were made for order %(number)s: %(total)s goes back.",
        len(plans),
    )
    messages.success(request, format_html("{} {}", sentence % _words(plans), link))


def _words(plans: Sequence[CancellationPlan]) -> dict[str, str]:
    order = plans[0].order
    return {
        "numbers": ", ".join(str(plan.pk) for plan in plans),
        "number": order.number,
        "total": money_text(sum(plan.amount for plan in plans), order.currency),
    }


def _were_made_before(plans: Sequence[CancellationPlan]) -> bool:
    """Whether the page was sent once more, later: they have gone on."""
    return any(plan.status != PlanStatus.WAITING for plan in plans)


def _stand(plans: Sequence[CancellationPlan]) -> list[str]:
    """What became of them by now."""
    told = _("Plan %(plan)s was made already: it is %(status)s.")
    return [told % {"plan": plan.pk, "status": plan.get_status_display()} for plan in plans]
