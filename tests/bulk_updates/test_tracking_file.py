"""A file of packages, to write tracking numbers into and upload."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bulk_updates.services.deciding import apply_bulk_update
from bulk_updates.services.uploading import upload
from bulk_updates.services.writing_templates import write_tracking_file
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound, Refusal
from orders.states import Status
from tests.bulk_updates.uploads import worked_on
from tests.factories import SellerFactory, ShippingCompanyFactory
from tests.orders.packages.parcels import fresh, package_of

pytestmark = pytest.mark.django_db


def lines_of(staff, *packages):
    download = write_tracking_file(actor=staff, numbers=[package.number for package in packages])
    text = b"".join(download.content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_item_that_has_not_left_has_a_line(staff, seller):
    company = ShippingCompanyFactory(code="jadlog")
    package = package_of(
        seller, Status.PREPARING, Status.SHIPPED, Status.CANCELED, shipping_company=company
    )
    item = package.items.get(line_number=1)

    assert lines_of(staff, package) == [
        {
            "order_number": package.order.number,
            "order_item_id": str(item.pk),
            "row_version": "1",
            "status": "Shipped",
            "shipping_company": "jadlog",
            "tracking_number": "",
            "package": package.number,
            "sku": item.sku,
            "product": item.name,
        }
    ]


def test_filled_in_and_uploaded_it_ships_them(staff, seller):
    ShippingCompanyFactory(code="jadlog")
    packages = [package_of(seller, Status.PREPARING), package_of(seller)]
    lines = lines_of(staff, *packages)
    for place, line in enumerate(lines):
        line |= {"shipping_company": "jadlog", "tracking_number": f"JD{place}"}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, lines[0])
    writer.writeheader()
    writer.writerows(lines)

    file = SimpleUploadedFile("tracking.csv", text.getvalue().encode())
    update = worked_on(upload(actor=staff, file=file, panel=SELLER_CENTER))
    assert (update.change_count, update.refused_count) == (2, 0)
    apply_bulk_update(actor=staff, pk=update.pk, panel=SELLER_CENTER)
    worked_on(update)

    shipped = [fresh(package) for package in packages]
    assert {package.status for package in shipped} == {"shipped"}
    assert sorted(package.tracking_number for package in shipped) == ["JD0", "JD1"]


def test_what_a_spreadsheet_would_run_is_disarmed(staff, seller):
    package = package_of(seller)
    package.items.update(name="=1+1")
    assert lines_of(staff, package)[0]["product"] == "'=1+1"


def test_another_seller_s_package_does_not_exist(staff):
    with pytest.raises(NotFound):
        lines_of(staff, package_of(SellerFactory()))


def test_nothing_ticked_is_refused(staff):
    with pytest.raises(Refusal, match="Tick the packages first"):
        lines_of(staff)
