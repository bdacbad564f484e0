"""Settings > Cancellation Strategies."""

import pytest

from cancellations.access import strategy_of
from cancellations.models import CancellationStrategy
from omnitron.panel.settings.strategies import DEPARTURES
from tests.cancellations.test_strategies import STRATEGY_ONE
from tests.factories import CancellationStrategyFactory, SalesChannelFactory, UserFactory
from tests.forms import fields_of
from tests.panel.test_settings_reasons import rows_of, text

pytestmark = pytest.mark.django_db

LIST = "/omnitron/settings/cancellation-strategies/"


@pytest.fixture
def admin(client):
    user = UserFactory(role="Admin", username="elif", first_name="Elif", last_name="Şahin")
    client.force_login(user)
    return user


def url_of(channel):
    return f"{LIST}{channel.pk}/"


def without(response, *rules):
    """The fields of the page's form, without the ticks of some rules."""
    fields = fields_of(response)
    return {name: values for name, values in fields.items() if name not in rules}


def test_without_channels_the_list_says_what_it_is_for(client, admin):
    page = text(client.get(LIST))

    assert "No sales channels yet" in page
    assert "Every sales channel follows StrategyOne until it gets its own rules." in page


def test_the_list_says_in_a_line_what_differs_from_strategy_one(client, admin):
    own = SalesChannelFactory(name="A")
    CancellationStrategyFactory(
        channel=own, name="Strict", shipping_on_return=False, partial_allowed=False
    )
    SalesChannelFactory(name="B", is_active=False)

    assert rows_of(text(client.get(LIST))) == [
        "A Strict Keeps the shipping fee on returns; whole orders only Active",
        "B StrategyOne – Inactive",
    ]


def test_every_rule_has_words_for_its_departure():
    assert set(DEPARTURES) == set(STRATEGY_ONE)


def test_a_channel_without_a_strategy_shows_the_rules_of_strategy_one(client, admin):
    page = client.get(url_of(SalesChannelFactory()))

    ticked = {rule for rule in STRATEGY_ONE if fields_of(page).get(rule)}
    assert ticked == {rule for rule, on in STRATEGY_ONE.items() if on}
    assert fields_of(page)["name"] == ["StrategyOne"]
    assert "Nothing: this channel follows the standard rules." in text(page)
    assert "Go Back to StrategyOne" not in text(page)


@pytest.mark.parametrize("rule", STRATEGY_ONE)
def test_every_rule_can_be_turned_and_only_that_one_is(client, admin, rule):
    channel = SalesChannelFactory()
    fields = without(client.get(url_of(channel)), rule)
    if not STRATEGY_ONE[rule]:
        fields[rule] = "on"

    response = client.post(url_of(channel), {**fields, "name": "Own rules"}, follow=True)

    assert "Own rules was saved." in text(response)
    assert strategy_of(channel.pk).departures() == [rule]


def test_a_change_stands_in_the_history(client, admin):
    channel = SalesChannelFactory()
    fields = without(client.get(url_of(channel)), "shipping_on_return")

    client.post(url_of(channel), {**fields, "name": "Keeps the fee"})

    history = text(client.get(url_of(channel))).split('id="history"')[1]
    assert "refund the shipping fee on a return" in history
    assert "<del>yes</del>" in history
    assert "<ins>no</ins>" in history
    assert "<ins>Keeps the fee</ins>" in history
    assert "Elif Şahin (elif)" in history


def test_other_rules_need_a_name_of_their_own_and_nothing_ticked_is_lost(client, admin):
    channel = SalesChannelFactory()
    fields = without(client.get(url_of(channel)), "partial_allowed")

    answer = client.post(url_of(channel), fields)

    assert answer.status_code == 422
    assert "“StrategyOne” is the name of the standard rules, and these are others" in text(answer)
    assert not fields_of(answer)["partial_allowed"]
    assert not CancellationStrategy.objects.exists()


def test_a_channel_goes_back_to_strategy_one(client, admin):
    channel = SalesChannelFactory(name="Trendyol")
    CancellationStrategyFactory(channel=channel, name="Strict", partial_allowed=False)
    asked = text(client.get(url_of(channel)))

    response = client.post(url_of(channel) + "reset/", follow=True)

    assert "Let Trendyol follow StrategyOne again?" in asked
    assert "This no longer holds: whole orders only." in asked
    assert "Trendyol follows StrategyOne again." in text(response)
    assert strategy_of(channel.pk).departures() == []


def test_what_two_people_change_in_different_rules_is_both_kept(client, admin):
    channel = SalesChannelFactory()
    opened = without(client.get(url_of(channel)), "partial_allowed")
    theirs = without(client.get(url_of(channel)), "payments_refundable")
    client.post(url_of(channel), {**theirs, "name": "Own rules"})

    client.post(url_of(channel), {**opened, "name": "Own rules"})

    assert strategy_of(channel.pk).departures() == ["partial_allowed", "payments_refundable"]


def test_the_list_costs_the_same_with_3_and_33_channels(client, admin, django_assert_num_queries):
    for _number in range(3):
        CancellationStrategyFactory(name="Own")
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    SalesChannelFactory.create_batch(15)
    for _number in range(15):
        CancellationStrategyFactory(name="Own")

    with django_assert_num_queries(4):
        client.get(LIST)
