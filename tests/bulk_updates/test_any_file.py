"""Files that nobody thinks of: each is refused as a whole, or each of its rows is counted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulk_updates.columns import COLUMNS
from bulk_updates.jobs.working import work_on
from bulk_updates.reading.problems import sentence_of
from bulk_updates.services.uploading import upload
from bulk_updates.telling import Teller
from omnitron.core.errors import Refusal
from orders.states import Status
from tests.bulk_updates.uploads import csv_of
from tests.factories import OrderFactory, UserFactory
from tests.factories.reference import ShippingCompanyFactory

ITEMS = 4
# Nothing of it changes: no file is applied.
ONE_WORLD = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = (
    *("", " ", "[clear]", "Shipped", "500", "Canceled", "approved", "jadlog", "2017-11-30"),
    *("31.02.2017", "https://example.com/1", "'=1+1", "=1+1", "1.23E+17", "-1", "0", "1" * 30),
)
CELLS = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=12),
)


@pytest.fixture
def world(db):
    """A person and an order whose lines files may be about."""
    ShippingCompanyFactory(code="jadlog")
    return UserFactory(is_superuser=True), OrderFactory(items=ITEMS, items__status=Status.APPROVED)


@st.composite
def tables(draw):
    """A header and rows of which most name an item that there is."""
    header = draw(st.permutations(COLUMNS).map(lambda names: names[: len(COLUMNS)]))
    rows = []
    for _row in range(draw(st.integers(0, 8))):
        row = {name: draw(CELLS) for name in COLUMNS}
        row["row_version"] = draw(st.sampled_from(["", "1", "2", "x"]))
        if draw(st.integers(0, 9)):
            row["order_number"], row["order_item_id"] = "{number}", draw(st.integers(0, ITEMS))
        rows.append([row[name] for name in header])
    delimiter = draw(st.sampled_from([",", ";", "\t"]))
    return header, rows, delimiter, draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))


def _content(table, order):
    header, rows, delimiter, encoding = table
    pks = [0, *order.items.values_list("pk", flat=True)]
    given = [
        [
            order.number if cell == "{number}" else pks[cell] if isinstance(cell, int) else cell
            for cell in row
        ]
        for row in rows
    ]
    return csv_of(*given, header=header, delimiter=delimiter, encoding=encoding)


def _worked_out(person, content):
    """The update after it was read; None where the file was refused at once."""
    try:
        update = upload(actor=person, file=SimpleUploadedFile("orders.csv", content))
    except Refusal:
        return None
    work_on(update.pk)
    update.refresh_from_db()
    return update


def _adds_up(update):
    """Every row is told of, and what is refused says why."""
    if update.status == "unreadable":
        return bool(sentence_of(update.problem, update.problem_values))
    told = Teller().tell(update.rows.filter(outcome="refused"))
    found = (update.change_count, update.unchanged_count, update.refused_count)
    return (
        update.status == "ready"
        and sum(found) == update.row_count == update.rows.count()
        and len(told) == update.refused_count
        and all(words.why and words.remedy for words in told)
    )


@ONE_WORLD
@given(table=tables())
def test_each_row_of_a_table_is_changed_unchanged_or_refused(world, table):
    person, order = world
    header, rows, *_others = table

    update = _worked_out(person, _content(table, order))

    assert update is None or _adds_up(update)
    if update is not None and update.status == "ready":
        at = header.index("order_item_id")
        blank = [row for row in rows if not any(str(cell).strip() for cell in row)]
        first = [row for row in rows if str(row[0]).lstrip().startswith("#")]
        assert update.row_count + update.remark_count == len(rows) - len(blank), at
        assert update.remark_count == len(first)


@ONE_WORLD
@given(content=st.binary(max_size=400))
def test_any_bytes_are_a_file_or_are_refused_with_a_sentence(world, content):
    update = _worked_out(world[0], content)

    assert update is None or _adds_up(update)


@ONE_WORLD
@given(tail=st.binary(max_size=200))
def test_any_bytes_below_a_header_are_rows_or_refused_with_a_sentence(world, tail):
    update = _worked_out(world[0], csv_of() + tail)

    assert update is None or _adds_up(update)
