"""How sellers did, on the marketplace's page and on a seller's own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    CancellationReasonFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerPerformanceFactory,
    UserFactory,
)
from tests.orders.packages.parcels import staff_of
from tests.panel.order_detail.pages import text_of
from tests.seller_center.market import next_step

pytestmark = pytest.mark.django_db

LIST = "/seller-center/sellers/"
OWN = "/seller-center/performance/"
CANARY = "77,777.77"


@pytest.fixture
def channel(db):
    return SalesChannelFactory(currency="BRL")


@pytest.fixture
def mpo(client, channel):
    client.force_login(UserFactory(role="MPO", channels=[channel]))
    return client


def did(channel, name="Casa Aurora", **values):
    seller = SellerFactory(name=name)
    return SellerPerformanceFactory(seller=seller, channel=channel, **values)


def names(response):
    return [row.performance.seller.name for row in response.context["sellers"].rows]


def test_the_worst_comes_first_and_is_marked(mpo, channel):
    did(channel, "Good", rejected_30=1)
    did(channel, "Bad", rejected_30=6)
    did(channel, "On the line", items_30=1000, rejected_30=25)

    page = mpo.get(LIST)

    assert names(page) == ["Bad", "On the line", "Good"]
    assert [row.is_over for row in page.context["sellers"].rows] == [True, False, False]
    text = text_of(page)
    assert "Bad 90 100 6 6.0% over 3.0% 20.0% R$199.00" in text
    assert "On the line 90 1,000 25 2.5% 3.0%" in text


def test_costs_are_put_in_order_within_their_currency(client, channel):
    lira = SalesChannelFactory(currency="TRY")
    client.force_login(UserFactory(role="MPO", channels=[channel, lira]))
    for where, name, cost in (
        (lira, "Ten lira", 10),
        (channel, "Two reais", 2),
        (lira, "Nine hundred lira", 900),
        (channel, "Five reais", 5),
    ):
        did(where, name, cost_30=cost)

    assert names(client.get(LIST, {"sort": "-cost"})) == [
        "Five reais",
        "Two reais",
        "Nine hundred lira",
        "Ten lira",
    ]


def test_the_sums_are_over_all_sellers_and_over_nobody_else_s(mpo, channel):
    did(channel, rejected_30=3, cost_30=100)
    did(channel, rejected_30=0, cost_30=50)
    did(SalesChannelFactory(), cost_30="77777.77")

    text = text_of(mpo.get(LIST))

    assert "Items 200 Rejected 3 1.5% of items Over the threshold 1 of 2 sellers" in text
    assert "Late shipments 20.0% 38 of 190 Cost of rejections R$150.00" in text
    assert CANARY not in text


def test_90_days_show_their_own_figures(mpo, channel):
    did(channel, orders_90=251, late_90=13)
    text = text_of(mpo.get(f"{LIST}?days=90"))
    assert "Casa Aurora 251 300 9 3.0% 2.0% 5.0% R$900.00" in text


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["Alfa", "Beta", "Gama"]),
        ("-name", ["Gama", "Beta", "Alfa"]),
        ("-orders", ["Beta", "Alfa", "Gama"]),
        ("rejected", ["Gama", "Alfa", "Beta"]),
        ("-late", ["Alfa", "Beta", "Gama"]),
        ("nonsense", ["Beta", "Alfa", "Gama"]),
    ],
)
def test_every_column_sorts(mpo, channel, sort, order):
    did(channel, "Beta", orders_30=9, rejected_30=8, late_30=2)
    did(channel, "Alfa", orders_30=5, rejected_30=5, late_30=3)
    did(channel, "Gama", orders_30=1, rejected_30=1, late_30=1)
    assert names(mpo.get(f"{LIST}?sort={sort}")) == order


def test_a_seller_without_items_comes_last_however_it_is_sorted(mpo, channel):
    did(channel, "None", items_30=0, rejected_30=0)
    did(channel, "Some")
    for sort in ("rate", "-rate"):
        assert names(mpo.get(f"{LIST}?sort={sort}")) == ["Some", "None"]


def test_a_search_narrows_the_list_and_not_the_sums(mpo, channel):
    did(channel, "Casa Aurora")
    did(channel, "Móveis Ubá")

    page = mpo.get(f"{LIST}?q=UBÁ")

    assert names(page) == ["Móveis Ubá"]
    assert page.context["sellers"].figures.sellers == "2"
    assert "No seller has “xyz” in the name or the code." in text_of(mpo.get(f"{LIST}?q=xyz"))


def test_before_the_first_count_the_list_says_when_to_look_again(mpo):
    page = mpo.get(LIST)
    assert "No figures yet" in text_of(page)
    assert next_step(page) == "/seller-center/orders/"


def test_many_sellers_cost_the_queries_of_few(mpo, channel):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            mpo.get(LIST)
        return len(captured)

    reason = CancellationReasonFactory()
    for _ in range(3):
        did(channel, reasons_30={str(reason.pk): 2})
    queries()  # What the person may is read once.
    few = queries()
    for _ in range(30):
        did(channel, reasons_30={str(reason.pk): 2})
    assert queries() == few


def test_one_seller_has_reasons_and_weeks_with_their_numbers(mpo, channel):
    stock, price = (
        CancellationReasonFactory(subject=subject) for subject in ("Out of stock", "Wrong price")
    )
    performance = did(channel, reasons_30={str(price.pk): 1, str(stock.pk): 3})

    text = text_of(mpo.get(f"{LIST}{performance.seller_id}/"))

    assert "Out of stock 3 75.0% Wrong price 1 25.0%" in text
    assert "Rejected 2.0% 2 of 100" in text
    assert "How these figures are counted" in text


def test_a_seller_of_another_marketplace_is_not_found(mpo):
    stranger = did(SalesChannelFactory())
    assert mpo.get(f"{LIST}{stranger.seller_id}/").status_code == 404


def test_staff_see_their_own_sellers_and_nothing_of_others(client, channel):
    mine = did(channel, "Mine", rejected_30=40)
    did(channel, "Somebody else", cost_30="77777.77", rejected_30=41)
    client.force_login(staff_of(mine.seller))

    page = client.get(OWN)

    text = text_of(page)
    assert "Mine" in text
    assert "40.0% of the items of the last 30 days were rejected." in text
    assert "40 of 100" in text
    for foreign in ("Somebody else", CANARY, "41 of 100", "41.0%", "81 of 200", "40.5%"):
        assert foreign not in page.content.decode()
    assert client.get(LIST).status_code == 404
    assert client.get(f"{LIST}{mine.seller_id}/").status_code == 404


def test_staff_of_a_seller_without_orders_read_why_there_is_nothing(client):
    client.force_login(staff_of(SellerFactory()))
    page = client.get(OWN)
    assert "No figures yet" in text_of(page)
    assert next_step(page) == "/seller-center/orders/"
