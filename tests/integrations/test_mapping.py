"""What things of ours are called elsewhere."""

import pytest
from django.utils import timezone

from integrations.content_types import ORDER, content_type_named
from integrations.models import IntegrationAction
from integrations.services.mapping import change_action, keep_action
from integrations.services.naming import UnknownObjects
from omnitron.core.errors import Forbidden, NotFound, Refusal
from tests.concurrency import in_threads
from tests.factories import OrderFactory, SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db


def keep(client, channel, **values):
    told = {"content_type": "categorynode", "object_id": 7, "remote_id": "a"}
    return keep_action(actor=client, channel=channel, **{**told, **values})


def test_a_mapping_is_kept(client, channel):
    moment = timezone.now()
    action = keep(client, channel, version_date=moment, state={"step": 1})

    action.refresh_from_db()
    assert (action.channel, action.content_type, action.object_id) == (channel, "categorynode", 7)
    assert (action.remote_id, action.status, action.state) == ("a", "success", {"step": 1})
    assert (action.version_date, action.local_batch_id) == (moment, None)


def test_the_same_thing_is_mapped_once(client, channel):
    first = keep(client, channel, status="error")
    again = keep(client, channel, remote_id="b")

    assert again.pk == first.pk
    assert IntegrationAction.objects.values_list("remote_id", "status").get() == ("b", "error")


def test_each_channel_has_mappings_of_its_own(client, channel):
    other = SalesChannelFactory()
    owner = UserFactory(role="API client", channels=[other])

    assert keep(client, channel).pk != keep(owner, other).pk


@pytest.mark.django_db(transaction=True)
def test_two_who_map_the_same_at_once_write_one_mapping(client, channel):
    kept = in_threads(*[lambda: keep(client, channel)] * 4)
    assert {action.pk for action in kept} == {IntegrationAction.objects.get().pk}


def test_an_order_of_another_channel_cannot_be_mapped(client, channel):
    with pytest.raises(UnknownObjects):
        keep(client, channel, content_type=ORDER, object_id=OrderFactory().pk)


def test_a_mapping_is_changed(client, channel):
    action = keep(client, channel)
    change_action(actor=client, channel=channel, pk=action.pk, status="error", state={"n": 2})

    action.refresh_from_db()
    assert (action.status, action.state, action.remote_id) == ("error", {"n": 2}, "a")


def test_another_channels_mapping_is_not_found(client, channel):
    other = SalesChannelFactory()
    action = keep(UserFactory(role="API client", channels=[other]), other)
    with pytest.raises(NotFound, match=f"no integration action {action.pk}"):
        change_action(actor=client, channel=channel, pk=action.pk, status="error")


def test_support_maps_nothing(channel):
    with pytest.raises(Forbidden):
        keep(UserFactory(role="Support", channels=[channel]), channel)


@pytest.mark.parametrize("told", ["order", "Order", " ORDER ", 3])
def test_a_content_type_is_told_by_name_or_key(told):
    assert content_type_named(told) == ORDER


@pytest.mark.parametrize("told", ["orders", "", 0, 999, "3"])
def test_another_content_type_is_refused(told):
    with pytest.raises(Refusal, match=f"no content type “{told}”: content_types/ lists all"):
        content_type_named(told)


def test_who_sees_which_mappings(client, channel):
    action = keep(client, channel)
    stranger = UserFactory(role="API client", channels=[SalesChannelFactory()])
    support = UserFactory(role="Support", channels=[channel])

    assert list(IntegrationAction.objects.visible_to(client)) == [action]
    assert not IntegrationAction.objects.visible_to(stranger).exists()
    assert not IntegrationAction.objects.visible_to(support).exists()
