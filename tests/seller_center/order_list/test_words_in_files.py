"""A file of orders calls what an order is doing what the list calls it."""

import pytest

from exports.services.requesting import request_export
from omnitron.accounts.models import User
from omnitron.accounts.panels import SELLER_CENTER
from orders.services.selecting import select_all
from orders.states import UNAPPROVED, Status
from tests.exports.conftest import media
from tests.exports.shop import SITE, run, table
from tests.factories import OrderItemFactory, SellerFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.seller_center.order_list.pages import LIST, order_of, reject

__all__ = ["media"]

pytestmark = pytest.mark.django_db(transaction=True)

W = Status.CANCELLATION_WAITING


@pytest.fixture
def orders(seller, channel):
    """One of each status, one in part, and canceled ones, of which some were rejected."""
    for status in sorted(set(Status) - UNAPPROVED - {W}):
        order_of(seller, status, channel=channel)
    waiting = order_of(seller, 100, channel=channel)
    before = {"status": W, "status_before_cancellation": Status.APPROVED}
    OrderItemFactory(order=waiting, seller=seller, **before)
    order_of(seller, 500, 300, channel=channel, others=[SellerFactory()])
    whole, part, by_brand, others = (order_of(seller, 100, 100, channel=channel) for _n in range(4))
    reject(*whole.items.all())
    reject(part.items.first())
    reject(*by_brand.items.all(), source="operator")
    reject(*others.items.all())
    OrderItemFactory(order=others, seller=SellerFactory(), status=100)


def words_of(client, user):
    """By number: what the list says, and what a file of all of it says."""
    client.force_login(user)
    rows = client.get(LIST).context["listing"].rows
    # As a request reads them: whom they work for counts.
    user = User.objects.get(pk=user.pk)
    selection = select_all(actor=user, filter_query="", matched=len(rows))
    export = request_export(
        actor=user,
        kind="orders",
        selection_id=selection.pk,
        format="csv",
        columns=["order_number", "status"],
        panel=SELLER_CENTER,
        zone="UTC",
        site=SITE,
    )
    in_file = {row["Order number"]: row["Status"] for row in table(run(export))}
    return {row.order.number: str(row.status.label) for row in rows}, in_file


def test_every_order_is_called_in_a_file_as_in_the_list(client, seller, mpo, orders):
    people = {"seller": staff_of(seller), "mpo": mpo, "all": UserFactory(is_superuser=True)}
    found = {who: words_of(client, user) for who, user in people.items()}
    for in_list, in_file in found.values():
        assert len(in_list) == 19
        assert in_file == in_list
    rejected = {who: list(words[1].values()).count("Rejected") for who, words in found.items()}
    assert rejected == {"seller": 2, "mpo": 1, "all": 1}
