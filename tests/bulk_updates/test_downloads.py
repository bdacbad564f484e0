"""The template, and the rows of a file with what became of them."""

import csv
import io

import pytest
from openpyxl import load_workbook

from bulk_updates.columns import COLUMNS
from bulk_updates.models import BulkUpdate
from bulk_updates.services.deciding import apply_bulk_update, undo_bulk_update
from bulk_updates.services.downloading import download_result
from bulk_updates.services.writing_templates import write_template
from omnitron.accounts.models import AuditEntry
from omnitron.core.errors import Conflict, NotFound
from orders.services.moving import move_items
from orders.states import Status
from tests.bulk_updates.uploads import csv_of, outcomes, read, uploaded, workbook_of, worked_on
from tests.factories import OrderItemFactory

pytestmark = pytest.mark.django_db

HEADER = ("order_number", "order_item_id", "row_version", "status", "tracking_number")


def csv_rows(download, delimiter=","):
    text = b"".join(download.content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


def result_of(update, **options):
    return download_result(actor=update.uploaded_by, pk=update.pk, **options)


def workbook_rows(download):
    book = load_workbook(io.BytesIO(b"".join(download.content)))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


@pytest.fixture
def items():
    return OrderItemFactory.create_batch(2)


def table(items):
    good, bad = items
    return [
        (good.order.number, good.pk, good.version, "Shipped", "JD1"),
        (bad.order.number, bad.pk, "", "Canceled", "JD2"),
    ]


REFUSAL = [
    "refused",
    "needs_plan",
    "Canceled is reached by a cancellation plan alone."
    " Cancel or return the item on the order page.",
]


def test_the_template_is_read_as_a_file_without_rows():
    for file_format in ("csv", "xlsx"):
        download = write_template(file_format)

        update = read(b"".join(download.content), name=download.name)

        assert (update.problem, update.columns) == ("no_rows", list(COLUMNS))


def test_the_template_of_excel_has_the_header_and_a_line_of_hints():
    header, hints = workbook_rows(write_template("xlsx"))

    assert tuple(header) == COLUMNS
    assert hints[0].startswith("#")


def test_the_rows_come_back_as_they_were_with_what_would_become_of_them(items):
    update = read(csv_of(*table(items), header=HEADER, delimiter=";"), name="week 48.csv")

    download = result_of(update)

    first, second = table(items)
    assert download.name == "week 48-result.csv"
    assert csv_rows(download, ";") == [
        [*HEADER, "outcome", "reason", "what_to_do"],
        [*map(str, first), "change", "", ""],
        [*map(str, second), *REFUSAL],
    ]


def test_what_was_applied_has_its_new_version_and_is_unchanged_when_uploaded_again(items):
    update = read(csv_of(*table(items), header=HEADER))
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk)
    worked_on(update)

    content = b"".join(result_of(update).content)
    again = read(content)

    rows = csv_rows(result_of(update))
    assert rows[1] == [
        items[0].order.number,
        str(items[0].pk),
        "2",
        "Shipped",
        "JD1",
        "changed",
        "",
        "",
    ]
    assert outcomes(again) == {
        2: ("unchanged", "", ""),
        3: ("refused", "needs_plan", "status"),
    }
    assert again.ignored_columns == ["outcome", "reason", "what_to_do"]


def test_what_was_undone_says_so(items):
    update = read(csv_of(table(items)[0], header=HEADER))
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk)
    undo_bulk_update(actor=update.uploaded_by, pk=worked_on(update).pk)
    worked_on(update)

    assert csv_rows(result_of(update))[1][2:] == ["3", "Shipped", "JD1", "undone", "", ""]


def test_only_the_refused_rows_can_be_taken(items):
    update = read(csv_of(*table(items), header=HEADER))

    download = result_of(update, only_refused=True)

    assert download.name == "orders-refused.csv"
    assert [row[-3:] for row in csv_rows(download)[1:]] == [REFUSAL]


def test_a_workbook_comes_back_as_one(items):
    update = read(workbook_of(*table(items), header=HEADER), name="orders.xlsx")

    rows = workbook_rows(result_of(update))

    assert [row[-3:] for row in rows[1:]] == [["change", None, None], REFUSAL]


def test_text_that_looks_like_a_formula_stays_text_in_a_workbook():
    update = read(workbook_of(("1", "2", "", "'=1+1")), name="orders.xlsx")

    book = load_workbook(io.BytesIO(b"".join(result_of(update).content)))

    assert book.active["D2"].data_type == "s"


def test_lines_for_people_do_not_come_back(items):
    content = csv_of(("# hint", "", "", "", ""), *table(items), header=HEADER)

    assert len(csv_rows(result_of(read(content)))) == 3


def test_a_file_that_is_not_read_yet_has_no_result():
    with pytest.raises(Conflict, match="not read yet"):
        result_of(uploaded(csv_of()))


def test_a_file_that_is_no_longer_kept_has_no_result(items):
    update = read(csv_of(*table(items), header=HEADER))
    BulkUpdate.objects.filter(pk=update.pk).update(cleared_at=update.uploaded_at)

    with pytest.raises(NotFound, match="no longer kept"):
        result_of(update)


def test_a_long_file_is_told_in_few_queries(items, django_assert_max_num_queries):
    update = read(
        csv_of(*(("1", "2", "", "", "")) and [("1", "2", "", "", "")] * 2_500, header=HEADER)
    )

    with django_assert_max_num_queries(8):
        assert len(csv_rows(result_of(update))) == 2_501


def test_columns_of_an_export_that_change_nothing_are_read_past_in_each_language(items):
    good = items[0]
    header = (*HEADER, "Date placed (Europe/Istanbul)", "Satıcı", "SKU")
    content = csv_of((good.order.number, good.pk, "", "Shipped", "", "x", "y", "z"), header=header)

    update = read(content)

    assert outcomes(update) == {2: ("change", "", "")}
    assert update.ignored_columns == list(header[5:])


def test_a_download_is_in_the_audit_log(items):
    update = read(csv_of(*table(items), header=HEADER))

    download_result(actor=update.uploaded_by, pk=update.pk, remote_addr="127.0.0.1")

    entry = AuditEntry.objects.get(action="downloaded")
    assert (entry.actor, entry.subject_id) == (update.uploaded_by, str(update.pk))


def test_a_strangers_file_gives_no_result(items, operator_of):
    update = read(csv_of(*table(items), header=HEADER))

    with pytest.raises(NotFound, match="There is no bulk update"):
        download_result(actor=operator_of(items[0].order.channel), pk=update.pk)


def test_of_a_stopped_update_only_what_was_applied_is_told_as_undone(items, monkeypatch):
    monkeypatch.setattr("bulk_updates.jobs.applying.ORDERS_AT_ONCE", 1)
    first, second = items
    third = OrderItemFactory()
    rows = [(item.order.number, item.pk, 1, "Shipped", "") for item in (first, second, third)]
    update = read(csv_of(*rows, header=HEADER))
    move_items(actor=update.uploaded_by, item_ids=[second.pk], to=Status.PREPARING)
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk, only_if_all_good=True)
    worked_on(update)

    found = csv_rows(result_of(update))[1:]

    assert [(row[2], *row[-3:-1]) for row in found] == [
        ("3", "undone", ""),
        ("1", "refused", "changed_since_export"),
        ("1", "change", ""),
    ]


def test_what_a_colleague_would_run_is_disarmed_and_comes_back_as_it_was():
    rows = (("1", "2", "", "", "=HYPERLINK(1)"), ("1", "3", "", "", "-5"))
    update = read(csv_of(*rows, header=HEADER))

    content = b"".join(result_of(update).content)
    again = read(content)

    assert [row[4] for row in csv_rows(result_of(update))[1:]] == ["'=HYPERLINK(1)", "-5"]
    assert list(again.rows.order_by("line").values_list("tracking_number", flat=True)) == [
        "=HYPERLINK(1)",
        "-5",
    ]


def test_a_result_that_is_uploaded_again_comes_back_with_three_columns_more_and_not_six(items):
    update = read(csv_of(*table(items), header=HEADER))

    again = read(b"".join(result_of(update).content))

    assert csv_rows(result_of(again))[0] == [*HEADER, "outcome", "reason", "what_to_do"]
