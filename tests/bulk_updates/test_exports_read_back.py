"""What an export wrote is what a bulk update reads: nothing of it changes anything."""

from datetime import date

import pytest
from django.core.files.storage import default_storage

from exports.jobs.running import run_export
from exports.kinds import KINDS
from exports.services.requesting import request_export
from omnitron.accounts.panels import OMNITRON
from orders.services.selecting import select_only
from orders.states import Status
from tests.bulk_updates.uploads import read
from tests.factories import OrderFactory, OrderItemFactory, UserFactory
from tests.factories.reference import ShippingCompanyFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def order():
    """An order with lines of every status that a file may name, and values that are easily hurt."""
    order = OrderFactory(number="00017")
    company = ShippingCompanyFactory(code="ptt-kargo", name="PTT Kargo")
    for status in sorted(set(Status) - {Status.CANCELLATION_WAITING}):
        OrderItemFactory(
            order=order,
            status=status,
            shipping_company=company,
            tracking_number="+0012345678901234567",
            invoice_number="=A-1",
            invoice_date=date(2017, 11, 30),
            e_archive_url="https://example.com/İ?a=1,2",
        )
    OrderItemFactory(order=order)
    return order


def exported(order, file_format, language):
    person = UserFactory(is_superuser=True, language=language)
    selection = select_only(actor=person, order_ids=[order.pk])
    export = request_export(
        actor=person,
        kind="order_items",
        format=file_format,
        columns=KINDS["order_items"].names,
        selection_id=selection.pk,
        panel=OMNITRON,
        zone="Europe/Istanbul",
        site="https://omnitron.example/",
    )
    run_export(export.pk)
    export.refresh_from_db()
    with default_storage.open(export.file) as file:
        return file.read()


@pytest.mark.parametrize("language", ["en", "tr"])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_every_line_of_an_export_is_unchanged(order, file_format, language):
    update = read(exported(order, file_format, language), name=f"export.{file_format}")

    assert (update.status, update.refusals) == ("ready", {})
    assert (update.row_count, update.unchanged_count) == (17, 17)
    assert len(update.columns) == 9
    assert len(update.ignored_columns) == len(KINDS["order_items"].names) - 9
