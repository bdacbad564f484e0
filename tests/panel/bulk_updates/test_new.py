"""Handing a file over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bulk_updates.models import BulkUpdate
from omnitron.bulk_update_pages.new import MOST_MEGABYTES
from tests.bulk_updates.uploads import csv_of, workbook_of
from tests.panel.bulk_updates.pages import LIST, address, items_of, line_of
from tests.panel.order_detail.pages import text_of

pytestmark = pytest.mark.django_db

NEW = f"{LIST}new/"
HTMX = {"HX-Request": "true"}


def send(client, content, name="orders.csv", **options):
    return client.post(NEW, {"file": SimpleUploadedFile(name, content)}, **options)


def error_of(response):
    return response.context["form"].errors["file"]


def test_the_page_says_what_a_file_looks_like_and_gives_the_template(operator):
    page = operator.get(NEW)

    text, html = text_of(page), page.content.decode()
    columns = "status , shipping_company , tracking_number , invoice_number , invoice_date"
    assert columns in text
    assert "[clear] empties it" in text
    assert "884130 [clear] Its tracking number is emptied." in text
    assert [step.label for step in page.context["steps"] if step.is_current] == ["Upload"]
    assert ".csv up to 160 MB and 1,000,000 rows, .xlsx up to 20 MB and 100,000 rows" in text
    assert f'href="{LIST}template.csv"' in html
    assert f'href="{LIST}template.xlsx"' in html
    assert 'enctype="multipart/form-data"' in html
    assert f'data-csv-bytes="{MOST_MEGABYTES["csv"] * 1024 * 1024}"' in html


@pytest.mark.parametrize(("make", "name"), [(csv_of, "orders.csv"), (workbook_of, "orders.xlsx")])
def test_a_file_becomes_a_bulk_update_of_whoever_sent_it(operator, user, channel, make, name):
    item = items_of(channel, 1)[0]

    answer = send(operator, make(line_of(item, "Shipped", "JD1")), name)

    update = BulkUpdate.objects.get()
    assert answer.url == address(update)
    assert (update.uploaded_by, update.file_name) == (user, name)
    item.refresh_from_db()
    assert item.tracking_number == ""


def test_a_script_is_sent_to_the_next_page_as_a_whole(operator):
    answer = send(operator, csv_of(("1", "2", "3", "4")), headers=HTMX)

    assert answer["HX-Redirect"] == address(BulkUpdate.objects.get())


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.csv", "The file is empty: choose the one that you filled in."),
        (
            b"PK\x03\x04....",
            "a.csv",
            "The content is Excel, but the name does not end with .xlsx: rename the file.",
        ),
        (
            b"order_number,order_item_id,stats\n1,2,3\n",
            "a.csv",
            "The column “stats” is not known: rename it, or delete it. Is it status?",
        ),
        (
            b"order_number,order_item_id,status\n",
            f"{'x' * 150}.csv",
            "The name of the file has 154 characters, 150 are the most: shorten it.",
        ),
    ],
)
def test_what_is_refused_stands_at_the_field(operator, content, name, sentence):
    answer = send(operator, content, name)

    assert answer.status_code == 422
    assert error_of(answer) == [sentence]
    html = answer.content.decode()
    assert 'aria-invalid="true" autofocus' in html
    assert 'aria-describedby="id_file_chosen id_file_error"' in html
    assert not BulkUpdate.objects.exists()


def test_nothing_chosen_is_refused(operator):
    answer = operator.post(NEW)

    assert answer.status_code == 422
    assert error_of(answer) == ["Choose a file first."]
