"""Amounts, and what pages carry along, as no browser of ours would send them."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from cancellations.models import CancellationPlan
from omnitron.core.errors import Refusal
from omnitron.panel.order_detail.plans.amounts_typed import read_amount
from omnitron.panel.order_detail.plans.typed import Typed
from tests.panel.order_detail.pages import text_of
from tests.panel.order_detail.plans.forms import apply, choose, fields_of, preview

NONSENSE = [
    "9e999999",
    "9e99",
    "1E1",
    "-5",
    "+5",
    "NaN",
    "Infinity",
    "1_0",
    "٤٦",
    "１２",
    "0x10",
    "5 €",
    ".",
    ",.,",
    "123456789012345",
]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("46.49", "46.49"),
        ("46,49", "46.49"),
        ("1.234,50", "1234.50"),
        ("1 234.50", "1234.50"),
        (".5", "0.5"),
        ("5.", "5"),
        ("12345678901234", "12345678901234"),
    ],
)
def test_an_amount_is_read_by_point_or_comma(text, amount):
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_no_amount(text):
    with pytest.raises(Refusal) as refusal:
        read_amount(text)
    assert str(refusal.value) == f"“{text}” is no amount. Type it like 46.49."


@pytest.mark.parametrize("text", ["9e999999", "9e99", "٤٦"])
@pytest.mark.parametrize("field", ["amount", "share"])
def test_nonsense_is_refused_beside_what_was_typed(operator, shop, field, text):
    order = shop.place("30.00")
    item, payment = order.items.get(), order.transactions.get()
    name = f"{field}-{(item if field == 'amount' else payment).pk}"
    data = choose(shop, item, **{name: text, f"note-{item.pk}": "Used"})

    response = preview(operator, order, data)

    assert response.status_code == 422
    assert f"“{text}” is no amount. Type it like 46.49." in text_of(response)
    assert fields_of(response)[name] == [text]


def test_a_long_text_is_quoted_in_part_and_kept_whole(operator, shop):
    order = shop.place("30.00")
    item = order.items.get()
    typed = {f"amount-{item.pk}": "9" * 500}

    response = preview(operator, order, choose(shop, item, **typed))

    assert f"“{'9' * 39}…” is no amount." in text_of(response)
    assert fields_of(response)[f"amount-{item.pk}"] == ["9" * 500]


@pytest.mark.parametrize(("name", "counts"), [("amount-1", True), ("amount-2", False)])
def test_only_amounts_of_chosen_items_are_asked_for(name, counts):
    before = Typed(QueryDict("what=items&item=1"))
    after = Typed(QueryDict(f"what=items&item=1&{name}=9.00"))
    assert (before.fingerprint != after.fingerprint) is counts


@pytest.mark.parametrize("seen", ["[" * 90_000, '{"0-total": "9e999999"}', "[]", " " * 200_000])
def test_a_preview_before_that_nobody_showed_is_none(operator, shop, seen):
    order = shop.place("30.00", "20.00", shipping="5.00")
    first, second = order.items.all()
    shown = preview(operator, order, choose(shop, second))
    other = shop.plan(order, shop.wish(first))
    CancellationPlan.objects.filter(pk=other.pk).update(status="refunding")

    response = apply(operator, order, shown, seen=seen)

    assert response.status_code == 409
    assert "What is another amount now is marked." not in text_of(response)
