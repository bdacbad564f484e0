"""Setting up the users of a seller: what its administrators may do, alone and at once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from omnitron.accounts import audit
from omnitron.accounts.models import AuditEntry, User
from omnitron.accounts.services import users
from omnitron.core.errors import NotFound, Refusal
from orders.models import SellerStaff
from orders.services import staffing
from orders.staff import staff_seen_by
from tests.concurrency import start_behind
from tests.factories import SalesChannelFactory, SellerFactory, SellerStaffFactory, UserFactory
from tests.orders.packages.parcels import staff_of

pytestmark = pytest.mark.django_db
at_once = pytest.mark.django_db(transaction=True)

SITE = "https://shop.example/"
VALUES = {
    "username": "paula",
    "first_name": "Paula",
    "last_name": "Reis",
    "email": "paula@example.com",
    "language": "en",
    "time_zone": "UTC",
}
ALONE = (
    "Nobody would be left who sets up the users of Casa Aurora: make somebody else its Seller"
    " admin first."
)


@pytest.fixture
def seller(db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def boss(seller):
    return staff_of(seller, "Seller admin")


def create(actor, *sellers, role="Seller", **changes):
    return staffing.create_user(
        actor=actor,
        site=SITE,
        role=role,
        sellers=frozenset(seller.pk for seller in sellers),
        **{**VALUES, **changes},
    )


def change(actor, user, *, opened=None, **changes):
    opened = opened or {
        **{name: getattr(user, name) for name in VALUES},
        "role": user.groups.get().name,
        "sellers": list(user.seller_staff.values_list("seller_id", flat=True)),
    }
    values = {**opened, **changes}
    values["sellers"] = frozenset(values["sellers"])
    return staffing.change_user(actor=actor, pk=user.pk, opened=opened, **values)


def end(actor, user, seller):
    return staffing.end_work(actor=actor, pk=user.pk, seller_pk=seller.pk)


def managers_of(seller):
    return set(
        User.objects.filter(
            is_active=True, seller_staff__seller=seller, groups__name="Seller admin"
        )
    )


def test_a_new_user_has_the_role_the_sellers_and_a_link_and_all_is_logged(boss, seller):
    user = create(boss, seller, role="Seller admin")

    user = User.objects.get(pk=user.pk)
    assert (user.role_names, user.seller_ids) == (["Seller admin"], [seller.pk])
    assert not user.has_usable_password()
    assert [entry.action for entry in audit.entries_about(user)] == [
        AuditEntry.Action.LINK_MADE,
        AuditEntry.Action.CHANGED,
        AuditEntry.Action.CREATED,
    ]
    assert audit.entries_about(seller).get().changes == {"staff": [[], ["paula"]]}


def test_a_foreign_seller_adds_nobody(boss, seller):
    with pytest.raises(NotFound, match="There is no such seller here"):
        create(boss, seller, SellerFactory())

    assert not User.objects.filter(username="paula").exists()
    assert not AuditEntry.objects.exists()


def test_no_seller_adds_nobody(boss):
    with pytest.raises(ValidationError) as refusal:
        create(boss)

    assert refusal.value.message_dict == {"sellers": ["Tick one seller at least."]}


@pytest.mark.parametrize("role", ["Admin", "MPO", "Operator", ""])
def test_no_other_role_is_given(boss, seller, role):
    with pytest.raises(ValidationError) as refusal:
        create(boss, seller, role=role)

    assert list(refusal.value.message_dict) == ["role"]


def test_nobody_gives_a_role_that_may_do_more_than_they(seller):
    actor = UserFactory(permissions=["accounts.use_seller_center", "orders.manage_staff"])
    SellerStaff.objects.create(user=actor, seller=seller)

    with pytest.raises(Refusal, match="You may not give what you do not have yourself"):
        create(actor, seller)

    assert not User.objects.filter(username="paula").exists()


@pytest.mark.parametrize("role", ["MPO", "Seller", "Operator"])
def test_who_lacks_the_permission_does_nothing(seller, boss, role):
    actor = staff_of(seller, role)
    packer = staff_of(seller)

    for attempt in (
        lambda: create(actor, seller),
        lambda: change(actor, packer, last_name="Prado"),
        lambda: end(actor, packer, seller),
        lambda: staffing.set_active(actor=actor, pk=packer.pk, active=False),
        lambda: staffing.allow_sign_in_link(actor=actor, pk=packer.pk, site=SITE),
    ):
        with pytest.raises(Refusal, match="This needs “Set up the users of one’s seller”"):
            attempt()
    assert not AuditEntry.objects.exists()


def test_ours_are_those_who_work_nowhere_else_and_have_no_other_role(boss, seller):
    other_seller = SellerFactory()
    ours = staff_of(seller)
    others = [staff_of(seller, "MPO"), staff_of(seller), staff_of(seller, is_superuser=True)]
    others[1].seller_staff.create(seller=other_seller)
    others.append(staff_of(seller))
    others[3].channel_access.create(channel=SalesChannelFactory())
    SellerStaffFactory(seller=other_seller)

    found = dict(staff_seen_by(boss).values_list("pk", "is_ours"))

    assert found == {
        boss.pk: True,
        ours.pk: True,
        **dict.fromkeys([user.pk for user in others], False),
    }


def test_a_change_to_another_own_seller_is_logged_with_both(boss, seller):
    other = SellerFactory(name="Móveis Ubá")
    boss.seller_staff.create(seller=other)
    packer = staff_of(seller)

    change(boss, packer, sellers=[other.pk])

    assert list(packer.seller_staff.values_list("seller", flat=True)) == [other.pk]
    assert [entry.changes for entry in audit.entries_about(packer)] == [
        {"sellers": [[], ["Móveis Ubá"]]},
        {"sellers": [["Casa Aurora"], []]},
    ]


def test_a_stale_form_takes_no_seller_that_was_just_given(boss, seller):
    other = SellerFactory()
    boss.seller_staff.create(seller=other)
    packer = staff_of(seller)
    opened = {
        **{name: getattr(packer, name) for name in VALUES},
        "role": "Seller",
        "sellers": [seller.pk],
    }
    change(boss, packer, sellers=[seller.pk, other.pk])

    change(boss, packer, opened=opened, last_name="Prado")

    user = User.objects.get(pk=packer.pk)
    assert (user.last_name, user.seller_ids) == ("Prado", [seller.pk, other.pk])


def test_the_last_administrator_neither_leaves_nor_gives_the_role_away(boss, seller):
    staff_of(seller)
    staff_of(seller, "Seller admin", is_active=False)

    for attempt in (
        lambda: end(boss, boss, seller),
        lambda: change(boss, boss, role="Seller"),
    ):
        with pytest.raises(Refusal) as refusal:
            attempt()
        assert str(refusal.value) == ALONE
    assert managers_of(seller) == {boss}
    with pytest.raises(Refusal, match="You cannot deactivate yourself"):
        staffing.set_active(actor=boss, pk=boss.pk, active=False)


def test_of_two_sellers_the_one_that_would_be_left_alone_is_named(boss, seller):
    other = SellerFactory(name="Móveis Ubá")
    boss.seller_staff.create(seller=other)
    second = staff_of(other, "Seller admin")

    with pytest.raises(Refusal, match="the users of Casa Aurora"):
        change(boss, boss, role="Seller")
    end(boss, boss, other)

    assert managers_of(other) == {second}


def test_with_another_administrator_one_may_leave(boss, seller):
    second = staff_of(seller, "Seller admin")

    end(boss, boss, seller)

    assert managers_of(seller) == {second}


@at_once
@pytest.mark.parametrize("way", ["leaves", "gives the role away"])
def test_two_administrators_do_not_leave_a_seller_alone_at_once(way):
    seller = SellerFactory(name="Casa Aurora")
    people = [staff_of(seller, "Seller admin") for _each in range(2)]

    def go(user):
        return end(user, user, seller) if way == "leaves" else change(user, user, role="Seller")

    with transaction.atomic():
        go(people[0])
        answer = start_behind(lambda: go(people[1]))

    with pytest.raises(Refusal) as refusal:
        answer.result(timeout=5)
    assert str(refusal.value) == ALONE
    assert managers_of(seller) == {people[1]}


@at_once
@pytest.mark.parametrize("way", ["remove", "deactivate"])
def test_two_administrators_do_not_shut_each_other_out_at_once(way):
    seller = SellerFactory()
    people = [staff_of(seller, "Seller admin") for _each in range(2)]

    def shut_out(actor, user):
        if way == "remove":
            return end(actor, user, seller)
        return staffing.set_active(actor=actor, pk=user.pk, active=False)

    with transaction.atomic():
        shut_out(people[0], people[1])
        answer = start_behind(lambda: shut_out(people[1], people[0]))

    with pytest.raises((NotFound, Refusal)):
        answer.result(timeout=5)
    assert managers_of(seller) == {people[0]}


def deactivated_by(actor, user):
    users.set_active(actor=actor, pk=user.pk, active=False)
    return user


@pytest.mark.parametrize("posts", [0, 1])
def test_whom_an_administrator_of_omnitron_keeps_out_stays_out(boss, seller, posts):
    """Also where the administrator works for the seller, too."""
    admin = UserFactory(role="Admin")
    SellerStaff.objects.bulk_create(
        SellerStaff(user=admin, seller=seller) for _post in range(posts)
    )
    user = deactivated_by(admin, staff_of(seller))

    with pytest.raises(Refusal) as refusal:
        staffing.set_active(actor=boss, pk=user.pk, active=True)

    assert str(refusal.value) == (
        f"None of those who set up your users now deactivated {user}: ask an administrator of"
        " Omnitron to activate the user."
    )
    assert not User.objects.get(pk=user.pk).is_active


def test_whom_a_colleague_keeps_out_comes_back(boss, seller):
    colleague, user = staff_of(seller, "Seller admin"), staff_of(seller)
    staffing.set_active(actor=colleague, pk=user.pk, active=False)

    staffing.set_active(actor=boss, pk=user.pk, active=True)

    assert User.objects.get(pk=user.pk).is_active
