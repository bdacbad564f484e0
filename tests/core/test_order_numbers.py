from urllib.parse import unquote

import pytest
from django.urls import resolve, reverse
from hypothesis import example, given
from hypothesis import strategies as st

from omnitron.core.order_numbers import OrderUrls

NUMBERS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\n"), min_size=1)


@given(NUMBERS)
@example("2017/11~24")
@example("..")
@example("a&b'c%d e")
def test_an_address_leads_back_to_its_number(number):
    path = reverse("omnitron:order-detail", args=[number])

    assert resolve(unquote(path)).kwargs == {"number": number}


@pytest.mark.parametrize("name", ["omnitron:order-detail", "omnitron:order-log"])
@given(number=NUMBERS)
def test_addresses_of_many_orders_are_those_of_each(name, number):
    assert OrderUrls(name).of(number) == reverse(name, args=[number])
