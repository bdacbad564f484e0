"""Package List, Packages Preparing, Shipped Packages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orders.models import Package
from orders.services.rolling_up import roll_up
from orders.states import Status
from tests.factories import (
    DeliverySettingFactory,
    OrderFactory,
    OrderItemFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.orders.packages.parcels import package_of, staff_of
from tests.seller_center.market import next_step
from tests.seller_center.packages.pages import LIST, STRANGE, actions_on, listed, text_of

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 3, 1, 9, tzinfo=UTC)


def placed(seller, status, days, **options):
    """A package of an order that was placed so many days after the first."""
    order = OrderFactory(placed_at=BEGIN + timedelta(days=days))
    return package_of(seller, status, order=order, **options)


@pytest.fixture
def packages(seller):
    """One in each state, the oldest first."""
    statuses = (Status.APPROVED, Status.PREPARING, Status.SHIPPED, Status.DELIVERED)
    return [placed(seller, status, day) for day, status in enumerate(statuses)]


@pytest.mark.parametrize(
    ("view", "places"),
    [("all", [3, 2, 1, 0]), ("preparing", [0, 1]), ("shipped", [2]), ("nonsense", [3, 2, 1, 0])],
)
def test_each_part_lists_its_packages_in_its_order(client, packer, packages, view, places):
    response = client.get(LIST, {"view": view})

    assert listed(response) == [packages[place].number for place in places]


def test_the_tabs_and_the_sidebar_say_how_many(client, packer, packages):
    response = client.get(LIST)

    assert [count for _name, _label, count, _url in response.context["listing"].tabs] == [
        "4",
        "2",
        "1",
    ]
    assert '<span>Packages Preparing</span><span class="count">2</span>' in text_of(response)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ({"view": "preparing", "status": "preparing"}, [1]),
        ({"view": "preparing", "status": "late"}, [0]),
        ({"view": "preparing", "status": "nonsense"}, [0, 1]),
        ({"view": "shipped", "status": "delivery_failed"}, []),
        # Only a part that is short can be narrowed.
        ({"view": "all", "status": "preparing"}, [3, 2, 1, 0]),
    ],
)
def test_a_part_is_narrowed_to_a_status_or_to_what_is_late(client, packer, packages, query, places):
    Package.objects.filter(pk=packages[0].pk).update(ship_by=timezone.now() - timedelta(hours=1))
    Package.objects.filter(pk=packages[1].pk).update(ship_by=timezone.now() + timedelta(hours=1))

    response = client.get(LIST, query)

    assert listed(response) == [packages[place].number for place in places]
    listing = response.context["listing"]
    assert listing.count == len(places)
    # The tabs lead to their whole parts, and count these.
    assert [(count, url.split("?")[1]) for _name, _label, count, url in listing.tabs] == [
        ("4", "view=all"),
        ("2", "view=preparing"),
        ("1", "view=shipped"),
    ]


def test_the_foot_says_how_many_are_late(client, packer, seller, packages):
    Package.objects.filter(pk=packages[0].pk).update(ship_by=timezone.now() - timedelta(hours=1))
    Package.objects.filter(pk=packages[1].pk).update(ship_by=timezone.now() + timedelta(hours=1))
    # What has left is late no more.
    Package.objects.filter(pk=packages[2].pk).update(ship_by=timezone.now() - timedelta(hours=1))

    page = " ".join(text_of(client.get(LIST, {"view": "preparing"})).split())

    sentence = "<strong>2</strong> packages, 1 later than its delivery setting allows. Times in"
    assert sentence in page
    assert page.count(">late since ") == 1


def test_a_row_says_what_the_package_is(client, packer, seller):
    package = package_of(seller, Status.SHIPPED, Status.CANCELED, number="17112402860-1")
    package.items.filter(status=Status.SHIPPED).update(tracking_number="JD04")
    (shipped,) = package.items.filter(status=Status.SHIPPED)
    OrderItemFactory(
        order=package.order,
        package=package,
        status=Status.SHIPPED,
        tracking_number="JD04",
        shipping_company=None,
    )

    page = text_of(client.get(LIST))

    assert "17112402860-1" in page
    assert package.order.number in page
    assert "Casa Aurora" in page
    assert ">2 of 3<" in page
    assert "JD04" in page
    assert shipped.name not in page


def test_what_somebody_typed_is_text_in_a_row(client, packer, seller):
    evil = "<b title='x'>&\""
    seller.name = f"{evil}seller"
    seller.save()
    company = ShippingCompanyFactory(
        name=f"{evil}company", tracking_url_template="https://t/{number}"
    )
    setting = DeliverySettingFactory(name=f"{evil}setting")
    package = package_of(
        seller,
        Status.SHIPPED,
        number=f"{evil}package",
        order=OrderFactory(number=f"{evil}order"),
        delivery_setting=setting,
    )
    package.items.update(shipping_company=company, tracking_number=f"{evil}tracking")
    roll_up([package.order_id])

    page = text_of(client.get(LIST))

    assert "<b title" not in page
    escaped = "&lt;b title=&#x27;x&#x27;&gt;&amp;&quot;"
    for name in ("order", "seller", "company", "setting", "tracking"):
        assert f">{escaped}{name}<" in page
    assert f'<span class="ref-begin">{escaped}p</span>ackage</a>' in page
    for name in ("package", "order", "seller", "company", "setting"):
        assert f'title="{escaped}{name}"' in page


@pytest.mark.parametrize("by", ["package", "order", "tracking", "tracking in other letters"])
def test_a_package_is_found_by_each_of_its_numbers(client, packer, seller, packages, by):
    package = packages[2]
    package.items.update(tracking_number="JD04")
    numbers = {
        "package": package.number,
        "order": package.order.number,
        "tracking": "JD04",
        "tracking in other letters": "jd04",
    }

    response = client.get(LIST, {"view": "all", "number": f" {numbers[by]} "})

    assert listed(response) == [package.number]
    assert f'value=" {numbers[by]} "' in text_of(response)


@pytest.mark.parametrize("number", ["nothing", "a\0b", "x" * 200, "%"])
def test_a_number_that_nobody_has_leads_nowhere(client, packer, package, number):
    page = client.get(LIST, {"number": number})

    assert page.status_code == 200
    assert listed(page) == ([] if number in ("nothing", "%") else [package.number])


def test_the_marketplace_narrows_the_list_to_a_seller(client, mpo, package):
    other = package_of(SellerFactory(name="Loja Sul", code="sul"), order=package.order)
    client.force_login(mpo)

    assert set(listed(client.get(LIST))) == {package.number, other.number}
    assert listed(client.get(LIST, {"seller": "loja sul"})) == [other.number]
    unknown = client.get(LIST, {"seller": "Nobody"})
    assert "There is no seller “Nobody”." in text_of(unknown)


def test_staff_see_their_own_packages_and_nothing_of_others(client, packer, package, stranger):
    for query in ({}, {"view": "preparing"}, {"number": "TRACK-9"}, {"number": "STRANGE-9"}):
        page = text_of(client.get(LIST, query))
        # What somebody typed stands in the field and in links.
        untold = [word for word in STRANGE if word != query.get("number")]
        assert [word for word in untold if word in page] == []
        assert listed(client.get(LIST, query)) == ([] if "number" in query else [package.number])
    assert listed(client.get(LIST, {"number": package.order.number})) == [package.number]
    assert client.get(LIST).context["listing"].count == 1


def test_staff_cannot_ask_for_a_seller(client, packer, package, stranger):
    response = client.get(LIST, {"seller": "cinar"})

    assert listed(response) == [package.number]
    assert 'name="seller"' not in text_of(response)


def test_the_marketplace_reads_and_has_no_button(client, mpo, package):
    client.force_login(mpo)

    response = client.get(LIST, {"view": "preparing"})

    assert listed(response) == [package.number]
    assert actions_on(response) == ["Filter"]
    assert 'name="package"' not in text_of(response)


def test_the_marketplace_sees_its_own_channels_only(client, mpo, package):
    elsewhere = package_of(SellerFactory())
    client.force_login(mpo)

    assert elsewhere.number not in listed(client.get(LIST))


def test_a_row_says_how_far_a_mixed_package_is(client, packer, seller):
    package_of(seller, Status.SHIPPED, Status.SHIPPED, number="EVEN-1")
    package_of(seller, Status.SHIPPED, Status.PREPARING, Status.CANCELED, number="MIXED-1")
    response = client.get(LIST)

    rows = {row.package.number: row.lines for row in response.context["listing"].rows}
    assert (str(rows["EVEN-1"]), rows["EVEN-1"].progress) == ("2", "")
    assert (str(rows["MIXED-1"]), rows["MIXED-1"].progress) == ("2 of 3", "1 of 3 shipped")
    assert text_of(response).count('<div class="sub fw-normal">1 of 3 shipped</div>') == 1


def test_whoever_is_both_ticks_their_own_only(client, mpo, package, stranger, seller):
    staff_of(seller)
    mpo.seller_staff.create(seller=seller)
    mpo.groups.add(staff_of(seller).groups.get())
    client.force_login(mpo)

    page = text_of(client.get(LIST))

    assert f'name="package" value="{package.number}"' in page
    assert 'name="package" value="STRANGE-9"' not in page
    assert "STRANGE-9" in page


def test_support_does_not_find_the_page(client, package):
    client.force_login(UserFactory(role="Support", channels=[package.order.channel]))

    assert client.get(LIST).status_code == 404


def test_an_order_that_is_not_approved_is_not_listed(client, packer, seller):
    package_of(seller, Status.WAITING)

    assert listed(client.get(LIST)) == []


@pytest.mark.parametrize(
    ("query", "title", "url"),
    [
        ({}, "No packages yet", "/seller-center/orders/"),
        ({"view": "preparing"}, "Nothing to pack", f"{LIST}?view=shipped"),
        ({"view": "shipped"}, "Nothing on its way", f"{LIST}?view=preparing"),
        ({"number": "5"}, "No package matches", f"{LIST}?view=all"),
    ],
)
def test_an_empty_part_says_why_and_leads_on(client, packer, query, title, url):
    response = client.get(LIST, query)
    assert title in text_of(response)
    assert next_step(response) == url


def test_pages_follow_each_other_in_both_directions(client, packer, seller, settings):
    for day in range(60):
        placed(seller, Status.APPROVED, day)

    first = client.get(LIST, {"view": "preparing"})
    page = first.context["listing"].page
    second = client.get(LIST, {"view": "preparing", "after": page.next})
    back = client.get(
        LIST, {"view": "preparing", "before": second.context["listing"].page.previous}
    )

    assert len(listed(first)) == 50
    assert len(listed(second)) == 10
    assert listed(back) == listed(first)
    assert not set(listed(first)) & set(listed(second))


def test_a_page_that_never_was_is_the_first_one(client, packer, package):
    response = client.get(LIST, {"after": "nonsense"})

    assert listed(response) == [package.number]
    assert "There is no such page; this is the first one." in text_of(response)


@pytest.mark.parametrize("who", ["packer", "mpo"])
def test_the_list_costs_the_same_with_3_and_33_packages(
    client, seller, packer, mpo, who, django_assert_num_queries, package
):
    client.force_login({"packer": packer, "mpo": mpo}[who])

    def more(count):
        for _ in range(count):
            order = OrderFactory(channel=package.order.channel)
            package_of(seller if who == "packer" else SellerFactory(), order=order)

    more(3)
    client.get(LIST, {"view": "preparing"})
    with CaptureQueriesContext(connection) as captured:
        client.get(LIST, {"view": "preparing"})
    more(30)
    with django_assert_num_queries(len(captured)):
        response = client.get(LIST, {"view": "preparing"})
    assert len(listed(response)) == 34
    assert len(captured) == 7


def test_a_row_says_by_when_its_package_has_to_leave_and_since_when_it_is_late(
    client, packer, seller
):
    now = timezone.now()
    soon = package_of(seller, ship_by=now + timedelta(days=1))
    late = package_of(seller, ship_by=now - timedelta(days=1))
    package_of(seller, Status.SHIPPED, ship_by=now - timedelta(days=1))

    words = " ".join(text_of(client.get(LIST)).split())

    for package, phrase in ((soon, "ship by"), (late, "late since")):
        assert f'{phrase} <time datetime="{package.ship_by.isoformat()}">' in words
    assert [words.count(f">{phrase} <time") for phrase in ("ship by", "late since")] == [1, 1]
    assert '<span class="c fw-medium">late since' in words


def test_of_a_long_number_the_beginning_and_the_end_are_shown_and_all_is_told(
    client, packer, seller
):
    package = package_of(seller, number="e481f51cbdc54678b7cc49136f2d6af7-1")

    page = text_of(client.get(LIST))

    assert f'title="{package.number}" aria-label="{package.number}">' in page
    begin = "e481f51cbdc54678b7cc49136f2d"
    assert f'<span class="ref-begin">{begin}</span>6af7-1</a>' in page
