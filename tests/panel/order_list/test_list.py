from decimal import Decimal

import pytest

from tests.factories import OrderFactory, SalesChannelFactory, UserFactory
from tests.panel.order_list.pages import LIST, make, shown

CHANNELS = "/omnitron/settings/channels/"
pytestmark = pytest.mark.django_db


def test_an_order_shows_its_row(panel, channel):
    OrderFactory(channel=channel, items=2, payments=1, amount=Decimal("1249.90"), number="1711")
    text = panel.get(LIST).content.decode()
    for words in ("1711", "Marketplace", "Web", "Inês Araújo Pimentel", "Approved", "Credit card"):
        assert words in text
    assert "R$1,249.90" in text


def test_a_stranger_s_order_is_not_listed(panel):
    OrderFactory(number="stranger")
    assert shown(panel.get(LIST)) == []


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


def test_sorting_by_amount_needs_one_currency(client, channel):
    lira = SalesChannelFactory(currency="TRY")
    client.force_login(UserFactory(role="Operator", channels=[channel, lira]))
    for amount in ("5", "9", "7"):
        OrderFactory(channel=channel, number=amount, amount=Decimal(amount))
    unsorted = client.get(LIST, {"sort": "amount"})
    assert "Choose a currency or a channel to sort by amount" in unsorted.content.decode()
    assert shown(client.get(LIST, {"sort": "-amount", "currency": "BRL"})) == ["9", "7", "5"]
    assert shown(client.get(LIST, {"sort": "amount", "channel": channel.pk})) == ["5", "7", "9"]


def test_what_is_counted_by_amount_is_what_is_shown(panel, channel):
    make(channel, 3)
    OrderFactory(channel=channel, currency="EUR")
    response = panel.get(LIST, {"sort": "amount"})
    assert response.context["listing"].count == len(shown(response)) == 3


def test_an_unknown_order_of_the_list_says_so(panel):
    assert "cannot be sorted like that" in panel.get(LIST, {"sort": "x"}).content.decode()


@pytest.mark.parametrize(
    ("role", "words", "leads_on"),
    [("Operator", "Ask an admin for access", False), ("Admin", "Give yourself access", True)],
)
def test_nobody_without_a_channel_is_left_wondering(client, role, words, leads_on):
    client.force_login(UserFactory(role=role))
    text = client.get(LIST).content.decode()
    assert f"{words} to a channel: its orders are shown here then." in text
    assert (f'<a class="btn" href="{CHANNELS}">' in text) is leads_on


@pytest.mark.parametrize(("role", "leads_on"), [("Operator", False), ("Admin", True)])
def test_a_list_without_orders_says_what_to_do_about_a_missing_channel(
    client, channel, role, leads_on
):
    client.force_login(UserFactory(role=role, channels=[channel]))
    text = client.get(LIST).content.decode()
    assert ("If a channel is missing, ask an admin for access to it." in text) is not leads_on
    assert (f'<a class="btn" href="{CHANNELS}">' in text) is leads_on


def test_htmx_gets_the_list_alone(panel, channel):
    headers = {"HX-Request": "true", "HX-Target": "order-list"}
    text = panel.get(LIST, headers=headers).content.decode()
    assert text.strip().startswith('<div class="stack" id="order-list"')
    assert "<html" not in text


def test_pages_of_orders_are_not_kept_by_the_browser(panel):
    assert panel.get(LIST)["Cache-Control"] == "private, no-store"
