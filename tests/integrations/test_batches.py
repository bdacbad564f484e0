"""How a batch request moves, and what its objects become."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from integrations.content_types import CANCELLATION_REQUEST, KEYS, ORDER, ORDER_ITEM, PRODUCT
from integrations.models import BatchRequest, IntegrationAction
from integrations.services.batches import WrongBatchState, change_batch, create_batch
from integrations.services.naming import NamedObject, UnknownObjects
from integrations.states import BATCH_MOVES, BatchStatus
from omnitron.core.errors import Forbidden, NotFound
from tests.factories import (
    CancellationRequestFactory,
    OrderFactory,
    OrderItemFactory,
    SalesChannelFactory,
    UserFactory,
)
from tests.integrations.takes import action_of, batch_of, changed_order, due, move, pulled

pytestmark = pytest.mark.django_db


def test_a_batch_begins_with_a_number_of_ours(client, channel):
    batch = create_batch(actor=client, channel=channel)

    assert isinstance(batch.local_batch_id, UUID)
    assert (batch.status, batch.channel, batch.created_by) == ("initialized", channel, client)
    assert create_batch(actor=client, channel=channel).local_batch_id != batch.local_batch_id


def test_a_commit_makes_actions_and_what_follows_finishes_them(client, channel):
    order = changed_order(channel)
    [named] = pulled(client, channel)

    batch = batch_of(client, channel)

    action = action_of(order)
    assert (action.status, action.remote_id, action.channel) == ("processing", "", channel)
    assert action.version_date == named.version_date
    assert action.local_batch_id == batch.local_batch_id
    assert (batch.status, batch.content_type) == ("commit", ORDER)

    batch = move(client, batch, "sent_to_remote", remote_batch_id="b-17")
    batch = move(client, batch, "ongoing")
    assert (batch.remote_batch_id, action_of(order).status) == ("b-17", "processing")

    batch = move(client, batch, "done", [replace(named, remote_id="4711")])
    assert (batch.status, batch.content_type) == ("done", ORDER)
    assert (action_of(order).status, action_of(order).remote_id) == ("success", "4711")


def test_done_finishes_what_it_does_not_name(client, channel):
    order = changed_order(channel)
    move(client, batch_of(client, channel), "done")
    assert action_of(order).status == "success"


def test_done_says_which_ones_failed(client, channel):
    good, bad = changed_order(channel), changed_order(channel)
    batch = batch_of(client, channel)

    move(client, batch, "done", [NamedObject(ORDER, bad.pk, failed_reason_type="remote")])

    assert (action_of(good).status, action_of(good).failed_reason_type) == ("success", "")
    assert (action_of(bad).status, action_of(bad).failed_reason_type) == ("error", "remote")


def test_fail_ends_all_of_a_batch(client, channel):
    orders = [changed_order(channel), changed_order(channel)]
    batch = move(client, batch_of(client, channel), "fail")

    assert batch.status == "fail"
    assert [action_of(order).status for order in orders] == ["error", "error"]


def test_a_commit_may_bring_more_objects(client, channel):
    first = changed_order(channel)
    batch = batch_of(client, channel)
    second = changed_order(channel)

    move(client, batch, "commit", pulled(client, channel))
    move(client, batch, "done")

    assert [action_of(order).status for order in (first, second)] == ["success", "success"]


def test_a_name_elsewhere_stays_where_none_is_given(client, channel):
    order = changed_order(channel)
    [named] = pulled(client, channel)
    batch = batch_of(client, channel, [replace(named, remote_id="4711")])

    move(client, batch, "done", [named])

    assert action_of(order).remote_id == "4711"


def test_what_is_kept_elsewhere_is_mapped_without_a_look(client, channel):
    batch_of(client, channel, [NamedObject("productprice", 2**40, remote_id="p-1")])
    action = IntegrationAction.objects.get()
    assert (action.content_type, action.object_id) == ("productprice", 2**40)


def test_an_object_that_is_named_twice_counts_as_named_last(client, channel):
    item = OrderItemFactory(order__channel=channel)
    twice = [NamedObject(ORDER_ITEM, item.pk, remote_id=name) for name in ("a", "b")]

    batch_of(client, channel, twice)

    assert action_of(item, ORDER_ITEM).remote_id == "b"


def test_one_name_elsewhere_may_stand_for_several_objects(client, channel):
    items = OrderItemFactory.create_batch(2, order=OrderFactory(channel=channel))
    batch_of(client, channel, [NamedObject(ORDER_ITEM, item.pk, remote_id="9") for item in items])
    assert IntegrationAction.objects.filter(remote_id="9").count() == 2


@pytest.mark.parametrize(
    ("name", "make"),
    [
        (ORDER, lambda: OrderFactory()),
        (ORDER_ITEM, lambda: OrderItemFactory()),
        (CANCELLATION_REQUEST, lambda: CancellationRequestFactory()),
    ],
)
def test_what_another_channel_has_is_unknown(client, channel, name, make):
    strange = make()
    batch = create_batch(actor=client, channel=channel)

    with pytest.raises(UnknownObjects, match=rf"has no {name} {strange.pk}: take it out"):
        move(client, batch, "commit", [NamedObject(name, strange.pk)])

    assert not IntegrationAction.objects.exists()
    assert BatchRequest.objects.get().status == "initialized"


def test_unknown_objects_are_named(client, channel):
    order = changed_order(channel)
    batch = create_batch(actor=client, channel=channel)
    objects = [NamedObject(ORDER, pk) for pk in (order.pk, order.pk + 7, order.pk + 5)]

    with pytest.raises(UnknownObjects, match=f"no order {order.pk + 5}, {order.pk + 7}: take"):
        move(client, batch, "commit", objects)
    with pytest.raises(UnknownObjects, match="no product 12: take"):
        move(client, batch, "commit", [NamedObject(PRODUCT, 12)])


def test_another_channels_batch_is_not_found(client, channel):
    elsewhere = SalesChannelFactory()
    other = UserFactory(role="API client", channels=[elsewhere])
    batch = create_batch(actor=other, channel=elsewhere)

    with pytest.raises(NotFound, match=f"no sales channel {elsewhere.pk}"):
        move(client, batch, "fail")
    with pytest.raises(NotFound, match=f"no batch request {batch.pk}"):
        change_batch(actor=client, channel=channel, pk=batch.pk, status="fail")
    with pytest.raises(NotFound):
        create_batch(actor=client, channel=elsewhere)


def test_an_operator_exchanges_no_data(channel):
    operator = UserFactory(role="Operator", channels=[channel])
    with pytest.raises(Forbidden):
        create_batch(actor=operator, channel=channel)


WRONG = [
    (old, new)
    for old in BatchStatus
    for new in BatchStatus
    if not BATCH_MOVES.allows(old, new) and (old, new) != ("commit", "commit")
]


def batch_in(client, channel, status):
    """A batch that came to a status by a way that the table allows."""
    ways = {
        "initialized": [],
        "commit": ["commit"],
        "sent_to_remote": ["commit", "sent_to_remote"],
        "ongoing": ["commit", "sent_to_remote", "ongoing"],
        "done": ["done"],
        "fail": ["fail"],
    }
    batch = create_batch(actor=client, channel=channel)
    for step in ways[status]:
        batch = move(client, batch, step)
    return batch


@pytest.mark.parametrize(("old", "new"), WRONG)
def test_a_wrong_move_is_refused_by_us_and_by_postgresql(client, channel, old, new):
    batch = batch_in(client, channel, old)
    order = changed_order(channel)

    with pytest.raises(WrongBatchState) as refusal:
        move(client, batch, new, [NamedObject(ORDER, order.pk)])
    assert refusal.value.code == "batch_request_status_100_1"
    assert not IntegrationAction.objects.exists()
    if old != new:
        with pytest.raises(IntegrityError), transaction.atomic():
            BatchRequest.objects.filter(pk=batch.pk).update(status=new)


def test_the_sentence_of_a_wrong_move_names_both(client, channel):
    batch = move(client, create_batch(actor=client, channel=channel), "fail")
    with pytest.raises(WrongBatchState, match=f"{batch.pk} is “fail”: it cannot become “commit”"):
        move(client, batch, "commit")


def test_postgresql_lets_no_batch_begin_elsewhere_or_change_its_channel(client, channel):
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchRequest.objects.create(channel=channel, created_by=client, status="done")
    create_batch(actor=client, channel=channel)
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchRequest.objects.update(channel=SalesChannelFactory())


@pytest.mark.parametrize("status", ["done", "fail", "sent_to_remote", "ongoing"])
def test_staying_without_saying_more_changes_nothing(client, channel, status):
    batch = batch_in(client, channel, status)
    assert move(client, batch, status) == batch


@pytest.mark.parametrize("status", ["commit", "done", "fail"])
def test_a_request_that_comes_again_changes_nothing(client, channel, status):
    order = changed_order(channel)
    objects = [replace(named, remote_id="4711") for named in pulled(client, channel)]
    batch = move(client, batch_of(client, channel, objects), status, objects)
    before = IntegrationAction.objects.values().get(object_id=order.pk)

    assert move(client, batch, status, objects).status == status

    assert IntegrationAction.objects.values().get(object_id=order.pk) == before


def test_what_ended_takes_no_other_objects(client, channel):
    order = changed_order(channel)
    batch = move(client, batch_of(client, channel), "done")
    with pytest.raises(WrongBatchState):
        move(client, batch, "done", [NamedObject(ORDER, order.pk, remote_id="late")])


def test_another_batch_keeps_what_it_has_taken_over(client, channel):
    order = changed_order(channel)
    first = batch_of(client, channel)
    changed_again = timezone.now()
    second = batch_of(client, channel, [NamedObject(ORDER, order.pk, version_date=changed_again)])

    move(client, first, "done", [NamedObject(ORDER, order.pk, remote_id="4711")])

    action = action_of(order)
    assert (action.local_batch_id, action.status) == (second.local_batch_id, "processing")
    assert (action.version_date, action.remote_id) == (changed_again, "4711")


def test_a_batch_of_a_thousand_takes_few_queries(client, channel, django_assert_max_num_queries):
    batch = create_batch(actor=client, channel=channel)
    objects = [NamedObject("productstock", pk, remote_id=str(pk)) for pk in range(1000)]

    with django_assert_max_num_queries(20):
        move(client, batch, "commit", objects)

    assert IntegrationAction.objects.count() == 1000
    assert due(client, channel) == []


def test_the_keys_of_content_types_are_told_apart():
    assert sorted(KEYS.values()) == list(range(1, len(KEYS) + 1))
