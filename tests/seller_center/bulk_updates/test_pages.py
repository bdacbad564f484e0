"""The pages of files in Seller Center: those of Omnitron, over one's own items."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bulk_updates.models import BulkUpdate
from tests.bulk_updates.parcels import HEADER, row
from tests.bulk_updates.uploads import csv_of, worked_on
from tests.factories import OrderItemFactory, SellerFactory, ShippingCompanyFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of
from tests.panel.order_detail.pages import text_of

pytestmark = pytest.mark.django_db

LIST = "/seller-center/bulk-updates/"


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def seller(db):
    return SellerFactory()


@pytest.fixture
def staff(client, seller):
    client.force_login(staff_of(seller))
    return client


@pytest.fixture
def package(seller):
    ShippingCompanyFactory(code="jadlog")
    return package_of(seller)


def send(client, *rows):
    file = SimpleUploadedFile("tracking.csv", csv_of(*rows, header=HEADER))
    answer = client.post(f"{LIST}new/", {"file": file})
    return answer, worked_on(BulkUpdate.objects.get())


def test_a_seller_ships_by_a_file_from_page_to_page(staff, package):
    answer, update = send(staff, row(package.items.get()))
    assert answer.url == f"{LIST}{update.pk}/"
    page = staff.get(answer.url)
    assert "What changes" in text_of(page)
    assert f'action="{LIST}{update.pk}/apply/' in page.content.decode()

    assert staff.post(f"{LIST}{update.pk}/apply/").url == answer.url
    worked_on(update)

    assert fresh(package).status == "shipped"
    assert "1 item changed" in text_of(staff.get(answer.url))
    assert "tracking.csv" in text_of(staff.get(LIST))
    assert staff.get(f"{LIST}{update.pk}/result/").status_code == 200
    assert f'href="/seller-center/orders/{package.order.number}/"' in (
        staff.get(f"{LIST}{update.pk}/changes/").content.decode()
    )


def test_nothing_of_another_seller_is_told(staff, package):
    foreign = OrderItemFactory(
        order=package.order, seller=SellerFactory(name="Canary"), name="Canary", sku="CANARY"
    )
    _answer, update = send(staff, row(foreign))

    page = staff.get(f"{LIST}{update.pk}/")

    assert "There is no such order line." in text_of(page)
    assert "canary" not in page.content.decode().lower()


def test_no_page_leads_to_the_other_panel(staff, package):
    _answer, update = send(staff, row(package.items.get()))
    for path in (LIST, f"{LIST}new/", f"{LIST}{update.pk}/", f"{LIST}{update.pk}/changes/"):
        assert 'href="/omnitron/' not in staff.get(path).content.decode()
