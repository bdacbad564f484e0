"""Real order lines are exported, changed in a file and in the browser, uploaded, and put back."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.files.storage import default_storage
from playwright.sync_api import expect

from bulk_updates.models import BulkUpdate
from exports.jobs.running import run_export
from exports.kinds import KINDS
from exports.services.requesting import request_export
from omnitron.accounts.panels import OMNITRON
from omnitron.demo.olist.importing import import_olist
from orders.models import OrderEvent, OrderItem, ShippingCompany
from orders.services.selecting import select_all
from orders.states import ITEM_MOVES, Status
from tests.bulk_updates.uploads import worked_on
from tests.data.folder import OLIST, needs_orders
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), needs_orders]

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


def correct_in_the_browser(page, item):
    """Somebody puts the status of a line right while others work on the file."""
    page.goto(f"/omnitron/orders/{item.order.number}/items/{item.pk}/status/")
    page.get_by_label("New status").select_option(label=str(Status.SHIPPED.label))
    page.get_by_label("Reason").fill(MEANWHILE)
    page.get_by_role("button", name="Correct the status").click()
    expect(page).to_have_url(re.compile(rf"/orders/{item.order.number}/$"))


def send(page, rows):
    """Upload the file with what was changed in it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    file = {"name": "all.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}
    page.goto("/omnitron/bulk-updates/new/")
    page.get_by_label("Drop a CSV or Excel file here").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="Reading the file")).to_be_visible()


def decide(page, role, what):
    """Press a control, and the button of the same name in the dialog that asks."""
    page.get_by_role(role, name=what, exact=True).click()
    page.locator("dialog:modal").get_by_role("button", name=what).click()
    expect(page.locator("dialog:modal")).to_have_count(0)


def test_five_thousand_lines_are_changed_but_those_that_somebody_edited_meanwhile(open_page, admin):
    rows = exported(admin)
    assert len(rows) == ITEMS
    chosen = rows[:: ITEMS // CHANGED][:CHANGED]
    for row in chosen:
        change(row)
    delivered = [row for row in chosen if row["status"] == "Review started"]
    edited = [int(row["order_item_id"]) for row in delivered[:: len(delivered) // EDITED]][:EDITED]
    page = open_page(admin)
    for item in OrderItem.objects.filter(pk__in=edited).select_related("order"):
        correct_in_the_browser(page, item)
    before = values()
    logged = OrderEvent.objects.count()
    send(page, rows)
    update = worked_on(BulkUpdate.objects.get())
    expect(page.get_by_role("heading", name="What changes")).to_be_visible()

    assert (update.row_count, update.refusals) == (ITEMS, {"changed_since_export": EDITED})
    assert (update.change_count, update.unchanged_count) == (CHANGED - EDITED, ITEMS - CHANGED)
    refused = update.rows.filter(outcome="refused").values_list("item_id", flat=True)
    assert sorted(refused) == sorted(edited)
    assert values() == before

    decide(page, "link", "Apply")
    worked_on(update)
    expect(page.get_by_role("heading", name="4,993 items changed")).to_be_visible()

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

    decide(page, "button", "Undo")
    worked_on(update)
    expect(page.get_by_role("heading", name="4,993 items are as they were")).to_be_visible()

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
