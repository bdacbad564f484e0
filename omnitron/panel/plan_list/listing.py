"""Plans by their type and reason: what the dashboard counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cancellations.models import CancellationPlan, CancellationReason
from cancellations.states import PlanType
from omnitron.core.days_form import DaysForm
from omnitron.panel.dated_list import DatedList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from cancellations.querysets import PlanQuerySet

# For the plans that need none.
WITHOUT = "none"


class PlanForm(DaysForm):
    """A type, a reason, and the days on which plans were made."""

    column = "created_at"
    begins = "created"
    plan_type = forms.ChoiceField(
        label=_("Transaction Type"), choices=PlanType.choices, required=False
    )
    reason = forms.ChoiceField(label=_("Reason"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["reason"]).choices = [
            *((str(reason.pk), reason.in_full) for reason in CancellationReason.objects.all()),
            (WITHOUT, _("Without a reason")),
        ]


class PlanList(DatedList):
    """Plans, but for those that were called off, the newest first."""

    url_name = "omnitron:plan-list"
    title = _("Cancellation / Refund Plans")
    about = _("Plans that were withdrawn or rejected are left out.")
    table = "omnitron/plan_list/table.html"
    icon = "arrow-back-up"

    def make_form(self, query: QueryDict) -> PlanForm:
        """A type, a reason and days."""
        return PlanForm(query)

    @property
    def found(self) -> PlanQuerySet:
        """The plans of the type and with the reason."""
        plans = CancellationPlan.objects.visible_to(self.user).not_called_off()
        plans = plans.filter(**self.form.moments)
        if plan_type := self.form.values.get("plan_type"):
            plans = plans.filter(plan_type=plan_type)
        reason = self.form.values.get("reason")
        if not reason:
            return plans
        return plans.with_reason(None if reason == WITHOUT else int(reason))

    @property
    def shown(self) -> PlanQuerySet:
        """With the order and the reasons."""
        return self.found.select_related("order", "reason").prefetch_related("items__reason")
