"""Why a row is refused whose item is known."""

import pytest

from orders.services.moving import move_items
from orders.states import ITEM_MOVES, Status
from tests.bulk_updates.uploads import check, only_row, outcomes, read_rows, refused
from tests.factories import OrderFactory, OrderItemFactory, UserFactory
from tests.factories.reference import ShippingCompanyFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("status", "Sent", "unknown_status"),
        ("status", "Delivered", "move_not_allowed"),
        ("status", "Canceled", "needs_plan"),
        ("status", "50", "needs_plan"),
        ("status", "Refunded", "needs_plan"),
        ("status", "546", "move_not_allowed"),
        ("shipping_company", "nobody", "unknown_company"),
        ("tracking_number", "1.23E+17", "damaged_number"),
        ("tracking_number", "1,23e+17", "damaged_number"),
        ("tracking_number", "x" * 129, "too_long"),
        ("invoice_number", "1.23E+17", "damaged_number"),
        ("invoice_number", "x" * 129, "too_long"),
        ("invoice_date", "30/11/2017", "bad_date"),
        ("invoice_date", "31.11.2017", "bad_date"),
        ("invoice_date", "2017-02-29", "bad_date"),
        ("invoice_date", "yesterday", "bad_date"),
        ("invoice_date", "2999-01-31", "date_in_future"),
        ("invoice_date", "31.01.2999", "date_in_future"),
        ("e_archive_url", "example.com/1", "bad_url"),
        ("e_archive_url", "javascript:alert(1)", "bad_url"),
        ("e_archive_url", "http://", "bad_url"),
        ("e_archive_url", "https://example.com/a b", "bad_url"),
        ("e_archive_url", "https://example.com/" + "x" * 481, "too_long"),
        ("row_version", "one", "bad_version"),
        ("row_version", "9", "bad_version"),
    ],
)
def test_a_value_that_cannot_be_taken_is_refused_with_its_column(column, value, reason):
    item = OrderItemFactory(status=Status.APPROVED)
    values = {"status": "Preparing", column: value}

    assert refused(check(item, **values)) == (reason, column)


def test_an_inactive_company_is_refused_for_an_item_that_has_another():
    ShippingCompanyFactory(code="ptt", is_active=False)

    assert refused(check(OrderItemFactory(), shipping_company="ptt")) == (
        "inactive_company",
        "shipping_company",
    )


def test_names_of_companies_that_fold_to_the_same_are_refused():
    ShippingCompanyFactory(code="a", name="Şile")
    ShippingCompanyFactory(code="b", name="Sile")

    assert refused(check(OrderItemFactory(), shipping_company="sile")) == (
        "ambiguous_company",
        "shipping_company",
    )


def test_codes_of_companies_that_differ_in_case_alone_are_refused():
    ShippingCompanyFactory(code="ptt", name="One")
    ShippingCompanyFactory(code="PTT", name="Two")

    assert refused(check(OrderItemFactory(), shipping_company="Ptt")) == (
        "ambiguous_company",
        "shipping_company",
    )


def test_an_item_that_was_changed_since_the_export_is_refused():
    item = OrderItemFactory(status=Status.APPROVED)
    version = item.version
    move_items(actor=UserFactory(is_superuser=True), item_ids=[item.pk], to=Status.PREPARING)

    update = check(item, row_version=version, tracking_number="JD1")

    assert refused(update) == ("changed_since_export", "row_version")
    assert only_row(update).reason_values == {"version": version + 1}


def test_from_a_final_status_no_move_is_allowed_and_no_plan_helps():
    item = OrderItemFactory(status=Status.CANCELED)

    assert refused(check(item, status="Shipped")) == ("move_not_allowed", "status")


def test_every_pair_of_statuses_is_judged_as_the_table_of_moves_has_it():
    plain = [status for status in Status if status != Status.CANCELLATION_WAITING]
    pairs = [(old, new) for old in plain for new in plain]
    orders = {old: OrderFactory(items=len(plain), items__status=old) for old in plain}
    items = {old: list(order.items.order_by("pk")) for old, order in orders.items()}

    update = read_rows(
        *((orders[old].number, items[old].pop().pk, int(new), "") for old, new in pairs)
    )

    allowed = {line: row[0] for line, row in outcomes(update).items()}
    assert allowed == {
        line: "unchanged" if old == new else "change" if ITEM_MOVES.allows(old, new) else "refused"
        for line, (old, new) in enumerate(pairs, start=2)
    }
