"""What is done with many ticked packages at once."""

import re

import pytest

from orders.models import OrderEvent
from orders.services.packages.locking import MOST_PACKAGES
from orders.services.packages.preparing import start_preparing
from orders.states import Status
from tests.factories import OrderItemFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of
from tests.seller_center.packages.pages import (
    BULK,
    LIST,
    SLIPS,
    TRACKING_FILE,
    actions_on,
    listed,
    text_of,
    url_of,
)

pytestmark = pytest.mark.django_db

# What packages that have not left are taken away as.
ON_PAPER = ("File for tracking numbers", "Print packing slips")


def do(client, action, *numbers, query="?view=preparing"):
    """The answer to a button with these packages ticked."""
    return client.post(f"{BULK}{action}/{query}", {"package": numbers}, follow=True)


def words_of(response):
    """What the page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", text_of(response)).split())


def is_ticked(response, package):
    box = f'value="{package.number}" aria-label="Package {package.number}"'
    assert box in text_of(response)
    return f"{box} checked>" in text_of(response)


@pytest.mark.parametrize(
    ("action", "status", "end", "caption"),
    [
        ("start_preparing", Status.APPROVED, "preparing", "Start Preparing"),
        ("ready_to_ship", Status.PREPARING, "ready_to_ship", "Ready to Ship"),
        ("delivered", Status.SHIPPED, "delivered", "Delivered"),
    ],
)
def test_the_ticked_packages_are_done_and_the_page_comes_back(
    client, packer, seller, action, status, end, caption
):
    one, two, other = (package_of(seller, status) for _ in range(3))

    response = do(client, action, one.number, two.number, query="?view=shipped&number=5")

    assert response.redirect_chain == [(f"{LIST}?view=shipped&number=5", 302)]
    answer = response.context["answer"]
    assert (answer.done_text, answer.refused) == (f"{caption}: 2 packages were done.", ())
    assert answer.done_text in text_of(response)
    assert [fresh(package).status for package in (one, two, other)] == [end, end, other.status]


def test_those_that_stay_are_named_with_the_reason(client, packer, seller):
    waiting, shipped = package_of(seller), package_of(seller, Status.SHIPPED)

    response = do(client, "start_preparing", waiting.number, shipped.number)

    words = words_of(response)
    assert "Start Preparing: 1 package was done." in words
    assert (
        "Start Preparing: 1 package was left as it is."
        f" 1 package is already Shipped: {shipped.number}." in words
    )
    assert response.status_code == 200


def test_where_nothing_was_done_the_ticks_stay(client, packer, seller):
    one, other = package_of(seller, Status.PREPARING), package_of(seller, Status.PREPARING)

    response = do(client, "start_preparing", one.number)

    assert response.status_code == 422
    page = text_of(response)
    words = words_of(response)
    assert "Start Preparing: 1 package was left as it is. Nothing was done." in words
    assert f"1 package is already Preparing: {one.number}." in words
    assert f'value="{one.number}" aria-label="Package {one.number}" checked' in page
    assert f'value="{other.number}" aria-label="Package {other.number}">' in page
    assert set(listed(response)) == {one.number, other.number}


def test_what_was_left_is_told_by_reason_with_links_and_stays_ticked(client, packer, seller):
    waiting = [package_of(seller) for _ in range(2)]
    preparing = [package_of(seller, Status.PREPARING) for _ in range(3)]
    shipped = package_of(seller, Status.SHIPPED)
    held = package_of(seller, Status.CANCELED)
    OrderItemFactory(
        order=held.order,
        package=held,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.APPROVED,
    )
    chosen = [*waiting, *preparing, shipped, held]

    response = do(client, "start_preparing", *[one.number for one in chosen], query="?view=all")

    words = words_of(response)
    numbers = sorted(one.number for one in preparing)
    (found,) = re.findall(r"3 packages are already Preparing: ([^.]*)\.", words)
    assert sorted(found.split(", ")) == numbers
    assert f"1 package is already Shipped: {shipped.number}." in words
    assert f"1 package waits for its cancellation or is canceled: {held.number}." in words
    assert "Start Preparing: 5 packages were left as they are." in words
    for one in (*preparing, shipped, held):
        assert f'<a href="{url_of(one)}">{one.number}</a>' in text_of(response)
    assert [is_ticked(response, one) for one in chosen] == [False] * 2 + [True] * 5


def test_what_is_not_as_far_is_still_there(client, packer, seller):
    waiting = package_of(seller)
    response = do(client, "ready_to_ship", waiting.number)
    assert f"1 package is still Waiting Packaging: {waiting.number}." in words_of(response)


def test_who_was_faster_is_named_once(client, packer, seller):
    packages = [package_of(seller) for _ in range(2)]
    numbers = [package.number for package in packages]
    ana = staff_of(seller, first_name="Ana", last_name="Lima", username="ana")
    start_preparing(actor=ana, numbers=numbers)

    words = words_of(do(client, "start_preparing", *numbers))

    assert words.count("Ana Lima (ana) did that.") == 1
    assert "2 packages are already Preparing:" in words


def test_of_many_for_one_reason_ten_are_named(client, packer, seller):
    packages = [package_of(seller, Status.SHIPPED) for _ in range(12)]

    response = do(client, "start_preparing", *[one.number for one in packages], query="?view=all")

    (group,) = response.context["answer"].groups
    assert (len(group.numbers), group.more) == (10, 2)
    assert "and 2 more." in words_of(response)


def test_the_answer_has_the_focus_and_is_told_once(client, packer, seller):
    package = package_of(seller)
    shipped = package_of(seller, Status.SHIPPED)

    page = text_of(do(client, "start_preparing", package.number, shipped.number))
    assert page.count("autofocus") == 1
    assert re.search(r'aria-label="What was done" tabindex="-1" autofocus', page)

    again = client.get(LIST, {"view": "all"})
    assert again.context["answer"] is None
    assert not is_ticked(again, shipped)


def test_what_is_ready_gets_its_slips_and_its_file(client, packer, seller):
    ready, other = package_of(seller, Status.PREPARING), package_of(seller, Status.PREPARING)
    waiting = package_of(seller)

    page = text_of(do(client, "ready_to_ship", ready.number, waiting.number))

    form = re.search(
        rf'<form class="acts end" method="post" action="{SLIPS}\?view=preparing">(.*?)</form>',
        page,
        re.DOTALL,
    )[1]
    assert re.findall(r'name="package" value="([^"]*)"', form) == [ready.number]
    assert f'formaction="{TRACKING_FILE}?view=preparing"' in form
    slips = client.post(SLIPS, {"package": [ready.number]})
    assert [slip.package for slip in slips.context["slips"]] == [ready]
    assert other.number not in form


@pytest.mark.parametrize(
    ("action", "status"), [("start_preparing", Status.APPROVED), ("delivered", Status.SHIPPED)]
)
def test_other_actions_offer_no_next_step(client, packer, seller, action, status):
    package = package_of(seller, status)
    page = text_of(do(client, action, package.number, query="?view=shipped"))
    assert f'name="package" value="{package.number}">' not in page


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ([], "Tick the packages first."),
        (
            [str(place) for place in range(MOST_PACKAGES + 1)],
            "500 packages at most are done at once: tick fewer.",
        ),
    ],
)
def test_none_and_too_many_are_refused(client, packer, package, numbers, sentence):
    response = do(client, "start_preparing", *numbers)

    assert response.status_code == 422
    assert sentence in text_of(response)


@pytest.mark.parametrize("action", ["start_preparing", "ready_to_ship", "delivered"])
def test_a_strangers_package_among_them_is_not_found_and_nothing_done(
    client, packer, package, stranger, action
):
    response = do(client, action, package.number, stranger.number)

    assert response.status_code == 404
    assert not OrderEvent.objects.exists()


def test_the_marketplace_does_nothing(client, mpo, package):
    client.force_login(mpo)

    assert do(client, "start_preparing", package.number).status_code == 404
    assert fresh(package).status == "waiting_packaging"


def test_what_no_list_offers_does_not_exist(client, packer, package):
    assert do(client, "step_back", package.number).status_code == 404


@pytest.mark.parametrize(
    ("view", "captions"),
    [
        ("all", ["Start Preparing", "Ready to Ship", "Delivered", *ON_PAPER]),
        ("preparing", ["Start Preparing", "Ready to Ship", *ON_PAPER]),
        ("shipped", ["Delivered"]),
    ],
)
def test_each_part_offers_what_its_packages_may_allow(client, packer, seller, view, captions):
    package_of(seller)
    package_of(seller, Status.SHIPPED)

    assert actions_on(client.get(LIST, {"view": view})) == ["Filter", "Clear selection", *captions]
