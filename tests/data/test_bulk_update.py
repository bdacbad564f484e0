"""Real order lines are exported, changed in the file, uploaded, and put back."""

import csv
import io
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from bulk_updates.jobs.working import work_on
from bulk_updates.services.deciding import apply_bulk_update, undo_bulk_update
from bulk_updates.services.uploading import upload
from exports.jobs.running import run_export
from exports.kinds import KINDS
from exports.services.requesting import request_export
from omnitron.accounts.panels import OMNITRON
from omnitron.demo.olist.importing import import_olist
from orders.models import OrderEvent, OrderItem, ShippingCompany
from orders.services.selecting import select_all
from orders.states import ITEM_MOVES, Status
from tests.data.folder import OLIST, needs_orders
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), needs_orders]

ITEMS = 11_252
CHANGED = 5_000
EDITED = 7
COLUMNS = (
    "status",
    "shipping_company_id",
    "tracking_number",
    "invoice_number",
    "invoice_date",
    "e_archive_url",
)
MEANWHILE = "Somebody was faster."


@pytest.fixture
def admin(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    import_olist(folder=OLIST)
    ShippingCompany.objects.create(code="jadlog", name="Jadlog")
    return UserFactory(is_superuser=True)


def exported(admin):
    """All lines of all orders, as the file that people get."""
    selection = select_all(actor=admin, filter_query="", matched=10_000)
    export = request_export(
        actor=admin,
        kind="order_items",
        format="csv",
        columns=KINDS["order_items"].names,
        selection_id=selection.pk,
        panel=OMNITRON,
        zone="America/Sao_Paulo",
        site="https://omnitron.example/",
    )
    run_export(export.pk)
    export.refresh_from_db()
    with default_storage.open(export.file) as file:
        text = file.read().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def change(row):
    """What a warehouse writes into a row; the status where it can go on."""
    captions = {str(status.label): status for status in Status}
    news = sorted(new for old, new in ITEM_MOVES.pairs() if old == captions[row["status"]])
    if news:
        row["status"] = str(Status(news[0]).label)
    row["shipping_company"] = "jadlog"
    row["tracking_number"] = f"JD{row['order_item_id']}BR"
    row["invoice_number"] = f"A-{row['order_item_id']}"
    row["invoice_date"] = "2018-09-03"


def values():
    return {item["id"]: item for item in OrderItem.objects.order_by().values("id", *COLUMNS)}


def correct_on_its_page(client, admin, item):
    """Somebody puts the status of a line right while others work on the file."""
    client.force_login(admin)
    typed = {"to": Status.SHIPPED.value, "reason": MEANWHILE, "version": item.version}
    page = f"/omnitron/orders/{item.order.number}/items/{item.pk}/status/"
    assert client.post(page, typed).status_code == 302


def worked_on(update):
    work_on(update.pk)
    update.refresh_from_db()


def test_five_thousand_lines_are_changed_but_those_that_somebody_edited_meanwhile(admin, client):
    rows = exported(admin)
    assert len(rows) == ITEMS
    chosen = rows[:: ITEMS // CHANGED][:CHANGED]
    for row in chosen:
        change(row)
    delivered = [row for row in chosen if row["status"] == "Review started"]
    edited = [int(row["order_item_id"]) for row in delivered[:: len(delivered) // EDITED]][:EDITED]
    for pk in edited:
        correct_on_its_page(client, admin, OrderItem.objects.select_related("order").get(pk=pk))
    before = values()
    logged = OrderEvent.objects.count()
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)

    update = upload(actor=admin, file=SimpleUploadedFile("all.csv", text.getvalue().encode()))
    worked_on(update)

    assert (update.row_count, update.refusals) == (ITEMS, {"changed_since_export": EDITED})
    assert (update.change_count, update.unchanged_count) == (CHANGED - EDITED, ITEMS - CHANGED)
    refused = update.rows.filter(outcome="refused").values_list("item_id", flat=True)
    assert sorted(refused) == sorted(edited)
    assert values() == before

    apply_bulk_update(actor=admin, pk=update.pk)
    worked_on(update)

    assert (update.changed_count, update.turned_bad_count) == (CHANGED - EDITED, 0)
    changed = {int(row["order_item_id"]): row for row in chosen} | dict.fromkeys(edited)
    after = values()
    company = ShippingCompany.objects.get(code="jadlog")
    for pk, row in changed.items():
        assert after[pk] == (expected(pk, row, company) if row else before[pk])
    assert {pk for pk in after if after[pk] != before[pk]} == set(changed) - set(edited)
    events = OrderEvent.objects.filter(cause__startswith=f"bulk:{update.pk}/")
    assert sorted(events.values_list("item_id", flat=True)) == sorted(set(changed) - set(edited))
    assert OrderEvent.objects.count() == logged + CHANGED - EDITED

    undo_bulk_update(actor=admin, pk=update.pk)
    worked_on(update)

    assert (update.restored_count, update.kept_count) == (CHANGED - EDITED, 0)
    assert values() == before


def expected(pk, row, company):
    """What an item has after its row was applied."""
    status = next(status for status in Status if str(status.label) == row["status"])
    return {
        "id": pk,
        "status": status,
        "shipping_company_id": company.pk,
        "tracking_number": row["tracking_number"],
        "invoice_number": row["invoice_number"],
        "invoice_date": date(2018, 9, 3),
        "e_archive_url": "",
    }
