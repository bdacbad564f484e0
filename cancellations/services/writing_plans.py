"""Writing a plan with everything that belongs to it, in the transaction that worked it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cancellations.jobs.answering import answer_requests
from cancellations.jobs.without_items import holding_order
from cancellations.models import CancellationPlan, CancellationPlanItem, PlanRefund
from cancellations.planning.accounts import account_of, short_iban
from cancellations.planning.by_hand import divided_by_hand
from cancellations.states import OPEN_PLAN, Confirmation
from omnitron.core import causes
from orders.events import record
from orders.models import Order, OrderEvent, OrderItem
from orders.services.holding import hold_items
from orders.services.splitting import split_line
from orders.states import Status
from payments.services.setting_aside import Portion, set_aside

if TYPE_CHECKING:
    from cancellations.planning.drafts import Draft, DraftItem
    from cancellations.planning.pieces import Pieces
    from cancellations.planning.wishes import Wish
    from orders.events import Actor

CancelStatus = OrderItem.CancelStatus


def write_plan(
    order: Order, draft: Draft, wish: Wish, *, actor: Actor, values: dict[str, Any]
) -> CancellationPlan:
    """Write a draft: the plan, its items at Cancellation waiting, its refunds set aside.

    The caller holds the locks of the order, its items and its payments, and rolls the order up.
    """
    plan = CancellationPlan.objects.create(
        order=order,
        plan_type=draft.plan_type,
        seller_id=draft.seller_id,
        confirmation=Confirmation.DUE if draft.needs_confirmation else Confirmation.NONE,
        amount=draft.amount,
        shipping_amount=draft.shipping.amount,
        fee_amount=draft.fee.amount,
        rest_amount=draft.rest.amount,
        breakdown={
            name: [step.as_json() for step in charge.steps]
            for name, charge in (
                ("shipping", draft.shipping),
                ("fee", draft.fee),
                ("rest", draft.rest),
            )
            if charge.steps
        },
        order_status_before=_status_before(order, draft),
        reason_id=wish.reason_id if not draft.items else None,
        refund_invoice_number=wish.refund_invoice_number,
        note=wish.note,
        iban=wish.iban,
        holder_name=wish.holder_name,
        **values,
    )
    with causes.because_of(f"plan:{plan.pk}"):
        plan_items = _write_items(plan, draft, wish, actor)
        _write_refunds(plan, draft, plan_items)
        if plan.order_status_before is not None:
            Order.objects.filter(pk=order.pk).update(status=Status.CANCELLATION_WAITING)
        record(
            order,
            OrderEvent.Kind.PLAN_MADE,
            actor=actor,
            changes=_told_of(plan),
            note=plan.note,
        )
    return plan


def _told_of(plan: CancellationPlan) -> dict[str, tuple[Any, Any]]:
    changes = {"plan": (None, plan.pk), "amount": (None, str(plan.amount))}
    if plan.iban:
        changes["iban"] = (None, short_iban(plan.iban))
    return changes


def _status_before(order: Order, draft: Draft) -> int | None:
    """What an order without items returns to if a plan for its rest holds it and is undone.

    Another one may hold it already. The shipping fee alone leaves the order where it is.
    """
    if order.item_count or not draft.rest.amount:
        return None
    held = holding_order(order.pk).filter(status__in=OPEN_PLAN).order_by("pk")
    before: int | None = held.values_list("order_status_before", flat=True).first()
    return order.status if before is None else before


def _write_items(
    plan: CancellationPlan, draft: Draft, wish: Wish, actor: Actor
) -> list[CancellationPlanItem]:
    items = [_line_that_goes(entry, actor) for entry in draft.items]
    plan_items = CancellationPlanItem.objects.bulk_create(
        [
            CancellationPlanItem(
                plan=plan,
                item=item,
                reason_id=entry.reason_id,
                note=entry.wish.note,
                amount=entry.amount,
                kept_amount=entry.kept,
                breakdown=[step.as_json() for step in entry.steps],
                **account_of(wish, entry.wish),
            )
            for entry, item in zip(draft.items, items, strict=True)
        ]
    )
    if items:
        waits = draft.needs_confirmation
        word = CancelStatus.WAITING if waits else CancelStatus.APPROVED
        hold_items([item.pk for item in items], cancel_status=word, actor=actor)
        lines = {entry.item.pk: item for entry, item in zip(draft.items, items, strict=True)}
        answer_requests(plan, lines)
    return plan_items


def _line_that_goes(entry: DraftItem, actor: Actor) -> OrderItem:
    if not entry.is_split:
        return entry.item
    stays, goes = _columns(entry.stays), _columns(entry.pieces)
    return split_line(entry.item, stays=stays, goes=goes, actor=actor)


def _columns(pieces: Pieces) -> dict[str, Any]:
    return {
        "quantity": pieces.quantity,
        "retail_price": pieces.retail_price,
        "price": pieces.price,
        "discount_amount": pieces.discount_amount,
        "net_amount": pieces.net_amount,
        "installment_interest_amount": pieces.installment_interest_amount,
        "tax_amount": pieces.tax_amount,
    }


def _write_refunds(
    plan: CancellationPlan, draft: Draft, plan_items: list[CancellationPlanItem]
) -> None:
    portions: list[Portion] = []
    served: list[CancellationPlanItem | None] = []
    for share in draft.shares:
        payment = share.payment.row
        if not share.is_by_hand:
            portions.append(Portion(payment, share.method, share.amount))
            served.append(None)
            continue
        for plan_item, amount in divided_by_hand(plan, plan_items, share.amount):
            portions.append(Portion(payment, share.method, amount))
            served.append(plan_item)
    refunds = set_aside(plan.order, portions)
    PlanRefund.objects.bulk_create(
        [
            PlanRefund(refund=refund, plan=plan, plan_item=plan_item)
            for refund, plan_item in zip(refunds, served, strict=True)
        ]
    )
