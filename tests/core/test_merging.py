import pytest

from omnitron.core.merging import BothChanged, Clash, merge


def test_what_only_one_side_changed_is_kept():
    merged = merge(
        opened={"name": "Aras", "address": "", "active": True},
        mine={"name": "Aras Kargo", "address": "", "active": True},
        current={"name": "Aras", "address": "https://aras.example", "active": True},
    )

    assert merged == {"name": "Aras Kargo", "address": "https://aras.example", "active": True}


def test_the_same_change_twice_is_no_clash():
    merged = merge(opened={"name": "a"}, mine={"name": "b"}, current={"name": "b"})

    assert merged == {"name": "b"}


def test_what_both_changed_is_refused_with_all_three_values():
    with pytest.raises(BothChanged) as refusal:
        merge(
            opened={"name": "Aras", "address": "x"},
            mine={"name": "Aras Kargo", "address": "x"},
            current={"name": "ARAS", "address": "y"},
        )

    assert refusal.value.clashes == [Clash("name", "Aras", "Aras Kargo", "ARAS")]


def test_sets_are_merged_member_by_member():
    merged = merge(
        opened={"groups": [1, 2, 3]},
        mine={"groups": frozenset({2, 3, 4})},
        current={"groups": frozenset({1, 2, 5})},
    )

    assert merged == {"groups": frozenset({2, 4, 5})}
