"""Setting up strategies: what is saved, logged and refused."""

import pytest
from django.core.exceptions import ValidationError

from cancellations.models import CancellationStrategy
from cancellations.services import setting_up_strategies
from omnitron.accounts import audit
from omnitron.accounts.models import AuditEntry
from omnitron.core.errors import NotFound, Refusal
from omnitron.core.merging import BothChanged
from tests.cancellations.test_strategies import STRATEGY_ONE, rules_of
from tests.factories import CancellationStrategyFactory, SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db

STANDARD = {"name": "StrategyOne", **STRATEGY_ONE}


@pytest.fixture
def admin():
    return UserFactory(role="Admin")


def change(actor, channel_pk, opened=None, **values):
    return setting_up_strategies.change_strategy(
        actor=actor, channel_pk=channel_pk, opened=opened or STANDARD, **{**STANDARD, **values}
    )


def go_back(actor, channel_pk):
    return setting_up_strategies.go_back_to_strategy_one(actor=actor, channel_pk=channel_pk)


def history_of(subject):
    return [(entry.action, entry.changes) for entry in audit.entries_about(subject)]


def test_the_first_own_rules_of_a_channel_are_saved_and_logged(admin):
    channel = SalesChannelFactory()

    change(admin, channel.pk, name="Keeps the fee", shipping_on_return=False)

    saved = CancellationStrategy.objects.get()
    assert (saved.channel, saved.name) == (channel, "Keeps the fee")
    assert rules_of(saved) == {**STRATEGY_ONE, "shipping_on_return": False}
    assert audit.entries_about(saved).get().actor == admin
    assert history_of(saved) == [
        (
            AuditEntry.Action.CHANGED,
            {"name": ["StrategyOne", "Keeps the fee"], "shipping_on_return": [True, False]},
        )
    ]


def test_the_strategy_of_one_channel_leaves_the_others_alone(admin):
    other = CancellationStrategyFactory(name="Whole orders", partial_allowed=False)

    change(admin, SalesChannelFactory().pk, name="By hand", payments_refundable=False)

    other.refresh_from_db()
    assert rules_of(other) == {**STRATEGY_ONE, "partial_allowed": False}


def test_other_rules_than_the_standard_ones_are_not_called_strategy_one(admin):
    channel = SalesChannelFactory()

    with pytest.raises(ValidationError) as refusal:
        change(admin, channel.pk, partial_allowed=False)

    assert refusal.value.message_dict == {
        "name": [
            "“StrategyOne” is the name of the standard rules, and these are others: give them a"
            " name of their own."
        ]
    }
    assert not CancellationStrategy.objects.exists()


def test_two_people_who_turn_the_same_rule_are_asked(admin):
    strategy = CancellationStrategyFactory(name="Mine", shipping_on_cancel=False)
    opened = {"name": "Mine", **rules_of(strategy)}
    CancellationStrategy.objects.update(name="Theirs")

    with pytest.raises(BothChanged) as refusal:
        change(admin, strategy.pk, opened, **{**rules_of(strategy), "name": "Ours"})

    assert [clash.field for clash in refusal.value.clashes] == ["name"]
    assert history_of(strategy) == []


def test_a_channel_goes_back_to_strategy_one_and_keeps_its_history(admin):
    strategy = CancellationStrategyFactory(name="Whole orders", partial_allowed=False)

    for _time in range(2):
        go_back(admin, strategy.pk)

    strategy.refresh_from_db()
    assert {"name": strategy.name, **rules_of(strategy)} == STANDARD
    assert history_of(strategy) == [
        (
            AuditEntry.Action.CHANGED,
            {"name": ["Whole orders", "StrategyOne"], "partial_allowed": [False, True]},
        )
    ]


def test_a_channel_that_is_none_is_not_found(admin):
    with pytest.raises(NotFound, match=r"^There is no such sales channel here\.$"):
        change(admin, 1, name="Mine", partial_allowed=False)
    assert not CancellationStrategy.objects.exists()


def test_strategies_are_set_up_with_the_permission_alone():
    actor = UserFactory(role="Finance")
    strategy = CancellationStrategyFactory(name="Whole orders", partial_allowed=False)
    needed = (
        "^This needs “Set up cancellation strategies”, which you do not have."
        " Ask an administrator.$"
    )

    with pytest.raises(Refusal, match=needed):
        change(actor, strategy.pk, name="Mine", payments_refundable=False)
    with pytest.raises(Refusal, match=needed):
        go_back(actor, strategy.pk)

    strategy.refresh_from_db()
    assert (strategy.name, strategy.partial_allowed) == ("Whole orders", False)
