"""Many packages shipped by a carrier's list: ticked, filled in, uploaded, applied, in a browser."""

import csv
import io

import pytest
from playwright.sync_api import expect

from bulk_updates.models import BulkUpdate
from orders.states import Status
from tests.bulk_updates.uploads import worked_on
from tests.factories import SellerFactory, ShippingCompanyFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of
from tests.seller_center.packages.pages import LIST

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


def filled_in(path):
    """The file with a company and a number in each line, as a warehouse hands it back."""
    lines = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    for line in lines:
        line |= {"shipping_company": "jadlog", "tracking_number": f"JD-{line['package']}"}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, lines[0])
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode()


def test_ticked_packages_are_shipped_by_a_file(open_page, axe, tmp_path):
    seller = SellerFactory()
    ShippingCompanyFactory(code="jadlog")
    packages = [package_of(seller, Status.PREPARING) for _ in range(3)]
    page = open_page(staff_of(seller), f"{LIST}?view=preparing", width=390)
    for package in packages[:2]:
        page.get_by_role("checkbox", name=f"Package {package.number}").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="File for tracking numbers").click()
    download.value.save_as(tmp_path / "tracking-numbers.csv")

    page.get_by_role("link", name="upload it").click()
    file = {
        "name": "tracking-numbers.csv",
        "mimeType": "text/csv",
        "buffer": filled_in(tmp_path / "tracking-numbers.csv"),
    }
    page.get_by_label("Drop a CSV or Excel file here").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="Reading the file")).to_be_visible()
    update = worked_on(BulkUpdate.objects.get())
    page.get_by_role("link", name="Apply", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="Applying")).to_be_visible()
    worked_on(update)

    expect(page.get_by_role("heading", name="2 items changed")).to_be_visible()
    assert axe(page) == []
    found = [(package.status, package.tracking_number) for package in map(fresh, packages)]
    assert found == [
        ("shipped", f"JD-{packages[0].number}"),
        ("shipped", f"JD-{packages[1].number}"),
        ("preparing", ""),
    ]
