"""The lists that figures lead to: what they show, to whom, and what they leave out."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulk_updates.models import BulkUpdate
from cancellations.models import CancellationPlan, OrderRest
from omnitron.panel import dated_list
from payments.models import Refund
from tests.factories import (
    BulkUpdateFactory,
    CancellationPlanFactory,
    CancellationPlanItemFactory,
    CancellationReasonFactory,
    ManualRefundFactory,
    RefundFactory,
    SalesChannelFactory,
)
from tests.panel.dashboard.conftest import NOON
from tests.panel.dashboard.pages import text_of

pytestmark = pytest.mark.django_db
REFUNDS = "/omnitron/refunds/"
PLANS = "/omnitron/plans/"
RESTS = "/omnitron/rests/"


def rows(page):
    return [row.pk for row in page.context["listing"].page.rows]


def made(days, **options):
    """A refund that somebody made by hand so many days ago."""
    refund = ManualRefundFactory(**options)
    Refund.objects.filter(pk=refund.pk).update(
        status="made", settled_at=NOON - timedelta(days=days)
    )
    return refund


def test_refunds_that_wait_stand_with_the_oldest_first(sign_in, placed, time_machine):
    refunds = []
    for day in (22, 20, 21):
        time_machine.move_to(NOON.replace(day=day))
        refunds.append(ManualRefundFactory(order=placed(1)))
    reserved = RefundFactory(order=placed(1))
    made(0, order=placed(1))
    client = sign_in()
    young, old, middle = (refund.pk for refund in refunds)

    assert rows(client.get(f"{REFUNDS}?status=needed")) == [old, middle, young]
    # Without a status: all that have not come to an end.
    assert set(rows(client.get(REFUNDS))) == {young, old, middle, reserved.pk}


def test_refunds_that_ended_stand_with_the_newest_first_within_their_days(sign_in, placed):
    one, two, old = (made(days, order=placed(9)) for days in (2, 1, 8))
    client = sign_in()

    assert rows(client.get(f"{REFUNDS}?status=made")) == [two.pk, one.pk, old.pk]
    days = "settled_from=2026-11-21&settled_to=2026-11-21"
    page = client.get(f"{REFUNDS}?status=made&{days}")
    assert rows(page) == [one.pk]
    assert [chip.label for chip in page.context["listing"].chips] == ["Date from", "Date to"]
    assert page.context["listing"].clear_url == f"{REFUNDS}?status=made"
    tabs = {name: url for name, _label, url in page.context["listing"].tabs}
    assert tabs["succeeded"] == f"{REFUNDS}?status=succeeded&{days}"
    assert tabs["needed"] == f"{REFUNDS}?status=needed"


def test_a_refund_says_its_order_plan_way_and_amount(sign_in, placed):
    refund = ManualRefundFactory(order=placed(1, amount="12.50", number="EU-7"))
    text = text_of(sign_in("Support").get(f"{REFUNDS}?status=needed"))
    plan = refund.plan_link.plan_id
    assert f"EU-7 Inês Araújo Pimentel Plan {plan} To be made by hand By hand" in text
    assert text.endswith("€12.50 1 of 1 Previous Next")


@pytest.mark.parametrize("query", ["status=nonsense", "settled_from=yesterday", "after=x"])
def test_nonsense_in_the_address_is_left_out(sign_in, placed, query):
    refund = ManualRefundFactory(order=placed(1))
    assert rows(sign_in().get(f"{REFUNDS}?{query}")) == [refund.pk]


def test_plans_are_found_by_a_reason_of_an_item_or_of_the_whole(sign_in, placed):
    stock, price = (CancellationReasonFactory(subject=name) for name in ("Out of stock", "Price"))
    of_item = CancellationPlanItemFactory(item=placed(1).items.get(), reason=stock).plan
    of_all = CancellationPlanFactory(order=placed(1), reason=stock)
    CancellationPlanFactory(order=placed(1), reason=price)
    without = CancellationPlanFactory(order=placed(1))
    called_off = CancellationPlanFactory(order=placed(1), reason=stock)
    CancellationPlan.objects.filter(pk=called_off.pk).update(status="withdrawn")
    client = sign_in()

    page = client.get(f"{PLANS}?reason={stock.pk}")
    assert set(rows(page)) == {of_item.pk, of_all.pk}
    assert "Out of stock" in text_of(page)
    assert rows(client.get(f"{PLANS}?reason=none")) == [without.pk]
    assert len(rows(client.get(PLANS))) == 4


def test_plans_are_found_by_the_days_on_which_they_were_made(sign_in, placed, time_machine):
    time_machine.move_to(NOON - timedelta(days=3))
    plan = CancellationPlanFactory(order=placed(5))
    time_machine.move_to(NOON)
    CancellationPlanFactory(order=placed(5))
    query = "created_from=2026-11-20&created_to=2026-11-20"
    assert rows(sign_in().get(f"{PLANS}?{query}")) == [plan.pk]


def test_plans_are_found_by_their_type(sign_in, planned):
    returned, canceled = planned(1, "refund"), planned(1)
    client = sign_in()
    assert rows(client.get(f"{PLANS}?plan_type=refund")) == [returned.pk]
    assert rows(client.get(f"{PLANS}?plan_type=cancel")) == [canceled.pk]


def rest_of(order, days):
    """A rest that was found so many days ago."""
    at = NOON - timedelta(days=days)
    return OrderRest.objects.create(order=order, amount=Decimal("7.50"), found_at=at)


def test_orders_with_a_rest_stand_with_the_oldest_first(sign_in, placed):
    young, old = (rest_of(placed(9, number=f"EU-{days}"), days) for days in (1, 5))
    client = sign_in()

    page = client.get(RESTS)

    assert rows(page) == [old.pk, young.pk]
    assert "EU-5 Inês Araújo Pimentel" in text_of(page)
    assert "€7.50" in text_of(page)
    assert rows(client.get(f"{RESTS}?found_from=2026-11-22")) == [young.pk]


@pytest.mark.parametrize("url", [REFUNDS, PLANS, RESTS])
def test_what_other_channels_have_is_not_listed(sign_in, placed, url):
    refund = ManualRefundFactory(order=placed(1, channel=SalesChannelFactory()))
    rest_of(refund.order, 1)
    page = sign_in().get(url)
    assert rows(page) == []
    assert "Nothing of what you may see is in this part of the list." in text_of(page)


@pytest.mark.parametrize("url", [f"{REFUNDS}?status=needed", PLANS, RESTS])
def test_pages_follow_each_other_and_keep_the_filter(sign_in, placed, url, monkeypatch):
    monkeypatch.setattr(dated_list, "PAGE_SIZE", 2)
    for _ in range(3):
        rest_of(ManualRefundFactory(order=placed(1)).order, 1)
    client = sign_in()

    first = client.get(url)
    listing = first.context["listing"]
    assert listing.count_text == "3"
    second = client.get(url, listing.link_query.dict() | {"after": listing.page.next})

    assert len(set(rows(first)) | set(rows(second))) == 3
    assert second.context["listing"].page.previous


@pytest.mark.parametrize("url", [f"{REFUNDS}?status=needed", PLANS, RESTS])
def test_many_rows_cost_the_queries_of_few(sign_in, placed, url):
    client = sign_in()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    def more(count):
        for _ in range(count):
            item = placed(1).items.get()
            CancellationPlanItemFactory(item=item, reason=CancellationReasonFactory())
            ManualRefundFactory(order=item.order)
            rest_of(item.order, 1)

    more(3)
    queries()  # What the person may is read once.
    few = queries()
    more(20)  # No more than a page: beyond, the rest is counted.
    assert queries() == few


def test_files_are_found_by_the_days_of_their_upload_and_by_what_waits(sign_in, channel):
    old, ready, other = (BulkUpdateFactory(channel_ids=[channel.pk]) for _ in range(3))
    BulkUpdate.objects.filter(pk=old.pk).update(uploaded_at=NOON - timedelta(days=3))
    for status in ("parsing", "ready"):
        BulkUpdate.objects.filter(pk=ready.pk).update(status=status, change_count=1)
    client = sign_in()

    def files(query):
        page = client.get(f"/omnitron/bulk-updates/?{query}")
        return [look.update.pk for look in page.context["listing"].rows]

    assert files("uploaded_from=2026-11-20&uploaded_to=2026-11-20") == [old.pk]
    assert files("ready=yes") == [ready.pk]
    assert files("") == [other.pk, ready.pk, old.pk]
    text = text_of(client.get("/omnitron/bulk-updates/?uploaded_to=2026-01-01"))
    assert "Date to: 1 Jan 2026" in text
    assert "No file matches" in text
