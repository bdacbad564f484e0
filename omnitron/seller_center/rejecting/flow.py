"""Asking why items are rejected, then rejecting them: the same on both pages that offer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancellations.services.planning import PageUsed
from cancellations.services.rejecting_items import FROM_ORDER, preview_rejection, reject_items
from omnitron.core.errors import Busy, Conflict, refusal_to_tell
from omnitron.seller_center.rejecting.asked import Asked, RejectionForm, Typed, first_form
from performance.foreseeing import foresee

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.http import HttpResponse, QueryDict

    from cancellations.models import CancellationPlan
    from cancellations.services.rejecting_items import Rejection
    from omnitron.accounts.models import User
    from omnitron.core.errors import Refusal
    from orders.models import Order
    from orders.states import Status


def _anything(_items: Collection[int]) -> None:
    """Every item of the order may be asked about."""


class Rejecting:
    """What somebody does with items of an order; `show` draws the page with what is asked there.

    `check` raises `Refusal` for items that the page does not have.
    """

    def __init__(
        self,
        user: User,
        order: Order,
        *,
        show: Callable[[Asked, int], HttpResponse],
        rejectable: Collection[Status] = FROM_ORDER,
        check: Callable[[Collection[int]], None] = _anything,
    ) -> None:
        self.user = user
        self.order = order
        self.show = show
        self.rejectable = rejectable
        self.check = check

    def ask(self, data: QueryDict) -> HttpResponse:
        """The question, or why there is none."""
        typed = Typed(data)
        found = self._preview(typed)
        if isinstance(found, Exception):
            return self._refused(typed, found)
        return self._ask(typed, found, first_form(found, typed))

    def reject(
        self, data: QueryDict, done: Callable[[CancellationPlan], HttpResponse]
    ) -> HttpResponse:
        """What `done` says of the plan, or the question again."""
        typed, form = Typed(data), RejectionForm(data=data)
        if not form.is_valid():
            return self._ask_again(typed, None)
        try:
            self.check(typed.chosen)
            plan = reject_items(
                actor=self.user,
                number=self.order.number,
                item_ids=typed.chosen,
                reason_id=form.cleaned_data["reason"],
                key=form.cleaned_data["key"],
                note=form.cleaned_data["note"],
                rejectable=self.rejectable,
                amount=form.cleaned_data["amount"],
            )
        except Exception as exception:
            return self._ask_again(typed, refusal_to_tell(exception))
        return done(plan)

    def _preview(self, typed: Typed) -> Rejection | Refusal:
        """What it would do, or why nothing can be done."""
        try:
            self.check(typed.chosen)
            return preview_rejection(
                actor=self.user,
                number=self.order.number,
                item_ids=typed.chosen,
                rejectable=self.rejectable,
            )
        except Exception as exception:
            return refusal_to_tell(exception)

    def _ask_again(self, typed: Typed, refusal: Refusal | None) -> HttpResponse:
        """The question with what was typed; without it where it cannot be asked any more."""
        if isinstance(refusal, PageUsed):
            return self._refused(typed, refusal)
        found = self._preview(typed)
        if isinstance(found, Exception):
            return self._refused(typed, found)
        # The amount is that of what is shown now.
        data = typed.data.copy()
        data["amount"] = str(found.amount)
        form = RejectionForm(found, data=data)
        form.is_valid()
        if refusal:
            form.refuse(refusal)
        return self._ask(typed, found, form, status=_status(refusal))

    def _ask(
        self, typed: Typed, rejection: Rejection, form: RejectionForm, *, status: int = 200
    ) -> HttpResponse:
        asked = Asked(
            typed,
            rejection=rejection,
            form=form,
            foreseen=foresee(self.user, self.order, [item for item, _amount in rejection.lines]),
        )
        return self.show(asked, status)

    def _refused(self, typed: Typed, refusal: Refusal) -> HttpResponse:
        return self.show(Asked(typed, str(refusal)), _status(refusal))


def _status(refusal: Refusal | None) -> int:
    return 409 if isinstance(refusal, (Busy, Conflict)) else 422
