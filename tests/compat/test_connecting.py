"""channel-app begins a task: it signs in once, and reads the channel that it works for."""

import pytest

from omnitron.accounts.models import ApiToken

pytestmark = pytest.mark.long


def logins(shop):
    return [answer["status"] for answer in shop.server.answers() if answer["method"] == "POST"]


def test_channel_app_keeps_its_token_in_redis_and_signs_in_once(shop):
    first, second = (shop.run("signing_in", "connect") for _ in range(2))

    assert first == second
    assert first["channel"]["pk"] == shop.channel.pk
    assert logins(shop) == [200]


def test_a_token_that_has_ended_is_replaced_by_itself(shop):
    first = shop.run("signing_in", "connect")
    ApiToken.objects.all().delete()

    second = shop.run("signing_in", "connect")

    assert second["channel"] == first["channel"]
    assert second["token"] != first["token"]
    assert [answer["status"] for answer in shop.server.answers()] == [200, 200, 401, 200, 200]


def test_the_client_reads_its_channel(shop):
    channel = shop.run("signing_in", "read_channel", pk=shop.channel.pk)

    assert channel["pk"] == shop.channel.pk
    assert channel["name"] == shop.channel.name
    assert channel["channel_type"] == "marketplace"
    assert channel["is_active"] is True
    assert channel["conf"] == {}
