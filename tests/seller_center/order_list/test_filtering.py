"""The filter of Seller Center's list on its page: addresses, chips, refusals, the search box."""

import pytest

from orders.models import OrderItem
from tests.factories import OrderFactory, SellerFactory
from tests.seller_center.order_list.pages import (
    FILTER,
    LIST,
    SEARCH,
    SELLERS,
    order_of,
    shown,
)

pytestmark = pytest.mark.django_db


def test_a_filter_goes_to_its_own_address_without_what_is_no_field_here(panel):
    response = panel.post(
        FILTER, {"status": "shipped", "q": "", "amount_from": "7", "customer": "ana"}
    )
    assert response.url == f"{LIST}?status=shipped&customer=ana"


def test_no_filter_goes_to_the_list(panel):
    assert panel.post(FILTER, {"q": ""}).url == LIST


def test_chips_name_what_is_on_and_lead_to_the_rest(panel):
    page = panel.get(LIST, {"status": "waiting_packaging", "placed_from": "2017-11-20"})
    assert [
        (chip.label, chip.value, chip.remove_url) for chip in page.context["listing"].chips
    ] == [
        ("Status", "Waiting Packaging", f"{LIST}?placed_from=2017-11-20"),
        ("Date placed", "from 20 Nov 2017", f"{LIST}?status=waiting_packaging"),
    ]
    assert f'href="{LIST}">Clear</a>' in page.content.decode()


def test_the_filter_keeps_the_tab_and_the_search(panel):
    text = panel.get(LIST, {"status": "shipped", "q": "ana"}).content.decode()
    assert '<input type="hidden" name="status" value="shipped">' in text
    assert '<input type="hidden" name="q" value="ana">' in text


def test_many_pasted_numbers_are_answered_from_a_short_address(panel, seller):
    order_of(seller, number=f"{1999:032x}")
    typed = "\n".join(f"{n:032x}" for n in range(2_000))
    response = panel.post(FILTER, {"number": typed}, follow=True)
    assert len(response.request["QUERY_STRING"]) < 100
    assert shown(response) == [f"{1999:032x}"]
    assert "1,999 of 2,000 numbers match no order" in response.content.decode()
    assert panel.get(f"{LIST}?{response.request['QUERY_STRING']}").status_code == 200


def test_more_numbers_than_are_looked_up_are_refused_and_kept(panel, seller):
    order_of(seller)
    typed = "\n".join(str(n) for n in range(10_001))
    response = panel.post(FILTER, {"number": typed})
    text = response.content.decode()
    assert "10,001 numbers were pasted; 10,000 at most are looked up at once." in text
    assert "\n10000</textarea>" in text
    assert (len(shown(response)), response.status_code) == (1, 422)


def test_a_pasted_list_that_is_not_kept_shows_no_order(panel, seller):
    order_of(seller)
    response = panel.get(LIST, {"pasted_number": "0" * 64})
    assert "is not kept; paste it again" in response.content.decode()
    assert shown(response) == []


def test_nonsense_is_said_at_its_field_and_the_list_stays(panel, seller):
    order_of(seller)
    response = panel.get(LIST, {"placed_from": "31.02.2017"})
    assert len(shown(response)) == 1
    assert 'id="placed_from-error">Enter a valid date.' in response.content.decode()


def test_the_marketplace_asks_for_a_seller_by_name(client, mpo, channel, seller):
    client.force_login(mpo)
    order_of(seller, channel=channel, number="1")
    order_of(SellerFactory(), channel=channel, number="2")
    page = client.get(LIST, {"seller": "casa aurora"})
    assert shown(page) == ["1"]
    assert [(c.label, c.value) for c in page.context["listing"].chips] == [
        ("Seller", "Casa Aurora")
    ]
    assert 'name="seller"' in page.content.decode()
    options = client.get(SELLERS, {"seller": "casa"}).content.decode()
    assert '<option value="Casa Aurora">' in options


def test_a_seller_is_asked_for_no_other_seller(panel, seller):
    SellerFactory(name="Outro Lar", code="outro")
    order_of(seller)
    page = panel.get(LIST, {"seller": "outro"})
    text = page.content.decode()
    assert len(shown(page)) == 1
    assert page.context["listing"].chips == []
    assert 'name="seller"' not in text
    assert "outro" not in text.casefold()
    assert panel.get(SELLERS, {"seller": "outro"}).status_code == 404


def test_the_search_box_stands_on_every_page_of_the_panel(panel):
    for path in (LIST, "/seller-center/", "/seller-center/exports/"):
        assert (
            f'<form role="search" method="post" action="{SEARCH}">'
            in panel.get(path).content.decode()
        )


def test_the_search_box_goes_straight_to_an_order(panel, seller):
    order_of(seller, number="17/11")
    assert panel.post(SEARCH, {"q": " 17/11 "}).url == "/seller-center/orders/17~2F11/"


def test_the_number_of_a_stranger_s_order_finds_nothing(panel):
    OrderFactory(number="1711", items=1, items__seller=SellerFactory())
    assert panel.post(SEARCH, {"q": "1711"}).url == f"{LIST}?q=1711"
    response = panel.get(LIST, {"q": "1711"})
    assert shown(response) == []


def test_the_search_box_goes_straight_to_a_package(panel, seller):
    package = order_of(seller).packages.get()

    assert panel.post(SEARCH, {"q": f" {package.number} "}).url == (
        f"/seller-center/packages/{package.number}/"
    )


@pytest.mark.parametrize("column", ["tracking_number", "invoice_number"])
def test_the_search_box_finds_one_s_own_numbers_alone(panel, seller, column):
    other = SellerFactory()
    order = order_of(seller, 500, others=[other])
    OrderItem.objects.filter(seller=seller).update(**{column: "MINE-77"})
    OrderItem.objects.filter(seller=other).update(**{column: "THEIRS-77"})
    assert shown(panel.post(SEARCH, {"q": "MINE-77"}, follow=True)) == [order.number]
    assert shown(panel.post(SEARCH, {"q": "THEIRS-77"}, follow=True)) == []
    both = panel.post(SEARCH, {"q": "MINE-77\nTHEIRS-77"}, follow=True)
    assert shown(both) == [order.number]
    assert "1 of 2 numbers match no order: <strong>THEIRS-77</strong>" in both.content.decode()


def test_the_search_box_finds_a_customer_and_shows_what_was_typed(panel, seller):
    order_of(seller, number="1", first_name="Umut", last_name="Işık")
    response = panel.post(SEARCH, {"q": "ISIK"}, follow=True)
    assert response.request["QUERY_STRING"] == "q=ISIK"
    assert shown(response) == ["1"]
    assert 'type="search" value="ISIK"' in panel.get(LIST, {"q": "ISIK"}).content.decode()


def test_bytes_of_nothing_break_no_page(panel):
    assert panel.get(LIST, {"seller": "a\0b", "pasted_q": "\0", "q": "\0"}).status_code == 200
