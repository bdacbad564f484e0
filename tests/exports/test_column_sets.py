"""Choices of columns that a person keeps by name."""

import pytest

from exports.models import ColumnSet
from exports.services.keeping_columns import delete_column_set, save_column_set
from omnitron.core.errors import NotFound, Refusal
from tests.exports.shop import Shop

pytestmark = pytest.mark.django_db(transaction=True)


def save(user, name="Weekly", **values):
    defaults = {"kind": "orders", "columns": ["order_number"], "format": "csv", "zone": "UTC"}
    return save_column_set(actor=user, name=name, **{**defaults, **values})


def test_a_choice_is_kept_by_name_and_replaced_by_the_next_of_that_name(shop):
    first = save(shop.user)
    second = save(shop.user, "  Weekly ", columns=["amount", "order_number"], format="xlsx")
    save(shop.user, kind="order_items")

    assert first.pk == second.pk
    assert (second.name, second.columns, second.format) == (
        "Weekly",
        ["amount", "order_number"],
        "xlsx",
    )
    assert ColumnSet.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "  "}, "Give the choice a name"),
        ({"name": "x" * 61}, "60 characters at most"),
        ({"columns": []}, "Choose at least one column"),
        ({"columns": ["sku"]}, "no column “sku”"),
    ],
)
def test_a_choice_that_says_nothing_is_refused(shop, values, words):
    with pytest.raises(Refusal, match=words):
        save(shop.user, **values)


def test_one_person_keeps_fifty_choices(shop):
    for number in range(50):
        save(shop.user, f"{number}")

    save(shop.user, "0", format="xlsx")
    with pytest.raises(Refusal, match="You keep 50 choices already"):
        save(shop.user, "one more")


def test_a_choice_is_deleted_by_its_owner_alone(shop):
    kept = save(shop.user)

    with pytest.raises(NotFound):
        delete_column_set(actor=Shop().user, pk=kept.pk)
    delete_column_set(actor=shop.user, pk=kept.pk)

    assert not ColumnSet.objects.exists()
