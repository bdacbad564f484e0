"""The strategy of a sales channel."""

import pytest

from cancellations.access import strategy_of
from cancellations.models import CancellationStrategy
from tests.factories import CancellationStrategyFactory, SalesChannelFactory

pytestmark = pytest.mark.django_db

STRATEGY_ONE = {
    "shipping_on_cancel": True,
    "shipping_on_return": True,
    "split_shipping": False,
    "partial_allowed": True,
    "all_items_refundable": True,
    "discounts_refundable": True,
    "payments_refundable": True,
    "payment_option_fee": True,
    "unreported_cancellable": True,
}


def rules_of(strategy):
    return {rule: getattr(strategy, rule) for rule in STRATEGY_ONE}


def test_a_channel_without_a_strategy_follows_strategy_one(django_assert_num_queries):
    channel = SalesChannelFactory()

    with django_assert_num_queries(1):
        strategy = strategy_of(channel.pk)

    assert (strategy.name, strategy.channel_id) == ("StrategyOne", channel.pk)
    assert rules_of(strategy) == STRATEGY_ONE
    assert strategy.departures() == []
    assert not CancellationStrategy.objects.exists()


def test_a_channel_has_its_own_strategy(django_assert_num_queries):
    own = CancellationStrategyFactory(name="Keeps the fee", shipping_on_return=False)
    CancellationStrategyFactory(name="Another", partial_allowed=False)

    with django_assert_num_queries(1):
        strategy = strategy_of(own.channel_id)

    assert strategy.name == "Keeps the fee"
    assert rules_of(strategy) == {**STRATEGY_ONE, "shipping_on_return": False}


@pytest.mark.parametrize("rule", STRATEGY_ONE)
def test_every_rule_that_is_turned_over_is_a_departure(rule):
    strategy = CancellationStrategy(**{**STRATEGY_ONE, rule: not STRATEGY_ONE[rule]})

    assert strategy.departures() == [rule]
