"""What the dashboard counts, to the last one, and that its lists say the same."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulk_updates.models import BulkUpdate
from cancellations.models import CancellationPlan, OrderRest
from orders.models import ChannelAccess
from orders.states import Status
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import register, run
from tests.factories import (
    BulkUpdateFactory,
    CancellationPlanFactory,
    CancellationPlanItemFactory,
    CancellationReasonFactory,
    CancellationRequestFactory,
    ManualRefundFactory,
    RefundFactory,
    SalesChannelFactory,
)
from tests.panel.dashboard.conftest import NOON
from tests.panel.dashboard.pages import TODAY, URL, counted_at, figure, links, text_of

__all__ = ["gateway", "shop"]

pytestmark = pytest.mark.django_db
MONTH_OF = "from=2026-10-25&placed_to=2026-11-23"
DAY_OF = "from=2026-11-23&placed_to=2026-11-23"
PLANS_OF_MONTH = "from=2026-10-25&created_to=2026-11-23"
ORDERS, PLANS = "/omnitron/orders/", "/omnitron/plans/"


@pytest.fixture
def month(placed, planned):
    """Six orders of the month, three of them of today, and plans of it; one of each is too old."""
    for days in (0, 0, 0, 10, 10, 29, 30):
        placed(days)
    for days in (0, 29, 30):
        planned(days)
    for days in (10, 10, 31):
        planned(days, "refund")
    called_off = planned(0)
    CancellationPlan.objects.filter(pk=called_off.pk).update(status="withdrawn")


def test_a_month_counts_orders_cancellations_and_returns(sign_in, month):
    page = sign_in().get(URL)

    assert figure(page, "Orders") == ("6", f"{ORDERS}?placed_{MONTH_OF}", ["today 3"])
    assert figure(page, "Cancellations") == (
        "2",
        f"{PLANS}?plan_type=cancel&created_{PLANS_OF_MONTH}",
        ["33.3% of orders", "today 1"],
    )
    assert figure(page, "Returns") == (
        "2",
        f"{PLANS}?plan_type=refund&created_{PLANS_OF_MONTH}",
        ["33.3% of orders", "today 0"],
    )
    assert "As of 23 Nov 2026, 15:00 UTC+3 , all channels that you see" in text_of(page)


def test_today_begins_at_midnight_of_the_person(sign_in, month, placed, planned):
    for make in (placed, planned):
        make(0.625)  # 21:00 of yesterday in UTC: midnight in Istanbul.
        make(0.626)

    page = sign_in().get(TODAY)

    assert figure(page, "Orders") == ("4", f"{ORDERS}?placed_{DAY_OF}", ["30 days 8"])
    assert figure(page, "Cancellations")[::2] == ("2", ["50.0% of orders", "30 days 4"])
    assert figure(page, "Returns")[::2] == ("0", ["0.0% of orders", "30 days 2"])


def test_nothing_at_all_is_said_in_words(sign_in):
    text = text_of(sign_in("Finance").get(URL))
    assert "Nothing was placed or canceled in the last 30 days." in text
    assert "Nothing was canceled or returned." in text
    assert "No money is on its way back." in text
    assert "Cancellations 0 – of orders today 0" in text
    assert "Requests waiting 0 Manual refunds open 0 Bulk updates 0 0 ready to apply" in text


def test_what_waits_says_since_when(sign_in, placed, time_machine):
    for days in (2, 6):
        time_machine.move_to(NOON.replace(day=23 - days))
        item = placed(days).items.get()
        CancellationRequestFactory(item=item)
        ManualRefundFactory(order=item.order)
    time_machine.move_to(NOON)

    page = sign_in("Finance").get(URL)

    assert figure(page, "Requests waiting") == ("2", "/omnitron/requests/", ["oldest 6 d"])
    assert figure(page, "Manual refunds open") == (
        "2",
        "/omnitron/manual-refunds/",
        ["oldest 6 d"],
    )


def test_orders_with_a_rest_stand_below_the_refunds(sign_in, placed):
    for days in (1, 4):
        at = NOON - timedelta(days=days)
        OrderRest.objects.create(order=placed(days), amount="5.00", found_at=at)
    words = "Orders with a rest: 2 , oldest 4 d. More was paid for them than they cost."
    assert words in text_of(sign_in().get(URL))
    # Who may do nothing about them is not told.
    assert "Orders with a rest" not in text_of(sign_in("Support").get(URL))


def test_files_are_counted_with_those_that_wait_to_be_applied(sign_in, channel):
    ready, applied, empty = (
        BulkUpdateFactory(channel_ids=[channel.pk], change_count=count) for count in (5, 5, 0)
    )
    BulkUpdate.objects.filter(pk=applied.pk).update(uploaded_at=NOON.replace(month=9))
    for update in (ready, empty):
        for status in ("parsing", "ready"):
            BulkUpdate.objects.filter(pk=update.pk).update(status=status)

    page = sign_in().get(URL)

    assert figure(page, "Bulk updates") == (
        "2",
        "/omnitron/bulk-updates/?uploaded_from=2026-10-25&uploaded_to=2026-11-23",
        ["1 ready to apply"],
    )


def test_plans_are_counted_by_each_reason_they_name_but_for_those_called_off(sign_in, placed):
    stock, price = (CancellationReasonFactory(subject=name) for name in ("Out of stock", "Price"))
    for reason in (stock, stock, price):
        CancellationPlanItemFactory(item=placed(1).items.get(), reason=reason)
    CancellationPlanFactory(order=placed(1), reason=price)
    CancellationPlanFactory(order=placed(1))
    called_off = CancellationPlanFactory(order=placed(1), reason=stock)
    CancellationPlan.objects.filter(pk=called_off.pk).update(status="withdrawn")

    page = sign_in().get(URL)

    rows = [(row.subject, row.count, row.width) for row in page.context["dashboard"].reasons]
    assert rows == [
        ("Out of stock", "2", "290.0"),
        ("Price", "2", "290.0"),
        ("Without a reason", "1", "145.0"),
    ]
    assert page.context["dashboard"].plans == "5"


def test_refunds_show_by_status_and_currency_how_much_and_how_old(
    sign_in, shop, gateway, placed, channel, time_machine
):
    time_machine.move_to(NOON.replace(day=20))
    ManualRefundFactory(order=placed(3, amount="12.00"))
    time_machine.move_to(NOON)
    other = SalesChannelFactory(currency="JPY")
    RefundFactory(order=placed(0, amount="900", channel=other))
    RefundFactory(order=placed(0, amount="1.50"))
    ChannelAccess.objects.create(user=shop.finance, channel=channel)
    ChannelAccess.objects.create(user=shop.finance, channel=other)
    order = shop.place("30.00")
    register(gateway, order)
    run(shop.plan(order, shop.wish(order.items.get())))
    client = sign_in(None, is_superuser=True)

    text = text_of(client.get(URL))

    assert "Reserved 2 €1.50 ¥900 0 min" in text
    assert "To be made by hand 1 €12.00 3 d" in text
    assert "Succeeded 1 €30.00 –" in text


def test_every_number_is_that_of_its_list(sign_in, month, placed, channel, time_machine):
    reason = CancellationReasonFactory()
    CancellationPlanItemFactory(item=placed(1).items.get(), reason=reason)
    CancellationPlanFactory(order=placed(1))
    CancellationRequestFactory(item=placed(3).items.get())
    ManualRefundFactory(order=placed(3))
    RefundFactory(order=placed(3))
    BulkUpdateFactory(channel_ids=[channel.pk])
    OrderRest.objects.create(order=placed(3), amount=5, found_at=NOON)
    client = sign_in("Finance")
    for address in (URL, TODAY):
        found = links(client.get(address))
        assert len(found) > 70
        assert ("/omnitron/rests/", "1") in found
        assert [(url, counted_at(client, url)) for url, _n in found] == found


def test_what_other_channels_have_counts_for_nobody_else(sign_in, placed):
    strange = SalesChannelFactory()
    order = placed(0, Status.CANCELED, channel=strange)
    CancellationRequestFactory(item=placed(0, channel=strange).items.get())
    ManualRefundFactory(order=order)
    BulkUpdateFactory(channel_ids=[strange.pk])
    OrderRest.objects.create(order=order, amount=5, found_at=NOON)
    placed(0)

    page = sign_in("Finance").get(URL)

    texts = [found.text for found in page.context["dashboard"].figures]
    assert texts == ["1", "0", "0", "0", "0", "0"]
    assert page.context["dashboard"].refunds == []
    assert page.context["dashboard"].rests is None
    assert page.context["dashboard"].reasons == []


def test_figures_are_kept_for_a_minute_for_the_same_rights_alone(sign_in, placed, channel):
    placed(0)
    client = sign_in()
    assert figure(client.get(URL), "Orders")[0] == "1"
    placed(0)
    assert figure(client.get(URL), "Orders")[0] == "1"
    assert figure(client.get(TODAY), "Orders")[0] == "2"

    ChannelAccess.objects.all().delete()

    page = client.get(URL)
    assert figure(page, "Orders")[0] == "0"
    assert "You were given no sales channel, so there is nothing to count." in text_of(page)


def test_many_orders_cost_the_queries_of_few(sign_in, placed, channel):
    client = sign_in("Finance")

    def queries(period):
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{URL}?{period}")
        return len(captured)

    def more(count):
        for _ in range(count):
            item = placed(0).items.get()
            CancellationPlanItemFactory(item=item, reason=CancellationReasonFactory())
            ManualRefundFactory(order=item.order)
            BulkUpdateFactory(channel_ids=[channel.pk])

    more(3)
    client.get("/omnitron/exports/")  # What the person may is read once.
    few = queries("period=today")
    more(30)
    assert queries("") == few
