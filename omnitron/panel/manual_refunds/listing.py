"""One page of the desk: the rows of a tab, and what may be done about each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cancellations.models import PlanRefund
from omnitron.core.keyset import Page, count_up_to, page_in
from omnitron.panel.manual_refunds.account_form import AccountForm, CorrectionForm
from omnitron.panel.manual_refunds.asked import not_known_in_words
from omnitron.panel.manual_refunds.desk import COUNTED, OPEN, TABS, capped, made_of, refunds_of
from omnitron.panel.manual_refunds.figures import Figures, figures_of
from omnitron.panel.manual_refunds.forms import DecisionForm, MadeForm
from omnitron.panel.manual_refunds.rows import Row
from payments.at_gateway import taken_at_gateway
from payments.states import RefundStatus

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import Promise

    from omnitron.accounts.models import User

PAGE_SIZE = 50
PLACE = ("tab", "after", "before")
SHOWN_WITH = (
    "order",
    "transaction",
    "replaces",
    "manual__owner",
    "manual__made_by",
    "plan_link__plan",
    "plan_link__plan_item__item",
)


RefusedForm = tuple[int, MadeForm | DecisionForm | AccountForm]


class Desk:
    """What a query shows; `refused` is the form of a row that was not accepted."""

    def __init__(
        self,
        user: User,
        query: QueryDict,
        refused: RefusedForm | None = None,
    ) -> None:
        self.user = user
        self.query = query
        self.refused_id = refused[0] if refused else 0
        self.refused = refused[1] if refused else None
        self.tab = query.get("tab", "") if query.get("tab") in TABS else OPEN

    @property
    def place(self) -> str:
        """The query of this page, to come back to it."""
        kept = {name: self.query[name] for name in PLACE if self.query.get(name)}
        return f"?{urlencode(kept)}" if kept else ""

    @cached_property
    def figures(self) -> Figures:
        """What waits for somebody."""
        return figures_of(self.user)

    @property
    def tabs(self) -> list[tuple[str, Promise, str]]:
        """Each tab's name, label and count."""
        figures = self.figures
        made = capped(count_up_to(COUNTED + 1, made_of(self.user)))
        counts = (figures.open, figures.mine, figures.free, figures.unknown, made)
        return [
            (name, tab.label, count)
            for (name, tab), count in zip(TABS.items(), counts, strict=True)
        ]

    @cached_property
    def page(self) -> Page:
        """The refunds of this page."""
        tab = TABS[self.tab]
        refunds = tab.refunds(self.user).select_related(*SHOWN_WITH)
        refunds = refunds.annotate(at_gateway=taken_at_gateway())
        return page_in(self.query, refunds, sort=tab.sort, size=PAGE_SIZE, of_dates=True)

    @cached_property
    def rows(self) -> list[Row]:
        """The same as rows."""
        rows = [Row(refund, self.user) for refund in self.page.rows]
        asked = not_known_in_words(row.refund.pk for row in rows if row.is_unknown)
        for row in rows:
            row.asked = asked.get(row.refund.pk, "")
            self._equip(row)
        self._join([row for row in rows if isinstance(row.form, MadeForm)])
        return rows

    @property
    def unplaced(self) -> MadeForm | DecisionForm | AccountForm | None:
        """A refused form whose row is no longer here: what was typed in it is still shown."""
        shown = any(self.refused in (row.form, row.account_form) for row in self.rows)
        return None if shown else self.refused

    def _equip(self, row: Row) -> None:
        refund = row.refund
        refused = self.refused if self.refused_id == refund.pk else None
        asked_for = self.query.get("refund") == row.key
        row.is_open = isinstance(refused, MadeForm | DecisionForm) or asked_for
        place = f"refund-{refund.pk}"
        # What became of a refund meanwhile may take another form than the refused one.
        if row.may_be_decided:
            new = DecisionForm(refund_id=refund.pk)
            row.form = refused if isinstance(refused, DecisionForm) else new
        elif refund.status == RefundStatus.NEEDED and (row.is_mine or _asks(refused)):
            row.form = refused if isinstance(refused, MadeForm) else MadeForm(place=place)
        if refund.status == RefundStatus.NEEDED:
            blank = _account_form(row, place)
            # What became of its account meanwhile may take another form, too.
            row.account_form = refused if type(refused) is type(blank) else blank
            if isinstance(refused, CorrectionForm) and refused.errors and row.known:
                refused.begin_from(row.known)

    def _join(self, mine: list[Row]) -> None:
        """Tell each row which others of its plan the same person may make with it."""
        links = PlanRefund.objects.filter(
            plan__in={row.plan.pk for row in mine},
            refund__in=refunds_of(self.user),
            refund__status=RefundStatus.NEEDED,
            refund__manual__owner=self.user,
        )
        siblings: dict[int, list[PlanRefund]] = {}
        for link in links.select_related("refund", "plan_item__item").order_by("refund_id"):
            siblings.setdefault(link.plan_id, []).append(link)
        for row in mine:
            others = siblings.get(row.plan.pk, [])
            row.siblings = [link for link in others if link.refund_id != row.refund.pk]


def _account_form(row: Row, place: str) -> AccountForm | None:
    """To record its account, or to correct the one that is known unless somebody else has it."""
    if row.known is None:
        return AccountForm(place=place)
    return CorrectionForm(place=place, account=row.known) if row.is_free or row.is_mine else None


def _asks(form: MadeForm | DecisionForm | AccountForm | None) -> bool:
    return isinstance(form, MadeForm) and form.question is not None
