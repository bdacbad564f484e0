"""The page of one package: what it shows, to whom, and its steps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from omnitron.seller_center.packages.track import track_of
from orders.models import OrderEvent, Package
from orders.package_actions import ACTIONS
from orders.services.packages.preparing import start_preparing
from orders.states import Status
from tests.factories import OrderItemFactory, UserFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of, statuses_of
from tests.seller_center.packages.pages import STRANGE, actions_on, messages_of, text_of, url_of

pytestmark = pytest.mark.django_db

STEPS = ("do/start_preparing/", "do/ready_to_ship/", "do/delivered/", "do/delivery_failed/")
POSTS = (
    *STEPS,
    "do/step_back/",
    "ship/",
    "tracking/",
    "invoice/",
    "delivery/",
    "divide/",
    "reject/",
    "undo/1/",
)


def act(client, package, action, **options):
    return client.post(url_of(package, f"do/{action}/"), **options)


# What each status offers beside the forms, in the order of the page.
BUTTONS = {
    "waiting_packaging": [
        "Start Preparing",
        "Create New Package",
        "Reject",
        "Give Invoice",
        "Save",
    ],
    "preparing": [
        "Ready to Ship",
        "One Step Back",
        "Create New Package",
        "Reject",
        "Give Invoice",
        "Save",
    ],
    "ready_to_ship": [
        "Ship",
        "One Step Back",
        "Create New Package",
        "Reject",
        "Give Invoice",
        "Save",
    ],
    "shipped": ["Delivered", "Delivery Failed", "Give Invoice", "Save"],
    "delivery_failed": ["Ship", "Delivered", "Give Invoice"],
    "delivered": ["Give Invoice"],
    "returned": [],
    "canceled": [],
}


def in_status(seller, status):
    """A package of this status, as its items make it."""
    codes = {
        "waiting_packaging": Status.APPROVED,
        "preparing": Status.PREPARING,
        "ready_to_ship": Status.PREPARING,
        "shipped": Status.SHIPPED,
        "delivery_failed": Status.ATTEMPTED_DELIVERY,
        "delivered": Status.DELIVERED,
        "returned": Status.REFUNDED,
        "canceled": Status.CANCELED,
    }
    times = {"ready_to_ship": "ready_at", "delivery_failed": "failed_at"}
    moment = {times[status]: timezone.now()} if status in times else {}
    package = package_of(seller, codes[status], **moment)
    assert package.status == status
    return package


@pytest.mark.parametrize("status", ACTIONS)
def test_each_status_offers_what_the_table_allows(client, packer, seller, status):
    package = in_status(seller, status)

    assert actions_on(client.get(url_of(package))) == BUTTONS[status]


@pytest.mark.parametrize("status", ACTIONS)
def test_the_marketplace_reads_without_a_button(client, seller, status):
    package = in_status(seller, status)
    client.force_login(UserFactory(role="MPO", channels=[package.order.channel]))

    response = client.get(url_of(package))

    assert response.status_code == 200
    assert actions_on(response) == []
    main = text_of(response).split('id="main"')[1]
    assert "<form" not in main
    assert 'type="checkbox"' not in main


def test_the_page_says_what_somebody_packs_and_where_it_goes(client, packer, package):
    item = package.items.get()
    page = text_of(client.get(url_of(package)))

    for word in (item.name, item.sku, package.order.number, "Casa Aurora", "Rua Sergipe 1014"):
        assert word in page
    assert "1 line, 1 piece </span>" in " ".join(page.split())


def test_the_page_of_ones_own_package_knows_nothing_of_another_sellers(
    client, packer, package, stranger
):
    page = text_of(client.get(url_of(package)))

    assert [word for word in STRANGE if word in page] == []


@pytest.mark.parametrize("step", ["", "slip/"])
def test_another_sellers_page_does_not_exist(client, packer, package, stranger, step):
    found = client.get(url_of(stranger, step))
    missing = client.get(url_of(stranger, step).replace("STRANGE-9", "STRANGE-8"))

    assert (found.status_code, missing.status_code) == (404, 404)
    assert "There is no package STRANGE-9." in text_of(found)
    assert "There is no package STRANGE-8." in text_of(missing)


@pytest.mark.parametrize("step", POSTS)
@pytest.mark.parametrize("who", ["packer", "mpo", "both", "Support"])
def test_nobody_acts_on_what_is_not_theirs(
    client, packer, package, stranger, mpo, seller, step, who
):
    if who == "both":
        mpo.seller_staff.create(seller=seller)
        mpo.groups.add(packer.groups.get())
    people = {"packer": packer, "mpo": mpo, "both": mpo}
    client.force_login(people.get(who) or UserFactory(role=who, channels=[package.order.channel]))

    response = client.post(url_of(stranger, step), {"item": stranger.items.get().pk})

    assert response.status_code == 404
    assert fresh(stranger).status == "waiting_packaging"
    assert not OrderEvent.objects.exists()


def test_the_marketplace_cannot_act_on_what_it_sees(client, package, mpo):
    client.force_login(mpo)

    assert [client.post(url_of(package, step)).status_code for step in POSTS] == [404] * len(POSTS)


def test_an_unknown_step_does_not_exist(client, packer, package):
    assert act(client, package, "ship").status_code == 404


@pytest.mark.parametrize(
    ("begin", "action", "end", "told"),
    [
        ("waiting_packaging", "start_preparing", "preparing", "Preparing"),
        ("preparing", "ready_to_ship", "ready_to_ship", "Ready to Ship"),
        ("preparing", "step_back", "waiting_packaging", "Waiting Packaging"),
        ("ready_to_ship", "step_back", "preparing", "Preparing"),
        ("shipped", "delivered", "delivered", "Delivered"),
        ("shipped", "delivery_failed", "delivery_failed", "Delivery Failed"),
        ("delivery_failed", "delivered", "delivered", "Delivered"),
    ],
)
def test_a_step_is_done_and_told(client, packer, seller, begin, action, end, told):
    package = in_status(seller, begin)

    response = act(client, package, action, follow=True)

    assert response.redirect_chain == [(url_of(package), 302)]
    assert messages_of(response) == [f"Package {package.number} is {told} now."]
    assert fresh(package).status == end


def test_a_stale_page_says_who_was_faster(client, packer, package, seller):
    ana = staff_of(seller, first_name="Ana", last_name="Lima", username="ana")
    start_preparing(actor=ana, numbers=[package.number])

    response = act(client, package, "start_preparing")

    assert response.status_code == 422
    sentence = f"Package {package.number} is Preparing: Start Preparing is not possible."
    assert f"{sentence} Ana Lima (ana) did that: " in text_of(response)
    assert statuses_of(package) == [Status.PREPARING]


def test_the_way_tells_its_times(seller):
    package = in_status(seller, "delivery_failed")

    steps = track_of(package)

    assert [(step.label, step.is_done, step.is_now) for step in steps] == [
        ("Waiting Packaging", True, False),
        ("Preparing", True, False),
        ("Ready to Ship", True, False),
        ("Shipped", True, False),
        ("Delivery Failed", False, True),
        ("Delivered", False, False),
    ]
    assert steps[0].at == package.placed_at
    assert steps[4].at == package.failed_at
    assert steps[5].at is None


def test_the_way_of_a_canceled_package_ends_where_it_was(seller):
    package = in_status(seller, "canceled")

    assert [step.label for step in track_of(package)] == ["Waiting Packaging", "Canceled"]


def test_a_look_by_itself_takes_no_message_from_who_waits_for_it(client, packer, package):
    act(client, package, "start_preparing")
    look = client.get(url_of(package), headers={"HX-Request": "true", "HX-Target": "plans"})
    told = f"Package {package.number} is Preparing now."

    assert told not in text_of(look)
    assert told in text_of(client.get(url_of(package)))


def test_a_mixed_package_says_how_far_it_is(client, packer, seller):
    package = package_of(seller, Status.SHIPPED, Status.SHIPPED, Status.PREPARING, Status.REFUNDED)
    head = text_of(client.get(url_of(package))).partition('id="package-status">')[2]
    even = text_of(client.get(url_of(package_of(seller, Status.SHIPPED, Status.SHIPPED))))

    assert '<span class="muted">2 of 4 shipped</span>' in head
    assert '<span class="muted">1 of 4 returned</span>' in head
    assert " of 2 " not in even


def test_a_package_that_should_have_left_says_so(client, packer, package):
    page = text_of(client.get(url_of(package)))
    assert ">late<" not in page

    Package.objects.filter(pk=package.pk).update(ship_by=timezone.now())

    assert "late</span>" in text_of(client.get(url_of(package)))


def test_staff_without_the_permission_read_the_page(client, seller, package):
    client.force_login(staff_of(seller, role=None, permissions=["accounts.use_seller_center"]))

    assert actions_on(client.get(url_of(package))) == []
    assert act(client, package, "start_preparing").status_code == 404


def test_whoever_may_not_reject_packs_without_it(client, seller, package):
    permissions = ["accounts.use_seller_center", "orders.pack_orders"]
    client.force_login(staff_of(seller, role=None, permissions=permissions))

    assert "Reject" not in actions_on(client.get(url_of(package)))
    assert client.post(url_of(package, "reject/")).status_code == 404


def test_the_page_costs_the_same_with_3_and_33_items(client, packer, package):
    def queries(count):
        for _ in range(count):
            OrderItemFactory(order=package.order, package=package)
        client.get(url_of(package))
        with CaptureQueriesContext(connection) as captured:
            client.get(url_of(package))
        return len(captured)

    assert queries(2) == queries(30)
