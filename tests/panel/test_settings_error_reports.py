"""The page of a sales channel shows what its clients could not do."""

import pytest

from integrations.services.reporting import keep_report
from tests.factories import OrderFactory, SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return SalesChannelFactory()


@pytest.fixture
def robot(channel):
    return UserFactory(role="API client", channels=[channel], username="robot")


@pytest.fixture
def page(client, channel):
    client.force_login(UserFactory(role="Admin", channels=[channel]))
    return lambda: client.get(f"/omnitron/settings/channels/{channel.pk}/").content.decode()


def test_a_channel_without_reports_says_so(page):
    assert "Nothing went wrong in the last 90 days." in page()


def test_a_report_is_shown_with_what_it_was_about(page, robot, channel):
    order = OrderFactory(channel=channel, number="TR-17")
    keep_report(
        actor=robot,
        channel=channel,
        action_content_type="order",
        action_object_id=order.pk,
        error_desc="Omnitron-<b>GetOrders</b>",
        raw_response="504 Gateway Time-out",
    )

    shown = page()

    assert "Omnitron-&lt;b&gt;GetOrders&lt;/b&gt;" in shown
    assert '<a href="/omnitron/orders/TR-17/">Order TR-17</a>' in shown
    assert "504 Gateway Time-out" in shown


def test_reports_in_the_same_words_are_told_apart_by_their_codes(page, robot, channel):
    keep_report(actor=robot, channel=channel, error_code="stock_7", error_desc="Not taken over")
    keep_report(actor=robot, channel=channel, error_code="alone")

    shown = page()

    assert 'Not taken over</strong> <code class="text-break">stock_7</code>' in shown
    assert "alone</strong> <code" not in shown


def test_an_order_that_the_reader_may_not_see_is_no_link(client, robot, channel):
    order = OrderFactory(channel=channel, number="TR-17")
    told = {"action_content_type": "order", "action_object_id": order.pk, "error_desc": "x"}
    keep_report(actor=robot, channel=channel, **told)
    client.force_login(UserFactory(role="Admin"))

    shown = client.get(f"/omnitron/settings/channels/{channel.pk}/").content.decode()

    assert "TR-17" not in shown
    assert f"Order {order.pk}" in shown


def test_a_place_is_told_by_its_name(page, robot, channel):
    keep_report(
        actor=robot,
        channel=channel,
        action_content_type="township",
        details={"name": "Kadıköy", "city_id": 34},
        error_code="integrations_200_10_1",
    )
    assert "Township Kadıköy" in page()


def test_successes_and_other_channels_are_not_shown(page, robot, channel):
    keep_report(actor=robot, channel=channel, error_desc="went well", is_ok=True)
    other = SalesChannelFactory()
    stranger = UserFactory(role="API client", channels=[other])
    keep_report(actor=stranger, channel=other, error_desc="elsewhere")

    shown = page()

    assert "went well" not in shown
    assert "elsewhere" not in shown


@pytest.mark.parametrize("reports", [3, 33])
def test_many_reports_take_no_more_queries(
    page, robot, channel, reports, django_assert_max_num_queries
):
    orders = OrderFactory.create_batch(reports, channel=channel)
    for order in orders:
        told = {"action_content_type": "order", "action_object_id": order.pk}
        keep_report(actor=robot, channel=channel, error_desc="Failed.", **told)
    page()
    with django_assert_max_num_queries(20):
        assert page().count("Failed.") == min(reports, 20)
