"""Refunds by their status: what the dashboard counts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from omnitron.core.days_form import DaysForm
from omnitron.core.keyset import Sort
from omnitron.panel.dated_list import DatedList
from payments.models import Refund
from payments.states import ENDED, SETS_ASIDE, RefundStatus

if TYPE_CHECKING:
    from payments.querysets import RefundQuerySet

# In the order in which a refund goes through them.
STATUSES = tuple(status for status in RefundStatus if status in SETS_ASIDE | ENDED)


class RefundForm(DaysForm):
    """A status, and of refunds that have come to an end the days of that."""

    column = "settled_at"
    begins = "settled"
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[(status.value, status.label) for status in STATUSES],
        required=False,
    )


class RefundList(DatedList):
    """Refunds of one status: who waits the longest first, of the ended ones the newest."""

    url_name = "omnitron:refund-list"
    title = _("Refunds")
    about = _("Money on its way back to customers, and what has come to an end.")
    table = "omnitron/refund_list/table.html"
    icon = "cash-banknote"
    in_tabs = ("status",)

    def make_form(self, query: QueryDict) -> RefundForm:
        """A status and days."""
        return RefundForm(query)

    @cached_property
    def status(self) -> RefundStatus | None:
        """The status asked for; without one the list shows what has not come to an end."""
        value = self.form.values.get("status")
        return RefundStatus(value) if value else None

    @property
    def has_ended(self) -> bool:
        """Whether the list is of refunds that have come to an end."""
        return self.status in ENDED

    @property
    def sort(self) -> Sort:  # type: ignore[override]
        """By what the rows are dated."""
        if self.has_ended:
            return Sort("settled_at", descending=True)
        return Sort("waiting_since", descending=False)

    @property
    def found(self) -> RefundQuerySet:
        """The refunds of the status."""
        visible = Refund.objects.visible_to(self.user)
        if self.status is None:
            return visible.set_aside()
        found = visible.filter(status=self.status)
        return found.ended_within(self.form.moments) if self.has_ended else found

    @property
    def shown(self) -> RefundQuerySet:
        """With the order and the plan."""
        return self.found.select_related("order", "plan_link")

    @property
    def tabs(self) -> list[tuple[str, Any, str]]:
        """Each status with its address; the days stay where they say something."""
        found = []
        for status in STATUSES:
            query = self.link_query.copy() if status in ENDED else QueryDict(mutable=True)
            query["status"] = status.value
            found.append((status.value, status.label, f"{self.url}?{query.urlencode()}"))
        return found
