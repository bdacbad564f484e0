"""The sellers that the filter panel suggests while somebody types."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from omnitron.core.folding import folded
from orders.models import Seller
from tests.factories import SellerFactory

pytestmark = pytest.mark.django_db


def suggested(panel, typed):
    """Pairs of the name and the caption of each option."""
    text = panel.get(reverse("omnitron:order-sellers"), {"seller": typed}).content.decode()
    return re.findall(r'<option value="([^"]*)">([^<]*)</option>', text)


@pytest.mark.parametrize(
    ("name", "typed", "caption"),
    [
        ("São Bento", "sao", "S-1 · sao"),
        ("São Bento", "são", "S-1"),
        ("ışık", "ISIK", "S-1 · ISIK"),
        ("Casa Aurora", "aurora", "S-1"),
        ("Casa Aurora", "aurora casa", "S-1 · aurora casa"),
    ],
)
def test_a_seller_is_suggested_with_what_the_browser_must_find_in_it(panel, name, typed, caption):
    SellerFactory(name="Ege")
    SellerFactory(name=name, code="S-1")
    assert suggested(panel, typed) == [(name, caption)]


def test_names_that_begin_with_the_text_come_first(panel):
    for name in ("Ana Oro", "Oró Casa", "Bela Oro"):
        SellerFactory(name=name)
    names = [name for name, _caption in suggested(panel, "oro")]
    assert names == ["Oró Casa", "Ana Oro", "Bela Oro"]


def test_ten_sellers_are_suggested_at_most_and_none_for_nothing(panel):
    for number in range(11):
        SellerFactory(name=f"Aurora {number}")
    assert len(suggested(panel, "aurora")) == 10
    assert suggested(panel, " ") == []


def test_a_seller_by_name_is_found_by_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    by_name = Seller.objects.alias(folded_name=folded("name")).order_by()
    assert "seller_by_folded_name" in by_name.filter(folded_name="ege").explain()
