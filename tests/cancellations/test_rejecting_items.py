"""Sellers, and the marketplace for them, reject what they cannot deliver."""

from uuid import uuid4

import pytest

from cancellations.models import CancellationPlan, CancellationPlanItem
from cancellations.services.planning import PageUsed
from cancellations.services.rejecting_items import FROM_PACKAGE, preview_rejection, reject_items
from cancellations.services.withdrawing import withdraw_plan
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import Conflict, NotFound, Refusal
from orders.states import Status
from tests.cancellations.orders import register, run, statuses, sums
from tests.factories import PackageFactory, UserFactory
from tests.orders.packages.parcels import staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(shop):
    """Two items of one seller and one of another, approved."""
    order = shop.place("30.00", "20.00", "10.00", shipping="6.00")
    mine, other = PackageFactory.create_batch(2, order=order)
    for item, package in zip(order.items.all(), [mine, mine, other], strict=True):
        order.items.filter(pk=item.pk).update(
            package=package, seller=package.seller, name=f"Line {item.line_number}"
        )
    order.seller_ids = [mine.seller_id, other.seller_id]
    order.save()
    return order


@pytest.fixture
def seller(order):
    return staff_of(order.packages.order_by("pk")[0].seller)


@pytest.fixture
def mpo(shop):
    return UserFactory(role="MPO", channels=[shop.channel])


def lines(order, *numbers):
    found = order.items.filter(line_number__in=numbers).order_by("line_number")
    return list(found.values_list("pk", flat=True))


def reject(shop, actor, order, *numbers, **options):
    call = {"key": uuid4(), "reason_id": shop.reasons["cancel"].pk, **options}
    return reject_items(actor=actor, number=order.number, item_ids=lines(order, *numbers), **call)


def test_what_a_rejection_would_do_is_worked_out_before(shop, order, seller):
    found = preview_rejection(actor=seller, number=order.number, item_ids=lines(order, 1, 2))

    assert [(item.name, amount) for item, amount in found.lines] == [("Line 1", 30), ("Line 2", 20)]
    assert (found.source, found.amount, found.charges) == ("seller", 50, 0)
    assert list(found.reasons) == [shop.reasons["cancel"]]
    assert not CancellationPlan.objects.exists()


def test_what_goes_back_beside_the_items_is_told_apart(shop, order, mpo):
    found = preview_rejection(actor=mpo, number=order.number, item_ids=lines(order, 1, 2, 3))

    assert (found.source, found.amount, found.charges) == ("mpo", 66, 6)


def test_nothing_is_worked_out_of_what_cannot_be_rejected(shop, order, seller):
    shop.follow(partial_allowed=False)
    with pytest.raises(Refusal, match="only together with others of the order"):
        preview_rejection(actor=seller, number=order.number, item_ids=lines(order, 1))
    with pytest.raises(NotFound):
        preview_rejection(actor=seller, number=order.number, item_ids=lines(order, 3))
    with pytest.raises(Refusal, match="Tick the products first"):
        preview_rejection(actor=seller, number=order.number, item_ids=[])


def test_another_amount_than_was_told_is_refused_and_nothing_done(shop, order, seller):
    with pytest.raises(Conflict, match="The amounts have changed since you looked"):
        reject(shop, seller, order, 1, amount=29)
    assert not CancellationPlan.objects.exists()
    assert statuses(order) == ([400, 400, 400], 400)
    assert reject(shop, seller, order, 1, amount=30).amount == 30


def test_items_are_called_rejected_by_who_canceled_them(shop, order, seller, mpo):
    mine = reject(shop, seller, order, 1)
    reject(shop, mpo, order, 3)
    shop.plan(order, shop.wish(order.items.get(line_number=2)))
    items = lines(order, 1, 2, 3)

    assert CancellationPlanItem.objects.rejected_among(items) == {items[0], items[2]}
    assert CancellationPlanItem.objects.rejected_among(items[:2]) == {items[0]}
    withdraw_plan(actor=seller, plan_id=mine.pk, panel=SELLER_CENTER)
    assert CancellationPlanItem.objects.rejected_among(items) == {items[2]}


def test_a_seller_does_not_undo_what_is_about_another_one_too(shop, order, seller, mpo):
    plan = reject(shop, mpo, order, 1, 3)
    with pytest.raises(Refusal) as refusal:
        withdraw_plan(actor=seller, plan_id=plan.pk, panel=SELLER_CENTER)
    assert str(refusal.value) == f"Plan {plan.pk} is the marketplace’s: ask them to undo it."
    withdraw_plan(actor=mpo, plan_id=plan.pk, panel=SELLER_CENTER)
    assert statuses(order) == ([400, 400, 400], 400)


def test_a_seller_rejects_and_the_customer_gets_that_part_back(
    shop, gateway, order, seller, settings
):
    settings.CANCELLATION_UNDO_SECONDS = 0
    register(gateway, order)

    plan = run(reject(shop, seller, order, 1))

    assert (plan.source, plan.created_by, plan.amount, plan.status) == (
        "seller",
        seller,
        30,
        "completed",
    )
    assert statuses(order) == ([100, 400, 400], 400)
    assert sums(order) == [(0, 30)]
    assert [line["amount"] for line in gateway.ledger()] == ["30.00"]


def test_the_marketplace_rejects_for_any_of_its_sellers(shop, order, mpo):
    plan = reject(shop, mpo, order, 1, 3)

    assert (plan.source, plan.amount) == ("mpo", 40)
    assert statuses(order) == ([50, 400, 50], 400)


def test_the_same_page_sent_twice_rejects_once(shop, order, seller):
    key = uuid4()
    assert reject(shop, seller, order, 1, key=key) == reject(shop, seller, order, 1, key=key)
    assert CancellationPlan.objects.count() == 1


def test_another_seller_s_item_does_not_exist(shop, order, seller):
    with pytest.raises(NotFound) as refusal:
        reject(shop, seller, order, 1, 3)
    assert str(refusal.value) == f"There is no order line {lines(order, 3)[0]} in this order."
    assert not CancellationPlan.objects.exists()


def test_a_stranger_s_order_does_not_exist(shop, order):
    stranger = UserFactory(role="Seller")
    with pytest.raises(NotFound, match=f"There is no order {order.number}"):
        reject(shop, stranger, order, 1)


def test_an_operator_rejects_nothing_in_the_seller_s_name(shop, order):
    with pytest.raises(Refusal, match="Reject items in Seller Center"):
        reject(shop, shop.operator, order, 1)


@pytest.mark.parametrize(
    ("status", "word"), [(Status.PREPARING, "Preparing"), (Status.SHIPPED, "Shipped")]
)
def test_an_item_that_no_longer_waits_for_packaging_is_refused(shop, order, seller, status, word):
    order.items.filter(line_number=2).update(status=Status.PREPARING)
    if status == Status.SHIPPED:
        order.items.filter(line_number=2).update(status=Status.SHIPPED)
    with pytest.raises(Refusal) as refusal:
        reject(shop, seller, order, 1, 2)
    assert str(refusal.value) == (
        f"Line 2 is {word}: only what waits for packaging can be rejected here."
    )
    assert not CancellationPlan.objects.exists()


def test_on_the_page_of_a_package_what_is_being_packed_can_be_rejected(shop, order, seller):
    order.items.filter(line_number=2).update(status=Status.PREPARING)
    plan = reject(shop, seller, order, 2, rejectable=FROM_PACKAGE)
    assert plan.amount == 20


def test_what_has_left_is_not_rejected_on_the_page_of_a_package_either(shop, order, seller):
    order.items.filter(line_number=2).update(status=Status.SHIPPED)
    with pytest.raises(Refusal) as refusal:
        reject(shop, seller, order, 2, rejectable=FROM_PACKAGE)
    assert str(refusal.value) == "Line 2 is Shipped: only what has not left can be rejected."


def test_nothing_ticked_and_no_reason_are_refused(shop, order, seller):
    with pytest.raises(Refusal, match="Tick the products first"):
        reject(shop, seller, order)
    with pytest.raises(Refusal) as refusal:
        reject(shop, seller, order, 1, reason_id=None)
    assert str(refusal.value) == "Line 1: choose a reason."


def test_a_refusal_names_no_item_of_another_seller(shop, order, seller):
    shop.follow(partial_allowed=False)
    with pytest.raises(Refusal) as refusal:
        reject(shop, seller, order, 1, 2)
    assert str(refusal.value) == (
        "The sales channel cancels these products only together with others of the order:"
        " ask the marketplace to cancel them."
    )


def test_a_seller_is_not_asked_for_the_customer_s_account(shop, seller, order):
    order.transactions.update(payment_type="funds_transfer", gateway="manual")
    assert reject(shop, seller, order, 1).amount == 30


def test_a_rejection_is_undone_while_it_waits(shop, order, seller):
    plan = reject(shop, seller, order, 1)

    withdraw_plan(actor=seller, plan_id=plan.pk, panel=SELLER_CENTER)

    assert statuses(order) == ([400, 400, 400], 400)


def test_another_seller_s_rejection_does_not_exist(shop, order, seller):
    plan = reject(shop, staff_of(order.packages.order_by("pk")[1].seller), order, 3)
    with pytest.raises(NotFound, match=f"There is no plan {plan.pk}"):
        withdraw_plan(actor=seller, plan_id=plan.pk, panel=SELLER_CENTER)


def test_a_plan_of_the_brand_is_not_undone_by_a_seller(shop, order, seller):
    plan = shop.plan(order, shop.wish(order.items.get(line_number=1)))
    with pytest.raises(Refusal) as refusal:
        withdraw_plan(actor=seller, plan_id=plan.pk, panel=SELLER_CENTER)
    assert str(refusal.value) == f"Plan {plan.pk} is the brand’s: ask them to undo it."


def test_the_same_key_for_another_item_of_the_same_price_is_no_repetition(shop, order, seller):
    order.items.update(net_amount=20, price=20)
    key = uuid4()
    reject(shop, seller, order, 1, key=key)

    with pytest.raises(PageUsed):
        reject(shop, seller, order, 2, key=key)
    assert statuses(order)[0] == [50, 400, 400]


def test_who_was_told_of_no_charges_gives_none_back_unasked(shop, gateway, order, mpo):
    """What the marketplace was told, before all else of the order was canceled."""
    register(gateway, order)
    told = preview_rejection(actor=mpo, number=order.number, item_ids=lines(order, 3))
    assert (told.amount, told.charges) == (10, 0)
    run(shop.plan(order, shop.wish(*order.items.filter(line_number__lt=3))))

    with pytest.raises(Conflict, match="The amounts have changed since you looked"):
        reject(shop, mpo, order, 3, amount=told.amount)
    assert statuses(order)[0][2] == 400
    again = preview_rejection(actor=mpo, number=order.number, item_ids=lines(order, 3))
    assert (again.amount, again.charges) == (16, 6)
    assert reject(shop, mpo, order, 3, amount=again.amount).amount == 16
