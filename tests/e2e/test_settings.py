"""Sign-in, one's own settings and the settings of the panel, in a browser."""

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from omnitron.accounts import audit
from omnitron.accounts.models import User
from orders.models import ShippingCompany
from tests.factories import (
    CancellationReasonFactory,
    CancellationStrategyFactory,
    DeliverySettingFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerStaffFactory,
    ShippingCompanyFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SETTINGS = "/omnitron/settings/"


@pytest.fixture
def admin(transactional_db):
    return UserFactory(role="Admin", username="admin", first_name="Elif", last_name="Şahin")


@pytest.fixture
def things(admin):
    """One of each, with a history, under the key 7001."""
    company, seller = ShippingCompanyFactory(pk=7001), SellerFactory(pk=7001)
    channel = SalesChannelFactory(pk=7001)
    channel.access.create(user=admin)
    CancellationStrategyFactory(channel=channel, name="Whole orders", partial_allowed=False)
    CancellationReasonFactory(pk=7001)
    CancellationReasonFactory(cancellation_type="refund", is_active=False)
    SellerStaffFactory(user=admin, seller=seller)
    DeliverySettingFactory(seller=seller, shipping_company=company)
    Group.objects.create(pk=7001, name="Night shift")
    for model in (ShippingCompany, User):
        subject = model.objects.first()
        audit.record(
            actor=admin,
            action=audit.Action.CHANGED,
            subject=subject,
            changes={"name": ["Aras", "Aras Kargo"], "groups": [["MPO"], ["Support"]]},
        )


PAGES = [
    "/accounts/settings/",
    "/accounts/password/",
    "/seller-center/",
    *(SETTINGS + kind for kind in ("shipping-companies/", "shipping-companies/new/")),
    *(SETTINGS + kind for kind in ("channels/", "channels/new/", "channels/7001/")),
    *(SETTINGS + kind for kind in ("sellers/", "sellers/new/", "sellers/7001/", "sellers/?q=zzz")),
    *(SETTINGS + "cancellation-reasons/" + page for page in ("", "new/", "7001/", "?q=zzz")),
    *(SETTINGS + "cancellation-strategies/" + page for page in ("", "7001/")),
    *(SETTINGS + kind for kind in ("users/", "users/new/", "groups/", "groups/new/")),
    SETTINGS + "groups/7001/",
]


@pytest.mark.long
def test_nothing_stands_in_the_way_of_anybody(open_page, axe, admin, things):
    page = open_page(admin)
    addresses = [
        *PAGES,
        f"{SETTINGS}users/{admin.pk}/",
        f"{SETTINGS}users/{UserFactory().pk}/",
        f"{SETTINGS}groups/{Group.objects.get(name='Support').pk}/",
        f"{SETTINGS}shipping-companies/7001/",
    ]
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = axe(page)

    assert found == {address: [] for address in addresses}


@pytest.mark.long
def test_no_page_is_wider_than_a_phone(open_page, admin, things):
    page = open_page(admin, width=390)
    widths = {}
    for address in [*PAGES, f"{SETTINGS}users/{admin.pk}/", f"{SETTINGS}shipping-companies/7001/"]:
        page.goto(address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")

    assert set(widths.values()) == {390}


def test_a_wrong_password_is_told_and_focus_is_where_one_types(open_page, axe, admin):
    page = open_page(None, "/accounts/login/")
    assert axe(page) == []
    page.keyboard.type("admin")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("4 tries left, then 15 minutes’ pause.")
    expect(page.get_by_label("Username")).to_have_value("admin")
    assert axe(page) == []


def test_a_refused_form_links_to_its_fields(open_page, axe, admin):
    page = open_page(admin, SETTINGS + "channels/new/")
    page.locator("main form").evaluate("form => { form.noValidate = true; }")
    page.get_by_label("Name", exact=True).fill("Vitrine TR")
    page.get_by_role("button", name="Save").click()

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Not saved. 2 fields need a look:")
    assert axe(page) == []
    alert.get_by_role("link", name="Currency").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Vitrine TR")
    assert page.url.endswith("#id_currency")


def test_a_clash_is_decided_field_by_field(open_page, axe, admin, things):
    address = SETTINGS + "shipping-companies/7001/"
    mine, theirs = (open_page(admin, address) for _each in range(2))
    theirs.get_by_label("Name").fill("Theirs")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.get_by_text("Theirs was saved.")).to_be_visible()

    mine.get_by_label("Name").fill("Mine")
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("alert")).to_contain_text("Elif Şahin (admin) changed this")
    assert axe(mine) == []
    mine.get_by_role("radio", name="Theirs").check()
    mine.get_by_role("button", name="Save").click()

    expect(mine.get_by_text("Theirs was saved.")).to_be_visible()
    assert ShippingCompany.objects.get(pk=7001).name == "Theirs"


def test_deactivating_asks_once_and_focus_comes_back(open_page, axe, admin, things):
    page = open_page(admin, SETTINGS + "sellers/7001/")
    opener = page.get_by_role("link", name="Deactivate")
    opener.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("A deactivated seller is no longer offered")
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()

    opener.press("Enter")
    dialog.get_by_role("button", name="Deactivate").click()

    expect(page.get_by_role("button", name="Activate")).to_be_visible()


def test_a_new_user_chooses_a_password_by_the_link(open_page, axe, admin, things):
    page = open_page(admin, SETTINGS + "users/new/")
    page.get_by_label("Username").fill("marina")
    page.get_by_label("Support").check()
    page.get_by_role("button", name="Save").click()
    link = page.locator("#link code").inner_text()
    assert axe(page) == []

    theirs = open_page(None, link)
    assert axe(theirs) == []
    theirs.get_by_label("New password", exact=True).fill("a battery staple")
    theirs.get_by_label("New password confirmation").fill("a battery staple")
    theirs.get_by_role("button", name="Save Password").click()
    theirs.get_by_label("Username").fill("marina")
    theirs.get_by_label("Password", exact=True).fill("a battery staple")
    theirs.get_by_role("button", name="Sign In").click()

    expect(theirs.get_by_role("heading", name="Dashboard", level=1)).to_be_visible()


def test_a_theme_that_is_saved_shows_at_once(open_page, admin):
    page = open_page(admin, "/accounts/settings/")
    page.evaluate("localStorage.setItem('theme', 'light')")
    page.get_by_label("Theme", exact=True).select_option("dark")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
