"""What each row of a file would do, and why it is refused."""

from datetime import date

import pytest

from bulk_updates.names import names_of_status
from orders.models import OrderItem
from orders.services.moving import move_items
from orders.states import ITEM_MOVES, Status
from tests.bulk_updates.uploads import HEADER, only_row, outcomes, read_rows, refused
from tests.factories import OrderFactory, OrderItemFactory, UserFactory
from tests.factories.reference import ShippingCompanyFactory

pytestmark = pytest.mark.django_db


def row_for(item, **values):
    """Header and row of a file that gives these columns of an item."""
    header = ("order_number", "order_item_id", *values)
    return header, (item.order.number, item.pk, *values.values())


def check(item, *, actor=None, **values):
    header, row = row_for(item, **values)
    return read_rows(row, header=header, actor=actor)


def changes(item, **values):
    update = check(item, **values)
    assert only_row(update).outcome == "change"
    return only_row(update).changes


@pytest.mark.parametrize(
    "word", ["500", "Shipped", "SHIPPED", "shipped", "Kargoya verildi", " Shipped "]
)
def test_a_status_is_given_by_code_name_or_caption(word):
    item = OrderItemFactory(status=Status.APPROVED)

    assert changes(item, status=word) == {"status": [400, 500]}


def test_a_status_of_two_words_is_given_with_an_underscore_or_a_space():
    item = OrderItemFactory(status=Status.SHIPPED)

    assert changes(item, status="ready_for_pickup") == {"status": [500, 520]}


def test_no_two_statuses_share_a_name_in_any_language():
    names = {}
    for status in Status:
        for name in names_of_status(status):
            assert names.setdefault(name.casefold(), status) == status


@pytest.mark.parametrize("word", ["jadlog", "JADLOG", "Jadlog Express", "jadlog express"])
def test_a_company_is_given_by_code_or_name(word):
    company = ShippingCompanyFactory(code="jadlog", name="Jadlog Express")

    assert changes(OrderItemFactory(), shipping_company=word) == {
        "shipping_company": [None, company.pk]
    }


def test_a_code_is_one_companys_whatever_others_are_named():
    ShippingCompanyFactory(code="one", name="two")
    second = ShippingCompanyFactory(code="two", name="Other")

    assert changes(OrderItemFactory(), shipping_company="two") == {
        "shipping_company": [None, second.pk]
    }


@pytest.mark.parametrize("word", ["2017-11-30", "30.11.2017"])
def test_a_date_is_iso_or_with_points(word):
    assert changes(OrderItemFactory(), invoice_date=word) == {"invoice_date": [None, "2017-11-30"]}


def test_clear_empties_each_column_that_can_be_empty():
    item = OrderItemFactory(
        shipping_company=ShippingCompanyFactory(),
        tracking_number="JD1",
        invoice_number="A1",
        invoice_date=date(2017, 11, 30),
        e_archive_url="https://example.com/1",
    )
    columns = (
        "shipping_company",
        "tracking_number",
        "invoice_number",
        "invoice_date",
        "e_archive_url",
    )

    assert changes(item, **dict.fromkeys(columns, "[Clear]")) == {
        "shipping_company": [item.shipping_company_id, None],
        "tracking_number": ["JD1", ""],
        "invoice_number": ["A1", ""],
        "invoice_date": ["2017-11-30", None],
        "e_archive_url": ["https://example.com/1", ""],
    }


def test_a_status_cannot_be_emptied():
    assert refused(check(OrderItemFactory(), status="[clear]")) == (
        "cannot_be_emptied",
        "status",
    )


def test_a_blank_cell_leaves_what_is_there():
    item = OrderItemFactory(status=Status.APPROVED, tracking_number="JD1")

    update = check(item, status="", tracking_number="")

    assert only_row(update).outcome == "unchanged"


def test_what_is_there_already_is_unchanged():
    company = ShippingCompanyFactory(code="ptt", is_active=False)
    item = OrderItemFactory(
        status=Status.CANCELED,
        shipping_company=company,
        tracking_number="JD1",
        invoice_date=date(2017, 11, 30),
    )

    update = check(
        item,
        status="Canceled",
        shipping_company="ptt",
        tracking_number="JD1",
        invoice_date="30.11.2017",
    )

    assert only_row(update).outcome == "unchanged"


def test_an_apostrophe_that_disarms_a_formula_is_taken_off():
    assert changes(OrderItemFactory(), tracking_number="'+55JD") == {
        "tracking_number": ["", "+55JD"]
    }


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


def test_an_item_that_was_changed_since_the_export_is_refused():
    item = OrderItemFactory(status=Status.APPROVED)
    version = item.version
    move_items(actor=UserFactory(is_superuser=True), item_ids=[item.pk], to=Status.PREPARING)

    update = check(item, row_version=version, tracking_number="JD1")

    assert refused(update) == ("changed_since_export", "row_version")
    assert only_row(update).reason_values == {"version": version + 1}


@pytest.mark.parametrize(
    ("number", "item", "reason", "column"),
    [
        ("", "{item}", "key_missing", "order_number"),
        ("{number}", "", "key_missing", "order_item_id"),
        ("1.23E+17", "{item}", "damaged_number", "order_number"),
        ("{number}", "1.23E+17", "damaged_number", "order_item_id"),
        ("{number}", "0", "unknown_item", "order_item_id"),
        ("{number}", "12x", "unknown_item", "order_item_id"),
        ("{number}", "9" * 40, "unknown_item", "order_item_id"),
        ("{other}", "{item}", "item_of_other_order", "order_item_id"),
        ("nothing", "{item}", "item_of_other_order", "order_item_id"),
    ],
)
def test_a_row_that_names_no_item_is_refused(number, item, reason, column):
    order = OrderFactory(items=1)
    names = {"item": order.items.get().pk, "number": order.number, "other": OrderFactory().number}

    update = read_rows((number.format(**names), item.format(**names), "Preparing", ""))

    assert refused(update) == (reason, column)


def test_an_item_of_a_channel_that_is_not_the_persons_is_unknown(operator_of):
    mine, other = OrderFactory(items=1), OrderFactory(items=2)
    first, second = other.items.all()

    update = read_rows(
        (mine.number, mine.items.get().pk, "Preparing", ""),
        (other.number, first.pk, "Preparing", ""),
        # Not even its order's number is told.
        (mine.number, second.pk, "Preparing", ""),
        actor=operator_of(mine.channel),
    )

    assert outcomes(update) == {
        2: ("change", "", ""),
        3: ("refused", "unknown_item", "order_item_id"),
        4: ("refused", "unknown_item", "order_item_id"),
    }
    assert update.channel_ids == [mine.channel_id]


def test_all_lines_about_one_item_are_refused_each_naming_another():
    order = OrderFactory(items=2)
    first, second = order.items.all()

    update = read_rows(
        (order.number, first.pk, "Preparing", ""),
        (order.number, second.pk, "Preparing", ""),
        (order.number, f"0{first.pk}", "Shipped", ""),
        (order.number, first.pk, "Preparing", ""),
    )

    twice = ("refused", "item_twice", "order_item_id")
    assert outcomes(update) == {2: twice, 3: ("change", "", ""), 4: twice, 5: twice}
    named = update.rows.filter(reason="item_twice").order_by("line")
    assert [row.reason_values["line"] for row in named] == [5, 2, 2]


def test_a_row_whose_cells_do_not_fit_makes_the_other_line_of_its_item_be_refused_too():
    item = OrderItemFactory()
    number = item.order.number

    update = read_rows((number, item.pk, "Preparing", ""), (number, item.pk, "Shipped", "", "x"))

    assert outcomes(update) == {
        2: ("refused", "item_twice", "order_item_id"),
        3: ("refused", "too_many_cells", ""),
    }


def test_codes_of_companies_that_differ_in_case_alone_are_refused():
    ShippingCompanyFactory(code="ptt", name="One")
    ShippingCompanyFactory(code="PTT", name="Two")

    assert refused(check(OrderItemFactory(), shipping_company="Ptt")) == (
        "ambiguous_company",
        "shipping_company",
    )


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


def test_of_many_groups_of_a_column_the_largest_are_shown_and_the_rest_is_one(monkeypatch):
    monkeypatch.setattr("bulk_updates.jobs.checking.MOST_GROUPS", 1)
    items = OrderItemFactory.create_batch(4, status=Status.SHIPPED)
    words = ("510", "510", "520", "540")
    rows = [
        (item.order.number, item.pk, word, "T1") for item, word in zip(items, words, strict=True)
    ]

    update = read_rows(*rows)

    found = [(group["column"], group["kind"], group["items"]) for group in update.groups]
    assert found == [
        ("status", "moved", 2),
        ("status", "others", 2),
        ("tracking_number", "set", 4),
    ]


def test_nothing_of_an_order_changes_before_somebody_applies_it():
    order = OrderFactory(items=1)
    before = OrderItem.objects.values().get()

    read_rows((order.number, before["id"], "Preparing", "JD1"))

    assert OrderItem.objects.values().get() == before
    assert not order.events.exists()


def test_the_figures_of_the_preview_add_up():
    order, other = OrderFactory(items=3), OrderFactory(items=1)
    a, b, c = order.items.all()

    update = read_rows(
        (order.number, a.pk, "Preparing", "JD1"),
        (order.number, b.pk, "Preparing", ""),
        (order.number, c.pk, "Approved", ""),
        (other.number, other.items.get().pk, "Delivered", ""),
        header=HEADER,
    )

    assert update.status == "ready"
    assert update.row_count == 4
    assert (update.change_count, update.unchanged_count, update.refused_count) == (2, 1, 1)
    assert update.order_count == 1
    assert update.refusals == {"move_not_allowed": 1}
    moved = {"column": "status", "kind": "moved", "before": 400, "after": 450, "items": 2}
    tracked = {
        "column": "tracking_number",
        "kind": "set",
        "before": None,
        "after": None,
        "items": 1,
    }
    assert update.groups == [moved, tracked]
