"""channel-app begins a task: it signs in once, and reads the channel that it works for."""

import pytest

from omnitron.accounts.models import ApiToken

pytestmark = pytest.mark.long


def logins(newcomer):
    return [answer["status"] for answer in newcomer.server.answers() if answer["method"] == "POST"]


def test_channel_app_keeps_its_token_in_redis_and_signs_in_once(newcomer):
    first, second = (newcomer.run("signing_in", "connect") for _ in range(2))

    assert first == second
    assert first["channel"]["pk"] == newcomer.channel.pk
    assert logins(newcomer) == [200]


def test_a_token_that_has_ended_is_replaced_by_itself(newcomer):
    first = newcomer.run("signing_in", "connect")
    ApiToken.objects.all().delete()

    second = newcomer.run("signing_in", "connect")

    assert second["channel"] == first["channel"]
    assert second["token"] != first["token"]
    assert [answer["status"] for answer in newcomer.server.answers()] == [200, 200, 401, 200, 200]


def test_the_client_reads_its_channel(newcomer):
    channel = newcomer.run("signing_in", "read_channel", pk=newcomer.channel.pk)

    assert channel["pk"] == newcomer.channel.pk
    assert channel["name"] == newcomer.channel.name
    assert channel["channel_type"] == "marketplace"
    assert channel["is_active"] is True
    assert channel["conf"] == {}
