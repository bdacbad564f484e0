"""The table of actions agrees with the table of moves."""

import pytest

from orders.package_actions import ACTIONS, STEPS, PackageAction, actions_of, allows
from orders.states import ITEM_MOVES, PackageStatus


def test_every_package_status_has_its_actions():
    assert set(ACTIONS) == set(PackageStatus)


@pytest.mark.parametrize("action", STEPS)
def test_every_step_is_a_move_that_items_may_make(action):
    step = STEPS[action]
    assert [old for old in sorted(step.of) if not ITEM_MOVES.allows(old, step.to)] == []


@pytest.mark.parametrize("status", sorted(PackageStatus))
def test_what_a_status_allows_is_what_the_table_lists(status):
    allowed = {action for action in PackageAction if allows(status, action)}
    assert allowed == set(ACTIONS[PackageStatus(status)])


@pytest.mark.parametrize("status", ["shipped", "delivery_failed", "delivered", "returned"])
def test_nothing_is_rejected_or_regrouped_once_it_has_left(status):
    taken_apart = {PackageAction.REJECT, PackageAction.CREATE_NEW_PACKAGE}
    assert taken_apart.isdisjoint(ACTIONS[PackageStatus(status)])


@pytest.mark.parametrize("status", sorted(PackageStatus))
def test_what_has_left_in_part_goes_on_and_not_back(status):
    whole = set(actions_of(status, is_held=False))
    assert whole - set(actions_of(status, is_held=False, has_left=True)) == whole & {
        PackageAction.STEP_BACK
    }
