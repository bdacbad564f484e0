"""How far a worker is, and what somebody who looks is told when it has come to an end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bulk_updates.services.deciding import apply_bulk_update
from tests.bulk_updates.uploads import csv_of, uploaded, worked_on
from tests.panel.bulk_updates.pages import (
    address,
    items_of,
    line_of,
    set_to,
    shipping,
    step_of,
)
from tests.panel.order_detail.pages import text_of

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("columns", "words", "percent"),
    [
        ({}, "Reading the file Waiting for a worker", ""),
        (
            {"status": "parsing", "claim": "0" * 32, "bytes_read": 25, "file_size": 100},
            "Reading the file 25 bytes of 100 bytes",
            "12%",
        ),
        (
            {"status": "parsing", "row_count": 4000, "lines_checked": 2000},
            "Checking the rows 2,000 of 4,000 rows",
            "75%",
        ),
    ],
)
def test_one_that_is_read_says_how_far_that_is(operator, user, columns, words, percent):
    update = uploaded(csv_of(("1", "2", "3", "4")), actor=user)
    if "claim" in columns:
        columns = columns | {"claimed_until": timezone.now()}
    set_to(update, **columns)

    page = operator.get(address(update))

    assert f"{words} {percent}".rstrip() in text_of(page)
    assert page.context["shown"].progress.percent == percent
    assert step_of(page) == ["Upload"]
    assert (
        f'<noscript><div class="acts"><a class="btn btn-sm" href="{address(update)}">'
        in page.content.decode()
    )


def test_one_that_is_applied_says_how_far_how_fast_and_how_long(operator, user, channel):
    update = shipping(user, items_of(channel, 2))
    begin = timezone.now() - timedelta(seconds=100)
    set_to(update, status="applying", change_count=8000, changed_count=6000, applied_at=begin)

    page = operator.get(address(update))

    text = text_of(page)
    assert "Applying 6,000 of 8,000 items, 60 a second, about 33 seconds left 75%" in text
    assert 'value="6000" max="8000"' in page.content.decode()
    assert step_of(page) == ["Apply"]


def test_one_that_is_undone_says_how_far_that_is(operator, user, channel):
    update = shipping(user, items_of(channel, 2))
    begin = timezone.now() - timedelta(seconds=1000)
    columns = {"changed_count": 9000, "restored_count": 2990, "kept_count": 10}
    set_to(update, "applying", "undoing", undoing_at=begin, undone_by=user, **columns)

    text = text_of(operator.get(address(update)))

    assert "Undoing 3,000 of 9,000 items, 3 a second, about 33 minutes left 33%" in text


def test_one_that_cannot_go_on_says_since_when(operator, user, channel):
    update = shipping(user, items_of(channel, 1))
    set_to(update, "applying", applied_at=timezone.now(), troubled_at="2026-11-23T10:31Z")

    text = text_of(operator.get(address(update)))

    assert "It cannot go on since 23 Nov 2026, 10:31 UTC . It is tried again by itself" in text


def test_somebody_who_looks_gets_the_progress_alone_until_it_ends(operator, user, channel):
    update = uploaded(csv_of(line_of(items_of(channel, 1)[0], "Shipped", "")), actor=user)
    place = address(update, "progress/?watched=reading")

    answer = operator.get(place, headers=HTMX)

    assert answer.content.decode().strip().startswith('<section class="card" id="progress"')
    assert f'hx-get="{place}"' in answer.content.decode()

    worked_on(update)
    answer = operator.get(place, headers=HTMX)

    assert (answer["HX-Retarget"], answer["HX-Reselect"]) == ("#bulk-update", "#bulk-update")
    assert answer["HX-Reswap"] == "outerHTML"
    assert 'role="status" hx-swap-oob="innerHTML"' in answer.content.decode()
    assert f"Bulk update {update.pk}: Ready to apply." in text_of(answer)


def test_who_looks_at_the_reading_is_told_once_it_is_applied(operator, user, channel):
    update = shipping(user, items_of(channel, 1))
    apply_bulk_update(actor=user, pk=update.pk)

    answer = operator.get(address(update, "progress/?watched=reading"), headers=HTMX)

    assert answer["HX-Retarget"] == "#bulk-update"
    assert "watched=applying" in answer.content.decode()


def test_one_that_is_stopped_says_what_it_does(operator, user, channel):
    update = shipping(user, items_of(channel, 1))
    set_to(update, "applying", "undoing", undoing_at=timezone.now(), changed_count=5)

    assert "Stopped, and being put back" in text_of(operator.get(address(update)))
