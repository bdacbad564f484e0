"""Putting an account right that somebody wrote down wrongly, until money has gone to it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cancellations.models import CancellationPlanItem, PlanRefund
from cancellations.planning.accounts import (
    account_given,
    account_text,
    checked_account,
    short_account,
    short_iban,
)
from cancellations.services.by_hand import lock_needed, require_unclaimed
from omnitron.core import causes
from omnitron.core.errors import Conflict, Refusal
from orders.events import Actor, record
from orders.models import OrderEvent
from payments.states import RefundStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cancellations.models import CancellationPlan
    from omnitron.accounts.models import User


# Keys begin at one.
OF_PLAN = 0


class Correctable(NamedTuple):
    """An account, where a plan and its items have it, and the refunds that still go to it."""

    plan: CancellationPlan
    account: tuple[str, str]
    is_of_plan: bool
    item_ids: list[int]
    links: list[PlanRefund]


@transaction.atomic
def correct_account(
    *, actor: User, refund_id: int, replaces: str, iban: str, holder_name: str
) -> None:
    """Put another account in the place of the one that a refund by hand goes to.

    It is put right for all of the plan that has the same one and was not sent there yet. Raises as
    `lock_needed`, `Conflict` if it is another one by now than `replaces`, and `Refusal` for what is
    no account, for the same one again, if money was sent to it, and if somebody else looks after a
    refund that goes there.
    """
    after = checked_account(iban, holder_name)
    plan, before, is_of_plan, item_ids, _links = _correctable(actor, refund_id, replaces, after)
    with _as_correction():
        if is_of_plan:
            plan.iban, plan.holder_name = after
            plan.save(update_fields=["iban", "holder_name"])
        items = CancellationPlanItem.objects.filter(pk__in=item_ids)
        items.update(iban=after[0], holder_name=after[1])
    with causes.because_of(f"plan:{plan.pk}"):
        record(
            plan.order,
            OrderEvent.Kind.ACCOUNT_CORRECTED,
            actor=Actor.of(actor),
            changes={
                "refund": (None, refund_id),
                "iban": (short_account(before), short_account(after)),
            },
        )


@transaction.atomic
def check_correction(
    *, actor: User, refund_id: int, replaces: str, iban: str, holder_name: str
) -> Correctable:
    """What `correct_account` would put right; raises what it would raise, and changes nothing."""
    return _correctable(actor, refund_id, replaces, checked_account(iban, holder_name))


def _correctable(actor: User, refund_id: int, replaces: str, after: tuple[str, str]) -> Correctable:
    plan, _refunds = lock_needed(actor, [refund_id])
    of_plan = PlanRefund.objects.filter(plan=plan).order_by("refund_id")
    links = list(of_plan.select_related("refund", "plan_item__item"))
    (asked,) = (link for link in links if link.refund_id == refund_id)
    account = account_given(plan, asked.plan_item)
    if account is None or account_text(account) != replaces:
        raise Conflict(
            _("The account of refund %(refund)s is another one by now: look at it again.")
            % {"refund": refund_id}
        )
    if account == after:
        raise Refusal(_("This is the account that is recorded already."))
    sent = {_place(link): link for link in links if link.refund.status == RefundStatus.MADE}
    _require_unsent(sent.get(_place(asked)), refund_id, account)
    there = [
        link
        for link in links
        if link.refund.status == RefundStatus.NEEDED
        and account_given(plan, link.plan_item) == account
        and _place(link) not in sent
    ]
    require_unclaimed(actor, [link.refund for link in there])
    of_items = plan.items.filter(iban=account[0], holder_name=account[1])
    item_ids = [pk for pk in of_items.values_list("pk", flat=True) if pk not in sent]
    is_of_plan = (plan.iban, plan.holder_name) == account and OF_PLAN not in sent
    return Correctable(plan, account, is_of_plan, item_ids, there)


def _require_unsent(sent: PlanRefund | None, refund_id: int, account: tuple[str, str]) -> None:
    if sent is not None:
        words = {"sent": sent.refund_id, "iban": short_iban(account[0]), "refund": refund_id}
        text = _(
            "Refund %(sent)s was sent to %(iban)s, so this account stays: say in the note where the"
            " money of refund %(refund)s went."
        )
        raise Refusal(text % words)


def _place(link: PlanRefund) -> int:
    """Where the account of a refund is written: the key of an item of the plan, or `OF_PLAN`."""
    entry = link.plan_item
    return entry.pk if entry is not None and entry.iban else OF_PLAN


@contextmanager
def _as_correction() -> Iterator[None]:
    """Declare that accounts written inside are corrected; what comes after keeps the rule."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('omnitron.account_correction', 'on', true)")
        yield
        cursor.execute("SELECT set_config('omnitron.account_correction', '', true)")
