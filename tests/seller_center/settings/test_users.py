"""Settings > Users of Seller Center."""

import re

import pytest

from omnitron.accounts import audit
from omnitron.accounts.models import User
from orders.models import SellerStaff
from tests.factories import SalesChannelFactory, SellerFactory, SellerStaffFactory, UserFactory
from tests.forms import fields_of, post
from tests.orders.packages.parcels import staff_of

pytestmark = pytest.mark.django_db

LIST = "/seller-center/settings/users/"
NEW = LIST + "new/"


@pytest.fixture
def seller(db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def boss(client, seller):
    user = staff_of(seller, "Seller admin", username="renata", first_name="Renata")
    client.force_login(user)
    return user


@pytest.fixture
def packer(seller):
    return staff_of(seller, username="paula", first_name="Paula", last_name="Reis")


def url_of(user):
    return f"{LIST}{user.pk}/"


def text(response):
    return response.content.decode()


def link_in(response):
    found = re.search(r"http://testserver(/accounts/choose-password/[^<\"]+)", text(response))
    return found and found[1]


def usernames_in(page):
    return re.findall(r'/settings/users/\d+/">([^<]+)</a>', page)


def test_the_list_has_the_users_of_ones_sellers_and_nobody_else(client, boss, packer):
    SellerStaffFactory(user__username="stranger", user__last_name="Fremd")
    UserFactory(username="operator", role="Operator")

    page = text(client.get(LIST))

    assert usernames_in(page) == ["paula", "renata"]
    assert "Fremd" not in page


def test_of_whoever_has_other_work_the_list_shows_the_name_alone(client, boss, seller):
    foreign = SellerFactory(name="Móveis Ubá")
    busy = staff_of(seller, username="busy", email="busy@elsewhere.example")
    busy.seller_staff.create(seller=foreign)
    staff_of(seller, "Admin", username="mighty", email="mighty@omnitron.example")

    for page in (text(client.get(LIST)), text(client.get(LIST, {"q": "elsewhere"}))):
        assert "Móveis Ubá" not in page
        assert "@" not in page.split("<main")[1]
        assert ">Admin<" not in page
    assert set(usernames_in(text(client.get(LIST)))) == {"busy", "mighty", "renata"}
    assert usernames_in(text(client.get(LIST, {"q": "elsewhere"}))) == []


def test_a_user_is_added_and_gets_a_link_once(client, boss, seller):
    response = post(client, NEW, username="paula", last_name="Reis", role="Seller")

    user = User.objects.get(username="paula")
    assert response.url == url_of(user)
    assert (user.role_names, user.seller_ids) == (["Seller"], [seller.pk])
    shown = client.get(response.url)
    assert client.get(link_in(shown)).status_code == 302
    assert link_in(client.get(response.url)) is None


def test_the_form_offers_two_roles_and_ones_own_sellers(client, boss, seller):
    SellerFactory(name="Móveis Ubá")

    page = text(client.get(NEW))

    assert re.findall(r'name="role" value="([^"]+)"', page) == ["Seller", "Seller admin"]
    assert re.findall(r'name="sellers" value="([^"]+)"', page) == [str(seller.pk)]
    assert "Somebody who has a user already" in page


@pytest.mark.parametrize("forged", [{"role": "Admin"}, {"role": "MPO"}, {"sellers": "foreign"}])
def test_a_forged_role_or_seller_adds_nobody(client, boss, forged):
    if "sellers" in forged:
        forged = {"sellers": [SellerFactory().pk]}

    response = post(client, NEW, **{"username": "paula", **forged})

    assert response.status_code == 422
    assert not User.objects.filter(username="paula").exists()


@pytest.mark.parametrize("typed", ["marina", "MARINA"])
def test_a_taken_username_does_not_say_whose_it_is(client, boss, typed):
    UserFactory(username="marina", first_name="Marina", last_name="Sá")

    page = text(post(client, NEW, username=typed))

    assert f"“{typed}” is taken: choose another one." in page
    assert "is added to a seller by an administrator of Omnitron." in page
    assert "Sá" not in page


def test_somebody_works_for_one_seller_at_least(client, boss, packer):
    page = text(post(client, url_of(packer), sellers=[]))

    assert "Tick one seller at least." in page
    assert SellerStaff.objects.filter(user=packer).exists()


def test_a_user_is_changed(client, boss, packer, seller):
    other = SellerFactory(name="Móveis Ubá")
    boss.seller_staff.create(seller=other)

    post(client, url_of(packer), last_name="Prado", role="Seller admin", sellers=[other.pk])

    user = User.objects.get(pk=packer.pk)
    assert (user.last_name, user.role_names, user.seller_ids) == (
        "Prado",
        ["Seller admin"],
        [other.pk],
    )
    history = text(client.get(url_of(packer))).split('id="history"')[1]
    assert "<ins>Prado</ins>" in history


def test_a_user_is_deactivated_and_comes_back(client, boss, packer):
    client.post(url_of(packer) + "deactivate/")
    assert not User.objects.get(pk=packer.pk).is_active
    assert "New Sign-In Link" not in text(client.get(url_of(packer)))
    client.post(url_of(packer) + "activate/")

    assert User.objects.get(pk=packer.pk).is_active


def test_a_new_link_is_shown_once(client, boss, packer):
    response = client.post(url_of(packer) + "sign-in-link/")

    assert link_in(client.get(response.url)) is not None
    assert link_in(client.get(response.url)) is None


@pytest.mark.parametrize(
    ("came_from", "leads_back"), [("http://testserver", True), ("https://elsewhere.example", False)]
)
def test_who_is_refused_a_link_finds_the_way_back(client, boss, packer, came_from, leads_back):
    here = came_from + url_of(packer)
    for _ in range(5):
        client.post(url_of(packer) + "sign-in-link/")

    response = client.post(url_of(packer) + "sign-in-link/", headers={"Referer": here})

    assert "5 sign-in links were made for Paula Reis within an hour" in text(response)
    assert (f'href="{here}"' in response.content.decode()) is leads_back


def test_the_work_of_a_user_is_ended(client, boss, packer, seller):
    page = text(client.get(url_of(packer)))
    end = f"{url_of(packer)}sellers/{seller.pk}/end/"
    assert f'action="{end}"' in page

    response = client.post(end, follow=True)

    assert "Paula Reis does not work for Casa Aurora any more." in text(response)
    assert client.get(url_of(packer)).status_code == 404


@pytest.fixture(params=["another role", "another seller", "a channel", "superuser"])
def other(request, seller):
    """Somebody of the seller who is not its administrators' to change."""
    user = staff_of(
        seller,
        "Operator" if request.param == "another role" else "Seller",
        first_name="Jonas",
        last_name="Weber",
        email="jonas@elsewhere.example",
        is_superuser=request.param == "superuser",
    )
    if request.param == "another seller":
        user.seller_staff.create(seller=SellerFactory(name="Móveis Ubá"))
    if request.param == "a channel":
        user.channel_access.create(channel=SalesChannelFactory())
    return user


def test_whoever_has_other_work_is_shown_by_name_and_can_only_be_removed(
    client, boss, seller, other
):
    page = text(client.get(url_of(other)))
    answers = [
        client.post(url_of(other) + way, {"username": "mine", "opened": ""})
        for way in ("", "deactivate/", "sign-in-link/")
    ]
    linked = link_in(client.get(url_of(other)))

    assert "Jonas Weber has other roles or works elsewhere, too." in page
    for hidden in ("elsewhere.example", "Móveis Ubá", 'name="role"', "New Sign-In Link", "History"):
        assert hidden not in page
    assert [answer.status_code for answer in answers] == [200, 400, 400]
    assert linked is None
    user = User.objects.get(pk=other.pk)
    assert (user.username, user.is_active) == (other.username, True)
    client.post(f"{url_of(other)}sellers/{seller.pk}/end/")
    assert not SellerStaff.objects.filter(user=other, seller=seller).exists()


def test_strangers_do_not_exist(client, boss, seller):
    foreign = SellerStaffFactory()
    for pk in (foreign.user_id, UserFactory(role="Operator").pk, 2_000_000_000):
        for way in (
            "",
            "activate/",
            "deactivate/",
            "sign-in-link/",
            f"sellers/{seller.pk}/end/",
            f"sellers/{foreign.seller_id}/end/",
        ):
            assert client.post(f"{LIST}{pk}/{way}").status_code == 404
        assert client.get(f"{LIST}{pk}/").status_code == 404
    assert SellerStaff.objects.filter(pk=foreign.pk).exists()


def test_the_work_for_a_foreign_seller_is_not_ended(client, boss, seller):
    busy = staff_of(seller)
    foreign = SellerFactory()
    busy.seller_staff.create(seller=foreign)

    assert client.post(f"{url_of(busy)}sellers/{foreign.pk}/end/").status_code == 404
    assert busy.seller_staff.filter(seller=foreign).exists()


def test_the_history_names_neither_strangers_nor_other_sellers(client, boss, packer):
    stranger = UserFactory(role="Admin", first_name="Fremd")
    for actor, changes in (
        (stranger, {"last_name": ["Prado", "Reis"]}),
        (boss, {"sellers": [["Móveis Ubá"], []]}),
        (boss, {"first_name": ["Ana", "Paula"]}),
    ):
        audit.record(actor=actor, action=audit.Action.CHANGED, subject=packer, changes=changes)

    history = text(client.get(url_of(packer))).split('id="history"')[1]

    assert "<del>Ana</del>" in history
    assert "Prado" not in history
    assert "Fremd" not in history
    assert "Móveis Ubá" not in history


def test_nobody_is_offered_to_deactivate_themselves(client, boss):
    assert "This is you. Another administrator can deactivate you." in text(
        client.get(url_of(boss))
    )
    assert client.post(url_of(boss) + "deactivate/").status_code == 400


def test_the_last_administrator_keeps_the_role(client, boss):
    response = post(client, url_of(boss), role="Seller")

    assert (
        "Nobody would be left who sets up the users of Casa Aurora: make somebody else its"
        " Seller admin first." in text(response)
    )
    assert User.objects.get(pk=boss.pk).role_names == ["Seller admin"]


def test_who_gives_the_role_away_is_shown_the_way_out(client, boss, seller):
    staff_of(seller, "Seller admin")

    response = post(client, url_of(boss), role="Seller")

    assert response.url == "/seller-center/"
    assert User.objects.get(pk=boss.pk).role_names == ["Seller"]


def test_who_works_for_nobody_reads_what_to_do(client):
    client.force_login(UserFactory(role="Seller admin"))

    page = text(client.get(LIST))

    assert "You do not work for a seller yet" in page
    assert NEW not in page
    assert client.get(NEW).status_code == 404


def test_who_works_for_several_sellers_chooses(client, boss):
    boss.seller_staff.create(seller=SellerFactory())

    assert fields_of(client.get(NEW))["sellers"] == []


def test_pages_cost_the_same_with_3_and_33_users_and_sellers(
    client, boss, seller, packer, django_assert_num_queries
):
    for count in (3, 30):
        for each in SellerFactory.create_batch(count):
            boss.seller_staff.create(seller=each)
            packer.seller_staff.create(seller=each)
            staff_of(each)
        client.get(LIST)
        with django_assert_num_queries(7):
            client.get(LIST)
        with django_assert_num_queries(14):
            client.get(url_of(packer))
