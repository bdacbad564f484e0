"""Orders for which more was paid than they cost: what the dashboard counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cancellations.models import OrderRest
from omnitron.core.days_form import DaysForm
from omnitron.core.keyset import Sort
from omnitron.panel.dated_list import DatedList

if TYPE_CHECKING:
    from django.http import QueryDict

    from cancellations.querysets import RestQuerySet


class FoundForm(DaysForm):
    """The days on which rests were found."""

    column = "found_at"
    begins = "found"


class RestList(DatedList):
    """Orders with a rest as they were counted last, the oldest first."""

    url_name = "omnitron:rest-list"
    title = _("Orders with a rest")
    about = _(
        "More was paid for them than they cost. What went back since they were counted last, a few"
        " minutes ago, may still be here."
    )
    table = "omnitron/rest_list/table.html"
    icon = "cash-banknote"
    sort = Sort("found_at", descending=False)

    def make_form(self, query: QueryDict) -> FoundForm:
        """Days."""
        return FoundForm(query)

    @property
    def found(self) -> RestQuerySet:
        """Those of the days."""
        return OrderRest.objects.visible_to(self.user).filter(**self.form.moments)

    @property
    def shown(self) -> RestQuerySet:
        """With the order and its channel."""
        return self.found.select_related("order__channel")
