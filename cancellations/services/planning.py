"""What a wish would do, and doing it: preview and plan come from the same function (X4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations import tasks
from cancellations.models import CancellationPlan, CancellationPlanItem, CancellationReason
from cancellations.planning.accounts import (
    account_of,
    require_accounts,
    with_plain_ibans,
    without_accounts,
    without_needless_accounts,
)
from cancellations.planning.charges import rest_of
from cancellations.planning.drafts import digest_of
from cancellations.planning.rules import check, check_amounts
from cancellations.planning.shares import share_out
from cancellations.planning.standing import read_standing
from cancellations.planning.working_out import work_out
from cancellations.services.asked_for import require_unanswered
from cancellations.services.writing_plans import write_plan
from cancellations.states import CALLED_OFF, PERMISSION_OF, REJECTING, PlanStatus, Source
from omnitron.accounts.panels import OMNITRON
from omnitron.accounts.permissions import require
from omnitron.core.errors import Conflict, Refusal
from omnitron.core.nudging import nudge
from orders.access import get_order, lock_order
from orders.events import Actor
from orders.services.rolling_up import roll_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from cancellations.models import CancellationRequest
    from cancellations.planning.drafts import Draft
    from cancellations.planning.standing import Standing
    from cancellations.planning.wishes import Wish
    from omnitron.accounts.models import User


@dataclass(frozen=True)
class Preview:
    """What a wish would do to an order as it stands; nothing has happened."""

    standing: Standing
    wish: Wish
    drafts: tuple[Draft, ...]
    digest: str


class PlanChanged(Conflict):
    """The order moved on since the preview; it carries what the wish would do now."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(
            _("The order has changed since you looked: nothing was done. Look again, then apply.")
        )
        self.preview = preview


class PageUsed(Refusal):
    """The key of a page was used, and the plan of it is not what is asked for now."""


def preview_plan(
    *, actor: User, number: str, wish: Wish, source: Source, panel: str = OMNITRON
) -> Preview:
    """Work out what a wish would do.

    Raises `NotFound` for a stranger's order and `Refused` with all that speaks against it.
    """
    require(actor, PERMISSION_OF[source])
    order = get_order(actor, number, panel=panel)
    return _preview(read_standing(order), wish, source, actor)


@transaction.atomic
def make_plan(
    *,
    actor: User,
    number: str,
    wish: Wish,
    source: Source,
    key: UUID,
    digest: str | None = None,
    undo_seconds: int | None = None,
    panel: str = OMNITRON,
) -> list[CancellationPlan]:
    """Make the plans that a wish asks for; the same key and digest again returns them again.

    Without a digest the caller takes the result as it comes. Money moves once the time to undo is
    over, and where a seller has a say, once that seller has agreed.

    Raises as `preview_plan` does, `PlanChanged` if the result would be another than the digest's,
    and `PageUsed` for a key that was used for something else or for plans that were called off.
    """
    require(actor, PERMISSION_OF[source])
    order = lock_order(actor, number, panel=panel)
    if made := _made_before(order.pk, key, digest, wish):
        return made
    preview = _preview(read_standing(order, lock=True), wish, source, actor)
    if digest is not None and digest != preview.digest:
        raise PlanChanged(preview)
    seconds = settings.CANCELLATION_UNDO_SECONDS if undo_seconds is None else undo_seconds
    executes_at = timezone.now() + timedelta(seconds=seconds)
    plans = []
    for part, draft in enumerate(preview.drafts):
        values = {
            "key": key,
            "part": part,
            "digest": preview.digest,
            "source": source,
            "created_by": actor,
            "executes_at": None if draft.needs_confirmation else executes_at,
        }
        plan = write_plan(order, draft, preview.wish, actor=Actor.of(actor), values=values)
        plans.append(plan)
        if plan.executes_at:
            nudge(tasks.execute_plan, plan.pk, countdown=seconds)
    roll_up([order.pk])
    return plans


def _require_rest(actor: User, standing: Standing, wish: Wish) -> None:
    """All that was paid for an order without items may go back by whoever cancels orders."""
    whole = not standing.items and wish.rest == rest_of(standing)
    if wish.rest is not None and not whole:
        require(actor, "cancellations.refund_rest")


def _preview(standing: Standing, wish: Wish, source: Source, actor: User) -> Preview:
    _require_rest(actor, standing, wish)
    wish = with_plain_ibans(wish)
    answered = require_unanswered(standing.order, wish, actor) if wish.requests else []
    usable = _usable(wish, source, answered)
    check(standing, wish, {reason.pk: reason for reason in usable})
    drafts = work_out(standing, wish, source)
    check_amounts(drafts, standing.order.currency)
    if wish.shares:
        _check_split(standing, drafts, actor)
    if source not in REJECTING:
        # No seller knows a customer's account: Finance asks for it.
        require_accounts(wish, drafts)
    wish = without_needless_accounts(
        wish, drafts, {request.iban for request in answered if request.iban}
    )
    return Preview(standing, wish, drafts, digest_of(drafts))


def _usable(
    wish: Wish, source: Source, answered: Iterable[CancellationRequest]
) -> Iterable[CancellationReason]:
    reasons = CancellationReason.objects
    usable = reasons.usable_by(source, wish.plan_type)
    if source == Source.CUSTOMER_REQUEST:
        # An operator decides on it, and may see another reason than the customer did. A channel
        # may have given any.
        given = reasons.usable_by(Source.API, wish.plan_type)
        usable |= reasons.usable_by(Source.OPERATOR, wish.plan_type)
        usable |= given.filter(pk__in={request.reason_id for request in answered})
    return usable


def _check_split(standing: Standing, drafts: Sequence[Draft], actor: User) -> None:
    """More work by hand than needed is Finance's to take on."""
    for draft in drafts:
        usual = share_out(standing, draft.amount)
        by_hand = sum(share.amount for share in usual if share.is_by_hand)
        if draft.by_hand > by_hand:
            require(actor, "payments.make_refunds")


def _made_before(
    order_id: int, key: UUID, digest: str | None, wish: Wish
) -> list[CancellationPlan]:
    made = list(CancellationPlan.objects.filter(key=key).order_by("part"))
    for plan in made:
        same = plan.order_id == order_id and digest in (None, plan.digest)
        if not (same and _was_told(made, with_plain_ibans(wish))):
            raise PageUsed(
                _("This page was already used for plan %(plan)s. Open the order again.")
                % {"plan": plan.pk}
            )
    if made and all(plan.status in CALLED_OFF for plan in made):
        raise PageUsed(_nothing_became_of(made[0]))
    return made


def _was_told(made: Sequence[CancellationPlan], wish: Wish) -> bool:
    """Whether plans were made of the items of a wish, with its accounts, notes and invoice number.

    The digest has the amounts: money that goes by hand goes to the account. One that nothing went
    to was not kept.
    """
    told = (wish.note, wish.refund_invoice_number)
    if {(plan.note, plan.refund_invoice_number) for plan in made} != {told}:
        return False
    entries = CancellationPlanItem.objects.filter(plan__in=made)
    written = sorted(entries.values_list("item_id", "iban", "holder_name", "note"))
    accounts = {(plan.iban, plan.holder_name) for plan in made}
    return any(
        accounts == {(one.iban, one.holder_name)}
        and written
        == sorted((item.item_id, *account_of(one, item).values(), item.note) for item in one.items)
        for one in (wish, without_accounts(wish, kept=()))
    )


def _nothing_became_of(plan: CancellationPlan) -> str:
    if plan.status == PlanStatus.REJECTED:
        text = _("This page was used for plan %(plan)s, which was rejected: open the order again.")
    else:
        text = _("This page was used for plan %(plan)s, which was withdrawn: open the order again.")
    return text % {"plan": plan.pk}
