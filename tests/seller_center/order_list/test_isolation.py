"""Nothing of another seller is in what a seller's person gets: pages, fragments, counts, files."""

import re
from decimal import Decimal

import pytest

from exports.models import Export
from omnitron.core.formats import count_text
from orders.models import OrderItem
from orders.services.packages.intake import pack_orders
from tests.exports.conftest import media
from tests.exports.shop import content, run, workbook
from tests.factories import (
    OrderFactory,
    OrderItemFactory,
    PaymentTransactionFactory,
    SellerFactory,
    ShippingCompanyFactory,
)
from tests.seller_center.order_list.pages import EXPORT, LIST, SEARCH, SELLERS

__all__ = ["media"]

pytestmark = pytest.mark.django_db

CANARY = "zzcanary"
NUMBER = "ZZ-STRANGER-1"
# Of the stranger's item, of the whole order, and of the order that is all theirs, as files and
# pages in both languages write them.
AMOUNTS = ("77777.77", "77,777.77", "77.777,77", "77884.67", "77,884.67", "77.884,67")
SECRETS = (CANARY, CANARY.upper(), NUMBER, *AMOUNTS)
HTMX = {"HX-Request": "true", "HX-Target": "order-list"}


@pytest.fixture
def other():
    return SellerFactory(name=CANARY, code=f"{CANARY}-code")


@pytest.fixture
def shared(seller, other):
    """An order of both sellers, and one that is only the other's; theirs is all canaries."""
    order = OrderFactory(number="1711", amount=Decimal("77884.67"))
    OrderItemFactory(order=order, seller=seller, price=Decimal("106.90"), status=500)
    stranger = OrderFactory(
        number=NUMBER, amount=Decimal("77777.77"), first_name=CANARY, last_name=CANARY
    )
    company = ShippingCompanyFactory(name=CANARY, code=CANARY)
    for theirs in (order, stranger):
        OrderItemFactory(
            order=theirs,
            seller=other,
            sku=CANARY,
            name=CANARY,
            attributes={CANARY: CANARY},
            price=Decimal("77777.77"),
            shipping_company=company,
            tracking_number=f"{CANARY}-track",
            invoice_number=f"{CANARY}-invoice",
        )
        PaymentTransactionFactory(order=theirs, gateway_reference=f"{CANARY}-{theirs.number}")
    pack_orders([order.pk, stranger.pk])
    return order


def assert_clean(response, *, typed=""):
    """What somebody typed themselves may come back to them."""
    assert response.status_code < 500
    text = response.content.decode()
    if typed:
        text = text.replace(typed, "")
    assert [secret for secret in SECRETS if secret in text] == []
    for name, value in response.headers.items():
        assert CANARY not in f"{name}: {value}".replace(typed or "\0", "")


QUERIES = (
    *("", "sort=date", "status=waiting_packaging", "status=shipped", "status=canceled_returned"),
    *("customer=ines", "q=1711", "number=1711", "placed_from=2017-01-01"),
)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("language", ["en", "tr"])
def test_no_page_and_no_fragment_has_anything_of_another_seller_s(
    panel, staff, shared, query, headers, language
):
    staff.language = language
    staff.save()
    assert_clean(panel.get(f"{LIST}?{query}", headers=headers))


def test_no_count_knows_of_another_seller_s(panel, shared):
    """The stranger's item waits for packaging, also in the order that both share."""
    listing = panel.get(LIST).context["listing"]
    counts = {tab.name: tab.count_text for tab in listing.tabs if tab.count_text}
    assert counts == {
        "waiting_packaging": count_text(0),
        "preparing": count_text(0),
        "shipped": count_text(1),
    }
    assert listing.count == 1


@pytest.mark.parametrize(
    "typed", [NUMBER, CANARY, f"{CANARY}-track", f"{CANARY}-invoice", f"{CANARY}-code", "77777.77"]
)
def test_nothing_that_is_asked_for_tells_whether_another_seller_has_it(panel, shared, typed):
    for query in ({"q": typed}, {"customer": typed}, {"number": typed}):
        response = panel.get(LIST, query)
        assert response.context["listing"].count == 0
        assert_clean(response, typed=typed)
    made_up = panel.get(LIST, {"q": "made-up-word"}).content.decode()
    found = panel.get(LIST, {"q": typed}).content.decode()
    assert _without_token(found.replace(typed, "")) == _without_token(
        made_up.replace("made-up-word", "")
    )


def _without_token(html):
    """Each page has a token of its own against forged forms."""
    return re.sub(r"[A-Za-z0-9]{64}", "", html)


def test_the_search_leads_to_nobody_else_s_order(panel, shared):
    assert panel.post(SEARCH, {"q": NUMBER}).url == f"{LIST}?q={NUMBER}"
    assert_clean(panel.post(SEARCH, {"q": NUMBER}, follow=True), typed=NUMBER)
    assert panel.get(SELLERS, {"seller": CANARY}).status_code == 404
    assert_clean(panel.get(LIST, {"seller": CANARY}), typed=CANARY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["orders", "order_items"])
def test_no_file_has_anything_of_another_seller_s(panel, shared, kind, format):
    url = panel.post(EXPORT, {"kind": kind, "query": ""}).url
    page = panel.get(url)
    assert_clean(page)
    columns = [str(value) for value, _label in page.context["form"].fields["columns"].choices]

    panel.post(url, {"columns": columns, "format": format, "zone": "UTC", "action": "export"})
    export = run(Export.objects.get())

    assert (export.status, export.rows_total, export.sums) == ("ready", 1, {"BRL": "106.90"})
    assert_clean(panel.get("/seller-center/exports/"))
    assert [secret for secret in SECRETS if secret in cells(export)] == []
    assert "1711" in cells(export)


def cells(export):
    """All that a file holds, as text."""
    if export.format == "csv":
        return content(export).decode()
    sheets = workbook(export).worksheets
    return "\n".join(
        str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row
    )


def test_the_canaries_are_there_to_be_found(client, mpo, shared):
    """Whoever sees the order whole sees them: the tests above would find a leak."""
    shared.channel.access.create(user=mpo)
    client.force_login(mpo)
    text = client.get(LIST).content.decode()
    assert CANARY in text
    assert "77,884.67" in text
    assert OrderItem.objects.filter(tracking_number=f"{CANARY}-track").count() == 2
