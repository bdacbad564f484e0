"""What the desk lists, for whom, and what it says of each refund."""

from datetime import timedelta

import pytest
from django.utils import timezone

from payments.models import ManualRefund, Refund
from tests.factories import ManualRefundFactory, OrderFactory, UserFactory
from tests.panel.manual_refunds.pages import DESK, ids, needed, own, row_of
from tests.panel.order_detail.pages import text_of

pytestmark = pytest.mark.django_db


def waiting(shop, *, days=0, **values):
    refund = ManualRefundFactory(order=OrderFactory(channel=shop.channel, **values))
    since = timezone.now() - timedelta(days=days)
    Refund.objects.filter(pk=refund.pk).update(waiting_since=since)
    refund.refresh_from_db()
    return refund


def test_the_oldest_comes_first(shop, finance):
    young, old = waiting(shop, days=1), waiting(shop, days=5)

    assert ids(finance.get(DESK)) == [old.pk, young.pk]


def test_a_refund_names_the_plan_that_it_serves(shop, finance):
    refund = waiting(shop)

    page = finance.get(DESK)

    assert f"{refund.order.number} Plan {refund.plan_link.plan_id} " in text_of(page)


def test_refunds_of_other_channels_are_not_there(shop, finance):
    ManualRefundFactory()

    assert ids(finance.get(DESK)) == []


def test_tabs_divide_what_is_open(shop, finance):
    free, mine, theirs = (waiting(shop) for _ in range(3))
    own(mine, shop.finance)
    own(theirs, UserFactory())

    assert ids(finance.get(DESK)) == [free.pk, mine.pk, theirs.pk]
    assert ids(finance.get(f"{DESK}?tab=mine")) == [mine.pk]
    assert ids(finance.get(f"{DESK}?tab=free")) == [free.pk]
    assert ids(finance.get(f"{DESK}?tab=unknown")) == []


def test_an_unknown_tab_shows_what_is_open(shop, finance):
    refund = waiting(shop)

    assert ids(finance.get(f"{DESK}?tab=nonsense")) == [refund.pk]


def test_what_was_made_is_kept_for_thirty_days(shop, finance):
    recent, old = waiting(shop), waiting(shop)
    for refund, days in ((recent, 29), (old, 31)):
        moment = timezone.now() - timedelta(days=days)
        Refund.objects.filter(pk=refund.pk).update(status="made", settled_at=moment)
        ManualRefund.objects.create(
            refund=refund, made_by=shop.finance, made_on=moment.date(), reference="TED"
        )

    assert ids(finance.get(f"{DESK}?tab=made")) == [recent.pk]


def test_five_figures_say_what_waits(shop, finance):
    own(waiting(shop, days=6, amount="70.50", currency="EUR"), shop.finance)
    waiting(shop, days=1, amount="1249.90", currency="TRY")
    waiting(shop, days=2, amount="0.10", currency="TRY")

    figures = finance.get(DESK).context["desk"].figures

    assert (figures.open, figures.free, figures.mine, figures.unknown) == ("3", "2", "1", "0")
    assert figures.sums == "€70.50 and TRY\N{NO-BREAK SPACE}1,250.00"
    assert (figures.oldest, figures.late_text) == ("6 days", "1 older than 3 days")


def test_the_gateway_s_own_words_are_shown(finance, declined):
    page = finance.get(DESK)

    row = row_of(page, needed(declined)[0])
    assert (row.why, row.code) == (row.refund.failure_text, row.refund.failure_code)
    assert row.code != ""
    assert f"<code>{row.code}</code>" in page.content.decode()


def test_without_an_account_the_customer_is_asked(finance, declined):
    assert 'href="mailto:ines@example.com"' in finance.get(DESK).content.decode()


def test_the_account_of_the_plan_stands_in_for_that_of_the_item(shop, finance):
    refund = waiting(shop)
    plan = refund.plan_link.plan
    plan.iban, plan.holder_name = "DE89370400440532013000", "Inês Araújo"
    plan.save()

    row = row_of(finance.get(DESK), refund)

    assert row.account == ("DE89 3704 0044 0532 0130 00", "Inês Araújo")
    assert row.short_iban == "DE89 3704 … 0130 00"


def test_fifty_are_on_a_page_and_the_rest_on_the_next(shop, finance):
    refunds = [waiting(shop, days=60 - number) for number in range(52)]
    first = finance.get(DESK)

    second = finance.get(DESK, {"after": first.context["desk"].page.next})

    assert ids(first) == [refund.pk for refund in refunds[:50]]
    assert ids(second) == [refund.pk for refund in refunds[50:]]


def test_a_page_that_never_was_is_the_first_and_says_so(shop, finance):
    refund = waiting(shop)

    page = finance.get(f"{DESK}?after=nonsense")

    assert ids(page) == [refund.pk]
    assert "There is no such page; this is the first one." in text_of(page)


def test_the_sidebar_counts_what_is_open(shop, finance):
    waiting(shop)
    waiting(shop)

    assert '<span class="count">2</span>' in finance.get("/omnitron/orders/").content.decode()


def test_operators_have_no_entry(shop, client):
    client.force_login(shop.operator)

    assert "Manual Refunds" not in client.get("/omnitron/orders/").content.decode()


@pytest.mark.parametrize("count", [3, 33])
def test_the_desk_costs_the_same_whatever_waits(shop, finance, count, django_assert_num_queries):
    for _ in range(count):
        own(waiting(shop), shop.finance)

    with django_assert_num_queries(7):
        finance.get(DESK)
