"""How long figures are kept, for whom, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.models import ChannelAccess, SellerStaff
from orders.states import Status
from tests.caching import forget_what_is_kept
from tests.factories import SellerFactory, SellerPerformanceFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.seller_center.dashboard.pages import URL, figures

pytestmark = pytest.mark.django_db


def test_figures_are_kept_for_a_minute_and_not_beyond_the_work_for_a_seller(staff, seller, packed):
    packed(seller, Status.APPROVED)
    assert figures(staff.get(URL))["Orders"][0] == "1"
    packed(seller, Status.APPROVED)
    assert figures(staff.get(URL))["Orders"][0] == "1"

    SellerStaff.objects.all().delete()

    assert "figures" not in staff.get(URL).context


def test_figures_are_not_kept_beyond_a_marketplace(mpo, packed):
    packed(SellerFactory(), Status.APPROVED)
    assert figures(mpo.get(URL))["Orders"][0] == "1"

    ChannelAccess.objects.all().delete()

    assert figures(mpo.get(URL))["Orders"][0] == "0"


def test_nobody_s_figures_are_kept_for_somebody_else(client, seller, packed):
    packed(seller, Status.APPROVED)
    for works_for, number in ((seller, "1"), (SellerFactory(), "0")):
        client.force_login(staff_of(works_for))
        assert figures(client.get(URL))["Orders"][0] == number


def test_many_orders_and_sellers_cost_the_queries_of_few(client, channel, packed, returned):
    user = UserFactory(role="MPO", channels=[channel])
    client.force_login(user)

    def queries():
        for _ in range(2):  # What the person may is read once.
            forget_what_is_kept()
            with CaptureQueriesContext(connection) as captured:
                client.get(URL)
        return len(captured)

    def more(count):
        for seller in SellerFactory.create_batch(count):
            SellerStaff.objects.create(user=user, seller=seller)
            SellerPerformanceFactory(seller=seller, channel=channel)
            packed(seller, Status.APPROVED)
            returned(seller)

    more(3)
    few = queries()
    more(30)
    assert queries() == few
