"""The numbers on top of the dashboard."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations.states import PlanType
from omnitron.core.days import Days
from omnitron.core.figures import Figure, Note, address
from omnitron.core.formats import age_in_short, capped_text, count_text, percent_text
from omnitron.panel.dashboard.order_counts import list_url
from omnitron.panel.manual_refunds.desk import COUNTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omnitron.panel.dashboard.order_counts import OrderCounts


def order_figures(orders: OrderCounts, days: Days, month: Days) -> list[Figure]:
    """Orders placed, cancellations and returns made; beside each the other period."""
    today = Days(month.last, month.last)
    other, words = (today, _("today %(count)s"))
    if days == today:
        other, words = (month, _("30 days %(count)s"))
    found = []
    for label, plan_type in (
        (_("Orders"), None),
        (_("Cancellations"), PlanType.CANCEL),
        (_("Returns"), PlanType.REFUND),
    ):
        beside = words % {"count": count_text(orders.of(other, plan_type))}
        notes = [Note(beside, list_url(other, plan_type))]
        if plan_type:
            share = _share(orders.of(days, plan_type), orders.of(days))
            notes.insert(0, Note(_("%(share)s of orders") % {"share": share}))
        text = count_text(orders.of(days, plan_type))
        found.append(Figure(label, text, list_url(days, plan_type), tuple(notes)))
    return found


def requests_figure(counted: Mapping[str, Any]) -> Figure:
    """Requests that nobody has answered."""
    return _waiting(_("Requests waiting"), counted, "omnitron:request-list")


def by_hand_figure(counted: Mapping[str, Any]) -> Figure:
    """Refunds that somebody has to make."""
    return _waiting(_("Manual refunds open"), counted, "omnitron:manual-refund-list")


def rests_figure(counted: Mapping[str, Any]) -> Figure:
    """Orders for which more was paid than they cost."""
    return _waiting(_("Orders with a rest"), counted, "omnitron:rest-list")


def bulk_updates_figure(counted: Mapping[str, Any], days: Days) -> Figure:
    """Files uploaded, and those that wait to be applied."""
    ready = _("%(count)s ready to apply") % {"count": count_text(counted["ready"])}
    name = "omnitron:bulk-update-list"
    return Figure(
        _("Bulk updates"),
        count_text(counted["uploaded"]),
        address(name, days.asked("uploaded")),
        (Note(ready, address(name, {"ready": "yes"})),),
    )


def age_of(moment: str) -> str:
    """How long ago a kept moment was: “6 d”."""
    return age_in_short(timezone.now() - datetime.fromisoformat(moment))


def _waiting(label: str, counted: Mapping[str, Any], url_name: str) -> Figure:
    text = capped_text(counted["n"], COUNTED)
    if not counted["n"]:
        return Figure(label, text, address(url_name))
    oldest = Note(_("oldest %(age)s") % {"age": age_of(counted["oldest"])})
    return Figure(label, text, address(url_name), (oldest,), tone="wait")


def _share(part: int, whole: int) -> str:
    return percent_text(100 * part / whole if whole else None)
