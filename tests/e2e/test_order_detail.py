from uuid import uuid4

import pytest
from playwright.sync_api import expect

from orders.models import Address, Order
from orders.states import Status
from tests.factories import (
    ContractFactory,
    OrderFactory,
    OrderItemFactory,
    PackageFactory,
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def address_of(order):
    return f"/omnitron/orders/{order.number}/"


@pytest.fixture
def channel(transactional_db):
    return SalesChannelFactory(name="Marketplace")


@pytest.fixture
def support(channel):
    return UserFactory(
        role="Support", channels=[channel], username="elif", first_name="Elif", last_name="Şahin"
    )


@pytest.fixture
def admin(channel):
    return UserFactory(
        role="Admin",
        channels=[channel],
        username="marina",
        first_name="Marina",
        last_name="Teixeira",
    )


@pytest.fixture
def order(channel):
    """An order with something in every section, overpaid by a few cents.

    Its number is its own: Redis remembers for a while who was there in another test.
    """
    order = OrderFactory(
        channel=channel,
        number=uuid4().hex[:11],
        email="ines@exemplo.com.br",
        payments=1,
        amount="213.80",
    )
    seller = SellerFactory(name="Casa Aurora")
    package = PackageFactory(order=order, seller=seller)
    for status in (Status.SHIPPED, Status.PREPARING, Status.CANCELED):
        OrderItemFactory(
            order=order,
            seller=seller,
            status=status,
            package=package,
            shipping_company=ShippingCompanyFactory(),
            tracking_number="JD0417739120BR",
            invoice_number="VT2017-88213",
        )
    ContractFactory(order=order)
    Order.objects.filter(pk=order.pk).update(amount="213.78")
    order.refresh_from_db()
    return order


def test_from_the_list_into_an_order_and_all_of_its_sections(open_page, support, order):
    page = open_page(support, "/omnitron/orders/")
    page.get_by_role("link", name=order.number).click()
    expect(page.get_by_role("heading", name=f"Order {order.number}")).to_be_visible()
    expect(page.get_by_text("1 of 3 shipped")).to_be_visible()
    street = page.get_by_text("Rua Sergipe 1014, apto 302").first
    expect(street).to_be_hidden()
    page.get_by_role("button", name="Expand All").click()
    expect(street).to_be_visible()
    expect(page.get_by_text("1. Parties")).to_be_visible()
    expect(page.get_by_role("button", name="Collapse All")).to_be_focused()
    page.reload()
    expect(street).to_be_visible()
    # Contracts are not remembered, so that not all is open any more.
    page.get_by_role("button", name="Expand All").click()
    page.get_by_role("button", name="Collapse All").click()
    expect(street).to_be_hidden()
    expect(page.get_by_text("Platform", exact=True)).to_be_hidden()


def test_a_customer_is_edited_by_keyboard_in_place(open_page, support, order):
    page = open_page(support, address_of(order))
    page.evaluate("window.stayed = true")
    edit = page.get_by_role("link", name="Edit", exact=True)
    edit.focus()
    page.keyboard.press("Enter")
    first_name = page.get_by_role("group", name="Customer").get_by_label("First name")
    expect(first_name).to_be_focused()
    page.get_by_role("link", name="Back").focus()
    page.keyboard.press("Enter")
    expect(edit).to_be_focused()
    page.keyboard.press("Enter")
    expect(first_name).to_be_focused()
    for typed in ("Ines", None, "ines@exemplo", None):
        if typed:
            page.keyboard.press("Control+A")
            page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“exemplo” is not a domain.")).to_be_visible()
    email = page.get_by_label("E-mail")
    expect(email).to_be_focused()
    expect(email).to_have_value("ines@exemplo")
    expect(first_name).to_have_value("Ines")
    page.keyboard.press("Control+A")
    page.keyboard.type("ines@exemplo.com")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Customer saved.")).to_be_in_viewport()
    expect(edit).to_be_focused()
    expect(page.locator("#customer").get_by_text("ines@exemplo.com")).to_be_visible()
    assert page.url.endswith(address_of(order))
    assert page.evaluate("window.stayed")
    order.refresh_from_db()
    assert (order.first_name, order.email) == ("Ines", "ines@exemplo.com")


def test_one_step_back_leaves_a_form_that_was_refused(open_page, support, order):
    page = open_page(support, address_of(order))
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("E-mail").fill("ines")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("“ines” is no e-mail address")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="Edit", exact=True)).to_be_visible()
    assert page.url.endswith(address_of(order))


def test_a_billing_address_of_its_own_is_asked_for_when_it_differs(open_page, support, order):
    page = open_page(support, f"{address_of(order)}edit/")
    billing = page.get_by_role("group", name="Billing address")
    expect(billing.get_by_label("City")).to_be_hidden()
    billing.get_by_label("Same as the shipping address").uncheck()
    billing.get_by_label("City").fill("Betim")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Customer saved.")).to_be_visible()
    page.get_by_role("button", name="Expand All").click()
    expect(page.locator("#billing").get_by_text("30130-171 Betim")).to_be_visible()
    assert sorted(Address.objects.values_list("city", flat=True)) == ["Belo Horizonte", "Betim"]


def tells_that_somebody_edits(response):
    return response.url.endswith("/presence/") and response.request.post_data == "editing=customer"


def test_two_people_meet_and_the_second_decides(open_page, support, admin, order, axe):
    hers = open_page(support, address_of(order))
    with hers.expect_response(tells_that_somebody_edits):
        hers.get_by_role("link", name="Edit", exact=True).click()
    hers.get_by_label("E-mail").fill("hers@exemplo.com")
    mine = open_page(admin, address_of(order))
    expect(mine.get_by_text("Elif Şahin (elif) is here, editing the customer")).to_be_visible()
    mine.get_by_role("link", name="Edit", exact=True).click()
    mine.get_by_label("E-mail").fill("mine@exemplo.com")
    mine.get_by_role("group", name="Customer").get_by_label("Last name").fill("Sá")
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_text("Customer saved.")).to_be_visible()

    hers.get_by_role("button", name="Save", exact=True).click()
    question = hers.get_by_role(
        "heading", name="Marina Teixeira (marina) saved this customer while you were editing"
    )
    expect(question).to_be_focused()
    assert axe(hers) == []
    row = hers.get_by_role("row", name="E-mail")
    expect(row.get_by_label("hers@exemplo.com")).to_be_checked()
    row.get_by_label("mine@exemplo.com").check()
    hers.get_by_role("button", name="Save the chosen values").click()
    expect(hers.locator("#customer").get_by_text("mine@exemplo.com")).to_be_visible()
    expect(hers.get_by_role("link", name="Edit", exact=True)).to_be_focused()
    order.refresh_from_db()
    assert (order.email, order.last_name) == ("mine@exemplo.com", "Sá")


def test_axe_finds_nothing_wrong_and_nothing_scrolls_sideways(
    open_page, admin, support, order, axe
):
    page = open_page(admin, address_of(order))
    page.get_by_role("button", name="Expand All").click()
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    page.locator("summary", has_text="More about the customer").click()
    page.get_by_role("link", name="Erase personal data").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert axe(page) == []

    page.goto(f"{address_of(order)}edit/")
    page.get_by_label("Same as the shipping address").uncheck()
    assert axe(page) == []
    page.get_by_label("E-mail").fill("ines")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("“ines” is no e-mail address")).to_be_visible()
    assert axe(page) == []
    page.goto("/omnitron/orders/nobody/")
    expect(page.get_by_role("heading", name="There is no such order here")).to_be_visible()
    assert axe(page) == []
