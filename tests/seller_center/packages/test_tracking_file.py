"""The file of the ticked packages for a carrier's tracking numbers."""

import csv
import io

import pytest

from orders.states import Status
from tests.orders.packages.parcels import package_of
from tests.seller_center.packages.pages import STRANGE, TRACKING_FILE, listed, text_of

pytestmark = pytest.mark.django_db


def answer_to(client, *packages):
    """What the button answers with these packages ticked."""
    return client.post(
        f"{TRACKING_FILE}?view=preparing", {"package": [package.number for package in packages]}
    )


def test_the_ticked_packages_come_as_a_file_to_keep(client, packer, seller, stranger):
    ticked, other = package_of(seller), package_of(seller)

    response = answer_to(client, ticked)

    assert response["Content-Disposition"] == 'attachment; filename="tracking-numbers.csv"'
    assert response["Cache-Control"] == "private, no-store"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["package"], row["order_number"], row["status"]) for row in rows] == [
        (ticked.number, ticked.order.number, "Shipped")
    ]
    assert other.number not in text
    assert [word for word in STRANGE if word in text] == []


def test_what_has_left_needs_no_file_and_stays_ticked(client, packer, seller):
    shipped, waiting = package_of(seller, Status.SHIPPED), package_of(seller)

    response = client.post(f"{TRACKING_FILE}?view=all", {"package": [shipped.number]})

    assert response.status_code == 422
    page = text_of(response)
    assert "None of these packages still has something to ship: tick others." in page
    assert f'value="{shipped.number}" aria-label="Package {shipped.number}" checked' in page
    assert set(listed(response)) == {shipped.number, waiting.number}


def test_another_seller_s_package_does_not_exist(client, packer, stranger):
    response = answer_to(client, stranger)

    assert response.status_code == 404
    assert [word for word in STRANGE if word in text_of(response)] == ["STRANGE-9"]


def test_the_list_leads_to_where_the_file_is_uploaded(client, packer, package):
    page = text_of(client.get("/seller-center/packages/?view=preparing"))

    assert page.count('<a href="/seller-center/bulk-updates/new/">upload it</a>') == 1
