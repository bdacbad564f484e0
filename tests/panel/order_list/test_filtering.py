from urllib.parse import quote

import pytest
from django.db import connection
from django.urls import reverse

from omnitron.panel.order_list import listing
from tests.factories import OrderFactory
from tests.panel.order_list.pages import LIST, make, shown

pytestmark = pytest.mark.django_db


def test_a_filter_goes_to_its_own_address(panel):
    response = panel.post(reverse("omnitron:order-filter"), {"status": ["500", "400"], "q": ""})
    assert response.url == f"{LIST}?status=400&status=500"


def test_more_numbers_than_are_looked_up_are_refused_and_kept(panel, channel):
    make(channel, 3)
    typed = "\n".join(str(n) for n in range(10_001))
    response = panel.post(reverse("omnitron:order-filter"), {"number": typed})
    text = response.content.decode()
    assert "10,001 numbers were pasted; 10,000 at most are looked up at once." in text
    assert "\n10000</textarea>" in text
    assert len(shown(response)) == 3
    assert response.status_code == 422


def test_links_of_a_refused_filter_keep_what_could_be_read(panel, channel):
    make(channel, 60, status=500)
    typed = "\n".join(str(n) for n in range(10_001))
    data = {"number": typed, "status": "500", "customer": "Inês"}
    response = panel.post(reverse("omnitron:order-filter"), data)
    listing = response.context["listing"]
    text = response.content.decode()
    kept = "status=500&amp;customer=In%C3%AAs"
    assert f'href="{LIST}?{kept}&amp;after={quote(listing.page.next)}"' in text
    assert f'href="{LIST}?{kept}&amp;sort=date" id="sort-date"' in text
    assert [chip.remove_url for chip in listing.chips] == [
        f"{LIST}?customer=In%C3%AAs",
        f"{LIST}?status=500",
    ]


def test_a_search_beside_pasted_numbers_is_named_as_it_was_typed(panel, channel):
    make(channel, 2)
    response = panel.get(LIST, {"q": "Araújo", "number": "1\n2\n3"})
    chips = [(chip.label, chip.value) for chip in response.context["listing"].chips]
    assert chips == [("Search", "Araújo"), ("Order number", "3 pasted")]


def test_too_many_numbers_in_the_search_box_leave_the_list(panel, channel):
    make(channel, 60)
    typed = " ".join(str(n) for n in range(10_001))
    response = panel.post(reverse("omnitron:order-search"), {"q": typed})
    text = response.content.decode()
    assert "10,001 numbers were pasted; 10,000 at most are looked up at once." in text
    assert f'href="{LIST}?after=' in text
    assert len(shown(response)) == 50


def test_a_pasted_list_that_is_not_kept_shows_no_order(panel, channel):
    make(channel, 3)
    response = panel.get(LIST, {"pasted_number": "0" * 64})
    assert "is not kept; paste it again" in response.content.decode()
    assert shown(response) == []


@pytest.mark.parametrize("name", ["order-sellers", "order-list"])
def test_bytes_of_nothing_break_no_page(panel, name):
    response = panel.get(reverse(f"omnitron:{name}"), {"seller": "a\0b", "pasted_q": "\0"})
    assert response.status_code == 200


def test_five_thousand_pasted_numbers_are_answered_from_a_short_address(panel, channel):
    OrderFactory(channel=channel, number=f"{4999:032x}")
    typed = "\n".join(f"{n:032x}" for n in range(5_000))
    response = panel.post(reverse("omnitron:order-filter"), {"number": typed}, follow=True)
    assert len(response.request["QUERY_STRING"]) < 100
    assert shown(response) == [f"{4999:032x}"]
    assert "4,999 of 5,000 numbers match no order" in response.content.decode()


def test_nonsense_is_said_at_its_field_and_the_list_stays(panel, channel):
    make(channel, 3)
    response = panel.get(LIST, {"placed_from": "31.02.2017", "amount_from": "abc"})
    assert shown(response) != []
    assert 'id="placed_from-error">Enter a valid date.' in response.content.decode()
    assert 'id="amount_from-error">Enter a number.' in response.content.decode()
    assert 'value="abc"' in response.content.decode()


def test_chips_name_what_is_on_and_lead_to_the_rest(panel, channel):
    response = panel.get(
        LIST, {"status": "500", "placed_from": "2017-11-24", "placed_to": "2017-11-26"}
    )
    chips = response.context["listing"].chips
    assert [(chip.label, chip.value, chip.remove_url) for chip in chips] == [
        ("Status", "Shipped", f"{LIST}?placed_from=2017-11-24&placed_to=2017-11-26"),
        ("Date placed", "24 Nov 2017 to 26 Nov 2017", f"{LIST}?status=500"),
    ]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"amount_from": "20"}, "from R$20.00"),
        ({"amount_to": "1249.9"}, "to R$1,249.90"),
        ({"amount_from": "20", "amount_to": "30"}, "R$20.00 to R$30.00"),
    ],
)
def test_the_chip_of_an_amount_names_its_currency(panel, query, words):
    [chip] = panel.get(LIST, query).context["listing"].chips
    assert (chip.label, chip.value) == ("Amount", words)


def test_no_match_offers_to_take_filters_away(panel, channel):
    make(channel, 3)
    text = panel.get(LIST, {"status": "550", "customer": "nobody"}).content.decode()
    assert "No order matches all filters" in text
    assert "Remove “Status: Delivered”" in text


def test_the_search_box_goes_straight_to_an_order(panel, channel):
    OrderFactory(channel=channel, number="1711")
    response = panel.post(reverse("omnitron:order-search"), {"q": " 1711 "})
    assert response.url == reverse("omnitron:order-detail", args=["1711"])


def test_the_search_box_lists_what_matches(panel, channel):
    OrderFactory(channel=channel, number="1711", first_name="Umut", last_name="Işık")
    response = panel.post(reverse("omnitron:order-search"), {"q": "ISIK"}, follow=True)
    assert response.request["QUERY_STRING"] == "q=ISIK"
    assert shown(response) == ["1711"]


def test_a_word_that_the_statistics_know_well_is_not_counted(panel, channel, monkeypatch):
    # PostgreSQL guesses until it has met a hundred words.
    for number in range(100):
        OrderFactory(channel=channel, first_name="Elif", last_name=f"Sá{number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE orders_order")
    monkeypatch.setattr(listing, "SURELY_MORE", 50)

    response = panel.get(LIST, {"customer": "elif"})

    assert ">10,000+ orders match<" in response.content.decode()
    assert len(shown(response)) == 50
