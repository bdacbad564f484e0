from decimal import Decimal

import pytest
from django.urls import reverse

from omnitron.panel.models import SavedView
from orders.states import Status
from tests.factories import OrderFactory, SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/omnitron/orders/"


@pytest.fixture
def channel():
    return SalesChannelFactory(name="Marketplace")


@pytest.fixture
def operator(channel):
    return UserFactory(role="Operator", channels=[channel])


@pytest.fixture
def panel(client, operator):
    client.force_login(operator)
    return client


def make(channel, count, **kwargs):
    customer = OrderFactory(channel=channel, number=f"first-{count}", **kwargs).customer
    return OrderFactory.create_batch(count - 1, channel=channel, customer=customer, **kwargs)


def shown(response):
    return [order.number for order in response.context["listing"].page.rows]


def test_an_order_shows_its_row(panel, channel):
    OrderFactory(channel=channel, items=2, payments=1, amount=Decimal("1249.90"), number="1711")
    text = panel.get(LIST).content.decode()
    for words in ("1711", "Marketplace", "Web", "Inês Araújo Pimentel", "Approved", "Credit card"):
        assert words in text
    assert "R$1,249.90" in text


def test_a_stranger_s_order_is_not_listed(panel):
    OrderFactory(number="stranger")
    assert shown(panel.get(LIST)) == []


def test_a_list_costs_the_same_at_3_and_33_orders(panel, channel, django_assert_num_queries):
    SavedView.objects.create(user=UserFactory(), name="Somebody else's")
    make(channel, 3)
    with django_assert_num_queries(7):
        panel.get(LIST)
    make(channel, 33)
    with django_assert_num_queries(7):
        panel.get(LIST)


@pytest.mark.parametrize(
    "query", ["number=first-3", "status=200", "customer=ines", "q=first-3", "reported=no"]
)
def test_a_filtered_list_costs_eight_queries_at_most(
    panel, channel, query, django_assert_max_num_queries
):
    make(channel, 33)
    make(channel, 3)
    with django_assert_max_num_queries(8):
        panel.get(f"{LIST}?{query}")


def test_pages_follow_each_other_by_key(panel, channel):
    make(channel, 120)
    first = panel.get(LIST)
    second = panel.get(LIST, {"after": first.context["listing"].page.next})
    third = panel.get(LIST, {"after": second.context["listing"].page.next})
    assert [len(shown(page)) for page in (first, second, third)] == [50, 50, 20]
    assert len(set(shown(first) + shown(second) + shown(third))) == 120
    back = panel.get(LIST, {"before": third.context["listing"].page.previous})
    assert shown(back) == shown(second)


def test_a_forged_page_says_so_and_shows_the_first(panel, channel):
    make(channel, 3)
    response = panel.get(LIST, {"after": "forged"})
    assert "There is no such page; this is the first one." in response.content.decode()
    assert len(shown(response)) == 3


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


@pytest.mark.parametrize("key", ["9" * 20, "9" * 5000, "-1", "x"])
def test_keys_that_no_order_has_are_left_out_of_a_selection(panel, channel, key):
    make(channel, 3)
    response = panel.post(
        reverse("omnitron:order-select"), {"query": "", "shown": [key], "chosen": [key]}
    )
    assert response.status_code == 302
    assert panel.get(LIST).context["chosen"].count == 0


def test_five_thousand_pasted_numbers_are_answered_from_a_short_address(panel, channel):
    OrderFactory(channel=channel, number=f"{4999:032x}")
    typed = "\n".join(f"{n:032x}" for n in range(5_000))
    response = panel.post(reverse("omnitron:order-filter"), {"number": typed}, follow=True)
    assert len(response.request["QUERY_STRING"]) < 100
    assert shown(response) == [f"{4999:032x}"]
    assert "4999 of 5000 numbers match no order" in response.content.decode()


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


def test_sorting_by_amount_needs_one_currency(client, channel):
    lira = SalesChannelFactory(currency="TRY")
    client.force_login(UserFactory(role="Operator", channels=[channel, lira]))
    for amount in ("5", "9", "7"):
        OrderFactory(channel=channel, number=amount, amount=Decimal(amount))
    unsorted = client.get(LIST, {"sort": "amount"})
    assert "Choose a currency or a channel to sort by amount" in unsorted.content.decode()
    assert shown(client.get(LIST, {"sort": "-amount", "currency": "BRL"})) == ["9", "7", "5"]
    assert shown(client.get(LIST, {"sort": "amount", "channel": channel.pk})) == ["5", "7", "9"]


def test_an_unknown_order_of_the_list_says_so(panel):
    assert "cannot be sorted like that" in panel.get(LIST, {"sort": "x"}).content.decode()


def test_no_match_offers_to_take_filters_away(panel, channel):
    make(channel, 3)
    text = panel.get(LIST, {"status": "550", "customer": "nobody"}).content.decode()
    assert "No order matches all filters" in text
    assert "Remove “Status: Delivered”" in text


def test_nobody_without_a_channel_is_left_wondering(client):
    client.force_login(UserFactory(role="Operator"))
    assert "You were given no sales channel" in client.get(LIST).content.decode()


def test_htmx_gets_the_list_alone(panel, channel):
    headers = {"HX-Request": "true", "HX-Target": "order-list"}
    text = panel.get(LIST, headers=headers).content.decode()
    assert text.strip().startswith('<div class="stack" id="order-list"')
    assert "<html" not in text


def test_the_search_box_goes_straight_to_an_order(panel, channel):
    OrderFactory(channel=channel, number="1711")
    response = panel.post(reverse("omnitron:order-search"), {"q": " 1711 "})
    assert response.url == reverse("omnitron:order-detail", args=["1711"])


def test_the_search_box_lists_what_matches(panel, channel):
    OrderFactory(channel=channel, number="1711", first_name="Umut", last_name="Işık")
    response = panel.post(reverse("omnitron:order-search"), {"q": "ISIK"}, follow=True)
    assert response.request["QUERY_STRING"] == "q=ISIK"
    assert shown(response) == ["1711"]


def test_ticks_last_from_page_to_page(panel, channel):
    make(channel, 60)
    first = panel.get(LIST)
    ids = [order.pk for order in first.context["listing"].page.rows]
    data = {"query": "", "shown": ids, "chosen": ids[:2]}
    panel.post(reverse("omnitron:order-select"), data)
    panel.get(LIST, {"after": first.context["listing"].page.next})
    again = panel.get(LIST)
    assert again.context["chosen"].page_ids == set(ids[:2])
    assert "<strong>2 selected</strong>" in again.content.decode()


def test_all_that_match_can_be_selected_and_let_go(panel, channel):
    make(channel, 60)
    select = reverse("omnitron:order-select")
    panel.post(select, {"query": "", "action": "all"})
    assert "<strong>All 60 selected</strong>" in panel.get(LIST).content.decode()
    panel.post(select, {"query": "", "action": "none"})
    assert panel.get(LIST).context["chosen"].count == 0


def test_a_selection_belongs_to_its_filter(panel, channel):
    make(channel, 3, status=Status.SHIPPED)
    panel.post(reverse("omnitron:order-select"), {"query": "status=500", "action": "all"})
    assert panel.get(LIST, {"status": "500"}).context["chosen"].count == 3
    assert panel.get(LIST).context["chosen"].count == 0


def test_a_view_is_saved_shown_and_deleted(panel, operator):
    save = reverse("omnitron:order-view-save")
    panel.post(save, {"name": "Shipped", "query": "status=500"})
    view = SavedView.objects.get()
    assert (view.user, view.name, view.query) == (operator, "Shipped", "status=500")
    assert panel.get(LIST, {"status": "500"}).context["listing"].saved_view == view
    panel.post(reverse("omnitron:order-view-delete", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_a_view_of_the_same_name_takes_the_new_filter(panel):
    save = reverse("omnitron:order-view-save")
    panel.post(save, {"name": "Mine", "query": "status=500"})
    panel.post(save, {"name": "Mine", "query": "status=400"})
    assert SavedView.objects.get().query == "status=400"


def test_a_view_needs_a_name(panel):
    response = panel.post(
        reverse("omnitron:order-view-save"), {"name": " ", "query": ""}, follow=True
    )
    assert "Give the view a name" in response.content.decode()
    assert not SavedView.objects.exists()


def test_a_view_s_name_holds_no_bytes_of_nothing(panel):
    panel.post(reverse("omnitron:order-view-save"), {"name": "a\0b", "query": ""})
    assert not SavedView.objects.exists()


def test_pages_of_orders_are_not_kept_by_the_browser(panel):
    assert panel.get(LIST)["Cache-Control"] == "private, no-store"


def test_somebody_else_s_view_does_not_exist(panel):
    view = SavedView.objects.create(user=UserFactory(), name="Theirs")
    response = panel.post(reverse("omnitron:order-view-delete", args=[view.pk]))
    assert response.status_code == 404
    assert SavedView.objects.get() == view
