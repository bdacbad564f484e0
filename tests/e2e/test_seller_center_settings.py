"""Setting up delivery and users in Seller Center, in a browser."""

import pytest
from playwright.sync_api import expect

from orders.models import DeliverySetting
from tests.factories import (
    DeliverySettingFactory,
    PackageFactory,
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.orders.packages.parcels import staff_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DELIVERY = "/seller-center/settings/delivery/"
USERS = "/seller-center/settings/users/"


@pytest.fixture
def seller(transactional_db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def boss(seller):
    return staff_of(seller, "Seller admin", username="renata", first_name="Renata")


@pytest.fixture
def things(seller, boss):
    """A default, one in use, one of the marketplace; a user of one's own and a busy one."""
    company = ShippingCompanyFactory(name="Rota Sul")
    DeliverySettingFactory(
        pk=7001, seller=seller, name="Standard", is_default=True, shipping_company=company
    )
    used = DeliverySettingFactory(pk=7002, seller=seller, name="Express", shipping_company=company)
    PackageFactory(seller=seller, delivery_setting=used)
    DeliverySettingFactory(pk=7003, seller=None, name="Shared", shipping_company=company)
    DeliverySettingFactory(
        pk=7004, seller=seller, name="Old", is_active=False, shipping_company=company
    )
    staff_of(seller, pk=7001, first_name="Paula", last_name="Reis")
    busy = staff_of(seller, pk=7002, first_name="Jonas", last_name="Weber")
    busy.seller_staff.create(seller=SellerFactory())


PAGES = [
    *(DELIVERY + page for page in ("", "new/", "7001/", "7002/", "7003/", "7004/", "?q=zzz")),
    *(USERS + page for page in ("", "new/", "7001/", "7002/")),
]


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_stands_in_the_way_of_anybody(open_page, axe, boss, things, width):
    page = open_page(boss, width=width)
    found, widths = {}, {}
    for address in PAGES:
        page.goto(address)
        found[address] = axe(page)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")

    assert found == {address: [] for address in PAGES}
    assert widths == dict.fromkeys(PAGES, width)


def test_a_delivery_setting_is_added_changed_and_made_the_default(open_page, boss, seller, things):
    page = open_page(boss, "/seller-center/")
    page.get_by_role("link", name="Delivery Settings").click()
    page.get_by_role("link", name="New Delivery Setting").click()
    page.get_by_label("Name", exact=True).fill("Overnight")
    page.get_by_label("Short name").fill("overnight")
    page.get_by_label("Shipping company").select_option("Rota Sul")
    page.get_by_label("Days to ship").fill("0")
    page.get_by_label("What the customer pays").select_option("By order amount")
    page.get_by_label("Price", exact=True).fill("9.90")
    page.get_by_label("Free above").fill("250")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“Overnight” was added.")).to_be_visible()

    page.get_by_label("Days to ship").fill("1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“Overnight” was saved.")).to_be_visible()
    page.get_by_role("button", name="Make Default").click()
    expect(page.get_by_text("“Overnight” is the default: new packages get it.")).to_be_visible()
    page.get_by_role("navigation", name="Delivery Settings").get_by_role("link").click()

    row = page.get_by_role("row", name="Overnight")
    expect(row).to_contain_text("9.90, free above 250")
    expect(row).to_contain_text("Default")
    expect(page.get_by_role("row", name="Standard")).not_to_contain_text("Default")
    assert DeliverySetting.objects.get(slug="overnight").seller == seller


def test_a_setting_in_use_says_why_it_stays_active(open_page, boss, things):
    page = open_page(boss, DELIVERY + "7002/")

    expect(page.get_by_text("1 package that has not left yet goes by “Express”")).to_be_visible()
    expect(page.get_by_role("link", name="Deactivate")).to_have_count(0)


def test_one_that_came_into_use_since_is_refused_in_words(open_page, axe, boss, seller, things):
    free = DeliverySettingFactory(seller=seller, name="Slow")
    page = open_page(boss, f"{DELIVERY}{free.pk}/")
    page.get_by_role("link", name="Deactivate").click()
    PackageFactory(seller=seller, delivery_setting=free)
    page.get_by_role("dialog").get_by_role("button", name="Deactivate").click()

    expect(page.get_by_text("1 package that has not left yet goes by “Slow”")).to_be_visible()
    assert axe(page) == []
    free.refresh_from_db()
    assert free.is_active


def test_deactivating_by_keyboard_asks_once_and_focus_comes_back(open_page, boss, seller, things):
    free = DeliverySettingFactory(seller=seller, name="Slow")
    page = open_page(boss, f"{DELIVERY}{free.pk}/")
    opener = page.get_by_role("link", name="Deactivate")
    opener.press("Enter")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()

    opener.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Deactivate").press("Enter")

    expect(page.get_by_text("“Slow” is deactivated: no package gets it any more.")).to_be_visible()


def test_what_two_people_changed_is_decided_field_by_field(open_page, axe, boss, things):
    mine, theirs = (open_page(boss, DELIVERY + "7001/") for _each in range(2))
    theirs.get_by_label("Days to ship").fill("5")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.get_by_text("“Standard” was saved.")).to_be_visible()

    mine.get_by_label("Days to ship").fill("7")
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("alert")).to_contain_text("changed this while you were editing it")
    assert axe(mine) == []
    mine.get_by_role("radio", name="7").check()
    mine.get_by_role("button", name="Save").click()

    expect(mine.get_by_text("“Standard” was saved.")).to_be_visible()
    assert DeliverySetting.objects.get(pk=7001).handling_days == 7


def test_the_marketplace_sets_up_its_defaults_and_no_users(open_page, things):
    page = open_page(UserFactory(role="MPO", channels=[SalesChannelFactory()]), DELIVERY)

    expect(page.get_by_role("link", name="Shared")).to_be_visible()
    expect(page.get_by_text("Casa Aurora")).to_have_count(0)
    expect(page.get_by_role("link", name="Users")).to_have_count(0)
    page.get_by_role("link", name="Shared").click()
    expect(page.get_by_role("button", name="Save")).to_be_visible()


def test_a_new_user_chooses_a_password_by_the_link_and_packs(open_page, axe, boss, things):
    page = open_page(boss, USERS)
    page.get_by_role("link", name="New User").click()
    page.get_by_label("Username").fill("marina")
    page.get_by_label("Username").press("Enter")
    link = page.locator("#link code").inner_text()
    assert axe(page) == []

    theirs = open_page(None, link)
    theirs.get_by_label("New password", exact=True).fill("a battery staple")
    theirs.get_by_label("New password confirmation").fill("a battery staple")
    theirs.get_by_role("button", name="Save Password").click()
    theirs.get_by_label("Username").fill("marina")
    theirs.get_by_label("Password", exact=True).fill("a battery staple")
    theirs.get_by_role("button", name="Sign In").click()

    expect(theirs.get_by_role("heading", name="Casa Aurora")).to_be_visible()
    expect(theirs.get_by_role("link", name="Delivery Settings")).to_have_count(0)


def test_whoever_works_elsewhere_too_can_only_be_removed(open_page, axe, boss, things):
    page = open_page(boss, USERS)
    page.get_by_role("row", name="Jonas Weber").get_by_role("link").click()
    expect(page.get_by_text("has other roles or works elsewhere, too.")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    page.get_by_role("link", name="Remove: Casa Aurora").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("End the work of Jonas Weber for Casa Aurora?")
    assert axe(page) == []
    dialog.get_by_role("button", name="Remove").click()

    expect(page.get_by_text("Jonas Weber does not work for Casa Aurora any more.")).to_be_visible()
    expect(page.get_by_role("row", name="Jonas Weber")).to_have_count(0)
