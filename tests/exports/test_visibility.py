"""A file holds what its owner may see at the moment when it is written, and nothing else."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exports.access import get_export
from exports.services.requesting import request_export
from omnitron.accounts.models import User
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from omnitron.core.errors import NotFound, Refusal
from orders.models import ChannelAccess
from orders.services.selecting import select_all, select_only
from orders.states import Status
from tests.exports.shop import SITE, content, run, table
from tests.factories import (
    OrderItemFactory,
    PaymentTransactionFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerStaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "ZZ-CANARY-77777"


@pytest.fixture
def seller(shop):
    return SellerFactory(name="Atelier Ouro")


@pytest.fixture
def staff(seller):
    return SellerStaffFactory(seller=seller).user


@pytest.fixture
def shared(shop, seller):
    """An order of two sellers; all that is the other's holds a canary."""
    order = shop.order(
        amount=Decimal("77998.67"),
        shipping_amount=Decimal("7.77"),
        net_shipping_amount=Decimal("7.77"),
        discount_amount=Decimal("77.77"),
    )
    OrderItemFactory(
        order=order, seller=seller, price=Decimal("106.90"), discount_amount=Decimal("6.90")
    )
    other = SellerFactory(name=CANARY)
    OrderItemFactory(
        order=order,
        seller=other,
        sku=CANARY,
        name=CANARY,
        attributes={CANARY: CANARY},
        price=Decimal("77777.77"),
        status=Status.SHIPPED,
    )
    PaymentTransactionFactory(order=order)
    return order


def as_seller(shop, staff, *orders, **values):
    return shop.export(*orders, user=staff, panel=SELLER_CENTER, **values)


@pytest.mark.parametrize("kind", ["orders", "order_items"])
def test_a_seller_s_file_has_nothing_of_another_seller_s(shop, staff, shared, kind):
    export = as_seller(shop, staff, shared, kind=kind)

    assert export.status == "ready"
    assert export.rows_total == 1
    held = content(export).decode()
    assert shared.number in held
    for secret in (CANARY, "77777.77", "77998.67", "77.77", "7.77"):
        assert secret not in held
    assert export.sums == {"BRL": "100.00"}


def test_a_seller_s_row_of_an_order_is_made_of_their_items(shop, staff, shared):
    (row,) = table(as_seller(shop, staff, shared, kind="orders"))

    names = ("Status", "Sellers", "Item count", "Amount", "Discount", "Shipping amount")
    assert [row[name] for name in names] == [
        "Waiting Packaging",
        "Atelier Ouro",
        "1",
        "100.00",
        "6.90",
        "",
    ]
    assert (row["Refunded amount"], row["Payment types"]) == ("0.00", "")


def test_the_marketplace_s_own_people_see_orders_as_a_whole(shop, shared):
    mpo = UserFactory(role="MPO", channels=[shop.channel])

    (row,) = table(as_seller(shop, mpo, shared, kind="orders"))

    assert (row["Item count"], row["Amount"], row["Shipping amount"]) == ("2", "77998.67", "7.77")
    assert row["Payment types"] == "Credit card"
    assert as_seller(shop, mpo, shared).rows_total == 2


def test_who_is_both_sees_each_order_as_the_role_there_says(shop, seller, shared):
    both = UserFactory(role="MPO", channels=[shop.channel])
    SellerStaffFactory(user=both, seller=seller)
    elsewhere = shop.order(channel=SalesChannelFactory(), amount=Decimal(500))
    OrderItemFactory(order=elsewhere, seller=seller, price=Decimal(10))
    OrderItemFactory(order=elsewhere, seller=SellerFactory(), price=Decimal(490))

    export = as_seller(shop, both, shared, elsewhere, kind="orders")

    assert [row["Amount"] for row in table(export)] == ["77998.67", "10.00"]


def test_an_administrator_sees_all_in_seller_center(shop, shared):
    admin = UserFactory(is_superuser=True)

    assert as_seller(shop, admin, shared, kind="orders").sums == {"BRL": "77998.67"}


def test_what_a_seller_s_filter_matches_is_theirs_alone(shop, staff, shared):
    stranger_s = shop.order()
    OrderItemFactory(order=stranger_s, seller=SellerFactory())
    selection = select_all(actor=staff, filter_query="", matched=2)

    export = as_seller(shop, staff, selection=selection, kind="orders")

    assert [row["Order number"] for row in table(export)] == [shared.number]


def test_an_order_of_another_channel_cannot_be_exported(shop):
    with pytest.raises(Refusal, match="None of the chosen orders is there any more"):
        shop.ask(shop.order(channel=SalesChannelFactory(), items=1))


def test_access_that_was_taken_away_meanwhile_counts(shop):
    kept, lost = shop.order(items=1), shop.order(channel=SalesChannelFactory(), items=1)
    shop.give(lost.channel)
    export = shop.ask(kept, lost)
    ChannelAccess.objects.filter(channel=lost.channel).delete()

    export = run(export)

    assert [row["order_number"] for row in table(export)] == [kept.number]
    assert (export.missing_count, export.missing_numbers) == (1, [])


def test_who_may_no_longer_export_gets_no_file(shop):
    export = shop.ask(shop.order(items=1))
    shop.user.groups.clear()

    export = run(export)

    assert (export.status, export.error, export.file) == ("failed", "not_permitted", "")


@pytest.mark.parametrize("role", ["Support", "API client"])
def test_some_roles_may_not_export(shop, role):
    user = UserFactory(role=role, channels=[shop.channel])

    with pytest.raises(Refusal, match="needs"):
        shop.ask(shop.order(items=1), user=user)


def test_nobody_exports_by_the_panel_of_another(shop, staff, shared):
    with pytest.raises(Refusal, match="Work in Omnitron"):
        shop.ask(shared, user=staff, panel=OMNITRON)


def test_somebody_else_s_selection_is_not_found(shop):
    selection = select_only(actor=shop.user, order_ids=[shop.order(items=1).pk])
    stranger = UserFactory(role="Operator", channels=[shop.channel])

    with pytest.raises(NotFound):
        request_export(
            actor=stranger,
            kind="orders",
            format="csv",
            columns=["order_number"],
            selection_id=selection.pk,
            panel=OMNITRON,
            zone="UTC",
            site=SITE,
        )


@pytest.mark.parametrize("kind", ["orders", "order_items"])
def test_more_orders_need_no_more_queries(shop, kind):
    counts = []
    for number in (3, 33):
        export = shop.ask(*(shop.order(items=2) for _n in range(number)), kind=kind)
        with CaptureQueriesContext(connection) as queries:
            run(export)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_who_left_a_seller_has_its_files_no_more(staff, seller, shared):
    selection = select_only(actor=staff, order_ids=[shared.pk])
    export = run(
        request_export(
            actor=User.objects.get(pk=staff.pk),
            kind="order_items",
            selection_id=selection.pk,
            format="csv",
            columns=["order_number"],
            panel=SELLER_CENTER,
            zone="UTC",
            site=SITE,
        )
    )
    assert get_export(User.objects.get(pk=staff.pk), export.pk) == export
    staff.seller_staff.all().delete()
    staff.seller_staff.create(seller=SellerFactory())

    with pytest.raises(NotFound):
        get_export(User.objects.get(pk=staff.pk), export.pk)


def test_the_marketplace_s_row_is_without_the_line_that_waits_for_its_approval(shop, shared):
    mpo = UserFactory(role="MPO", channels=[shop.channel])
    OrderItemFactory(order=shared, status=300, price=Decimal(5000))

    (row,) = table(as_seller(shop, mpo, shared, kind="orders"))

    assert (row["Status"], row["Item count"]) == ("Waiting Packaging", "2")
    assert (row["Shipping amount"], row["Payment types"]) == ("7.77", "Credit card")
    assert as_seller(shop, mpo, shared).rows_total == 2


def test_omnitron_s_file_keeps_the_words_of_omnitron(shop, shared):
    (row,) = table(shop.export(shared, kind="orders"))

    assert (row["Status"], row["Payment types"]) == ("Approved", "Credit card")
