import re

import pytest

from omnitron.core.errors import Conflict, NotFound, Refusal
from omnitron.core.states import IllegalMove
from orders.models import OrderEvent
from orders.services.moving import correct_items, move_items
from orders.states import Status
from tests.factories import OrderFactory, OrderItemFactory, SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return SalesChannelFactory()


@pytest.fixture
def operator(channel):
    return UserFactory(role="Operator", channels=[channel])


@pytest.fixture
def order(channel):
    return OrderFactory(channel=channel, items=2, items__status=Status.APPROVED)


def test_moved_items_are_logged_and_rolled_up(operator, order):
    first, second = order.items.all()
    move_items(actor=operator, item_ids=[first.pk, second.pk], to=Status.SHIPPED)
    order.refresh_from_db()
    assert order.status == Status.SHIPPED
    events = OrderEvent.objects.order_by("item_id")
    assert [(e.item_id, e.kind, e.changes) for e in events] == [
        (first.pk, "status_changed", {"status": [400, 500]}),
        (second.pk, "status_changed", {"status": [400, 500]}),
    ]
    assert {e.actor for e in events} == {operator}


def test_one_illegal_move_refuses_all_and_writes_nothing(operator, order):
    first = order.items.first()
    OrderItemFactory(order=order, status=Status.DELIVERED, name="Kilim")
    ids = list(order.items.values_list("pk", flat=True))
    with pytest.raises(IllegalMove, match="Kilim: status Shipped is not possible from Delivered"):
        move_items(actor=operator, item_ids=ids, to=Status.SHIPPED)
    first.refresh_from_db()
    assert first.status == Status.APPROVED
    assert not OrderEvent.objects.exists()


def test_a_move_to_canceled_points_to_plans(operator, order):
    with pytest.raises(IllegalMove, match="Cancellation goes through a plan"):
        move_items(actor=operator, item_ids=[order.items.first().pk], to=Status.CANCELED)


def test_a_stranger_s_item_does_not_exist(order):
    stranger = UserFactory(role="Operator", channels=[SalesChannelFactory()])
    item = order.items.first()
    with pytest.raises(NotFound):
        move_items(actor=stranger, item_ids=[item.pk], to=Status.SHIPPED)
    item.refresh_from_db()
    assert item.status == Status.APPROVED


def test_a_correction_goes_back_and_keeps_its_reason(operator, channel):
    order = OrderFactory(channel=channel, items=1, items__status=Status.SHIPPED)
    item = order.items.get()
    correct_items(
        actor=operator, item_ids=[item.pk], to=Status.APPROVED, reason="Wrong parcel scanned"
    )
    item.refresh_from_db()
    event = OrderEvent.objects.get()
    assert item.status == Status.APPROVED
    assert (event.kind, event.note) == ("status_corrected", "Wrong parcel scanned")
    assert event.changes == {"status": [500, 400]}


def test_a_correction_without_a_reason_is_refused(operator, order):
    with pytest.raises(Refusal, match="Say why"):
        correct_items(
            actor=operator, item_ids=[order.items.first().pk], to=Status.DELIVERED, reason="  "
        )


def test_a_reason_that_is_too_long_for_the_log_is_refused(operator, order):
    with pytest.raises(Refusal, match=r"1001 characters; 1000 fit\."):
        correct_items(
            actor=operator,
            item_ids=[order.items.first().pk],
            to=Status.DELIVERED,
            reason="x" * 1001,
        )


def test_a_correction_of_what_changed_since_is_refused(operator, order):
    item = order.items.first()
    move_items(actor=operator, item_ids=[item.pk], to=Status.PREPARING)

    with pytest.raises(Conflict) as refused:
        correct_items(
            actor=operator,
            item_ids=[item.pk],
            to=Status.WAITING,
            reason="Wrong parcel",
            versions={item.pk: item.version},
        )

    assert str(refused.value) == (
        "Luminária de mesa Ipê was changed since you looked, its status is Preparing now:"
        " nothing was done. Look again, then correct it."
    )
    item.refresh_from_db()
    assert item.status == Status.PREPARING


def test_a_correction_needs_the_permission(channel, order):
    support = UserFactory(role="Support", channels=[channel])
    item = order.items.first()

    with pytest.raises(Refusal, match="needs “Correct a wrong status”"):
        correct_items(actor=support, item_ids=[item.pk], to=Status.WAITING, reason="Wrong parcel")

    item.refresh_from_db()
    assert item.status == Status.APPROVED


def test_a_canceled_item_cannot_be_corrected(operator, channel):
    order = OrderFactory(channel=channel, items=1, items__status=Status.CANCELED)
    with pytest.raises(IllegalMove, match="the status Canceled is final"):
        correct_items(
            actor=operator, item_ids=[order.items.get().pk], to=Status.APPROVED, reason="Oops"
        )


@pytest.mark.parametrize(
    ("now", "to", "sentence"),
    [
        (Status.TRADE_IN_PAID, Status.DELIVERED, "its status is only read here."),
        (
            Status.DELIVERED,
            Status.TRADE_IN_PAYMENT_WAITING,
            "status Waiting for payment (trade-in) is not possible from Delivered.",
        ),
    ],
)
def test_a_trade_in_is_only_read(operator, channel, now, to, sentence):
    order = OrderFactory(channel=channel, items=1, items__status=now)
    item = order.items.get()

    with pytest.raises(IllegalMove, match=re.escape(sentence)):
        correct_items(actor=operator, item_ids=[item.pk], to=to, reason="Oops")

    item.refresh_from_db()
    assert item.status == now
    assert not OrderEvent.objects.exists()


def test_the_declaration_of_a_correction_ends_with_it(operator, channel):
    order = OrderFactory(channel=channel, items=1, items__status=Status.SHIPPED)
    item = order.items.get()
    correct_items(actor=operator, item_ids=[item.pk], to=Status.APPROVED, reason="Wrong parcel")
    with pytest.raises(IllegalMove):
        move_items(actor=operator, item_ids=[item.pk], to=Status.DELIVERED)
