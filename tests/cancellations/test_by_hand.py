"""The manual refund desk: owner, made by hand, and another try of the gateway (X7)."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cancellations.jobs.refunding import send_refunds
from cancellations.services.by_hand import (
    Evidence,
    make_refunds,
    try_gateway_again,
)
from cancellations.services.claiming import claim_refund
from cancellations.states import PlanStatus
from omnitron.core.errors import Refusal
from orders.states import Status
from payments.models import ManualRefund, Refund
from payments.states import RefundStatus
from tests.cancellations.orders import register, run, statuses, sums
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MADE = Evidence(reference=" TED 118204-3 ", made_on=date(2026, 1, 5), note="By phone")


@pytest.fixture
def declined(shop, gateway):
    """A plan over two items whose only refund the gateway has declined."""
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    gateway.mode("decline", next=1)
    return run(shop.plan(order, shop.wish(*order.items.all())))


def needed(plan):
    return list(Refund.objects.filter(plan_link__plan=plan, status="needed").order_by("pk"))


def make(shop, *refunds, evidence=MADE):
    make_refunds(
        actor=shop.finance, refund_ids=[refund.pk for refund in refunds], evidence=evidence
    )


def test_a_declined_refund_is_divided_over_the_items(declined):
    parts = [
        (refund.amount, refund.plan_link.plan_item.item.line_number) for refund in needed(declined)
    ]
    assert parts == [(Decimal("30.00"), 1), (Decimal("20.00"), 2)]


def test_what_was_made_closes_its_item_alone(shop, declined):
    first, second = needed(declined)

    make(shop, first)

    declined.refresh_from_db()
    assert declined.status == PlanStatus.MANUAL_REFUND_NEEDED
    assert statuses(declined.order)[0] == [Status.CANCELED, Status.CANCELLATION_WAITING]
    assert sums(declined.order) == [(Decimal("20.00"), Decimal("30.00"))]
    assert needed(declined) == [second]


def test_the_last_one_made_completes_the_plan(shop, declined):
    make(shop, *needed(declined))

    declined.refresh_from_db()
    assert declined.status == PlanStatus.COMPLETED
    assert statuses(declined.order) == ([Status.CANCELED] * 2, Status.CANCELED)
    assert sums(declined.order) == [(0, Decimal("50.00"))]


def test_who_made_it_and_how_is_kept(shop, declined):
    refund = needed(declined)[0]
    make(shop, refund)

    manual = ManualRefund.objects.get(refund=refund)
    assert (manual.made_by, manual.reference, manual.made_on, manual.note) == (
        shop.finance,
        "TED 118204-3",
        date(2026, 1, 5),
        "By phone",
    )
    event = declined.order.events.get(kind="refund_made")
    assert (event.actor, event.note, event.cause) == (
        shop.finance,
        "By phone",
        f"plan:{declined.pk}",
    )


def test_a_refund_is_made_once(shop, declined):
    refund = needed(declined)[0]
    make(shop, refund)

    sentence = f"Refund {refund.pk} is not to be made by hand: it is made by hand."
    with pytest.raises(Refusal, match=sentence):
        make(shop, refund)


@pytest.mark.parametrize(
    ("evidence", "sentence"),
    [
        (Evidence(" ", date(2026, 1, 5)), "Type the reference of the transfer"),
        (
            Evidence("TED", timezone.localdate() + timedelta(days=1)),
            "The date of the transfer is in the future.",
        ),
    ],
)
def test_evidence_that_cannot_be_is_refused(shop, declined, evidence, sentence):
    with pytest.raises(Refusal, match=sentence):
        make(shop, *needed(declined), evidence=evidence)
    assert len(needed(declined)) == 2


def test_nothing_ticked_is_refused(shop, declined):
    with pytest.raises(Refusal, match="Tick what has been refunded"):
        make(shop)


def test_operators_make_no_refunds(shop, declined):
    with pytest.raises(Refusal, match="Make refunds by hand"):
        make_refunds(actor=shop.operator, refund_ids=[needed(declined)[0].pk], evidence=MADE)


def test_the_gateway_is_tried_again_with_a_new_key(shop, gateway, declined):
    first, second = needed(declined)

    again = try_gateway_again(actor=shop.finance, refund_id=first.pk)
    declined.refresh_from_db()
    assert declined.status == PlanStatus.REFUNDING
    send_refunds([again.pk])

    declined.refresh_from_db()
    assert declined.status == PlanStatus.MANUAL_REFUND_NEEDED
    assert statuses(declined.order)[0] == [Status.CANCELED, Status.CANCELLATION_WAITING]
    assert [line["amount"] for line in gateway.ledger()] == ["30.00"]
    assert needed(declined) == [second]


def test_no_gateway_is_tried_for_what_somebody_else_looks_after(shop, gateway, declined):
    refund = needed(declined)[0]
    other = UserFactory(role="Finance", channels=[shop.channel])
    claim_refund(actor=other, refund_id=refund.pk)

    sentence = f"{other} looks after refund {refund.pk}: it has to be let go at the desk first."
    with pytest.raises(Refusal, match=re.escape(sentence)):
        try_gateway_again(actor=shop.finance, refund_id=refund.pk)

    assert refund in needed(declined)


def test_the_gateway_that_declines_again_leaves_it_at_the_desk(shop, gateway, declined):
    gateway.mode("decline", next=1)
    again = try_gateway_again(actor=shop.finance, refund_id=needed(declined)[0].pk)
    send_refunds([again.pk])

    declined.refresh_from_db()
    assert declined.status == PlanStatus.MANUAL_REFUND_NEEDED
    assert sorted(refund.amount for refund in needed(declined)) == [20, 30]
    assert sums(declined.order) == [(Decimal("50.00"), 0)]


def test_what_is_tried_again_in_vain_is_as_old_as_before(shop, gateway, declined):
    since = datetime(2026, 1, 5, tzinfo=UTC)
    refund = needed(declined)[0]
    Refund.objects.filter(pk=refund.pk).update(waiting_since=since)
    gateway.mode("decline", next=1)

    send_refunds([try_gateway_again(actor=shop.finance, refund_id=refund.pk).pk])

    assert needed(declined)[-1].waiting_since == since


def test_a_shipping_fee_that_is_declined_again_stays_the_shipping_fee(shop, gateway):
    order = shop.place("30.00", shipping="4.90")
    register(gateway, order)
    gateway.mode("decline", next=2)
    plan = run(shop.plan(order, shop.wish(order.items.get())))
    item, shipping = needed(plan)
    make(shop, item)

    again = try_gateway_again(actor=shop.finance, refund_id=shipping.pk)
    send_refunds([again.pk])

    (left,) = needed(plan)
    assert (left.amount, left.plan_link.plan_item) == (Decimal("4.90"), None)


def test_what_was_always_by_hand_has_no_gateway_to_try(shop):
    order = shop.place("30.00", pay=[("funds_transfer", 30)])
    account = {"iban": "DE89370400440532013000", "holder_name": "Inês Araújo"}
    plan = run(shop.plan(order, shop.wish(order.items.get(), **account)))

    with pytest.raises(Refusal, match="No gateway has declined this refund"):
        try_gateway_again(actor=shop.finance, refund_id=needed(plan)[0].pk)


def test_refunds_of_two_plans_are_not_made_together(shop):
    account = {"iban": "DE89370400440532013000", "holder_name": "Inês Araújo"}
    orders = [shop.place("30.00", pay=[("funds_transfer", 30)]) for _order in range(2)]
    plans = [run(shop.plan(order, shop.wish(order.items.get(), **account))) for order in orders]
    refunds = [needed(plan)[0] for plan in plans]

    with pytest.raises(Refusal, match="These refunds are of different plans"):
        make_refunds(
            actor=shop.finance, refund_ids=[refund.pk for refund in refunds], evidence=MADE
        )

    assert not Refund.objects.filter(status=RefundStatus.MADE).exists()
