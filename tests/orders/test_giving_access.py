import pytest

from omnitron.accounts import audit
from omnitron.core.errors import NotFound, Refusal
from orders.models import ChannelAccess, SellerStaff
from orders.services import giving_access
from tests.factories import SalesChannelFactory, SellerFactory, UserFactory

pytestmark = pytest.mark.django_db


def changes_of(subject):
    return [entry.changes for entry in audit.entries_about(subject)]


def channels_of(user):
    return set(user.channel_access.values_list("channel__name", flat=True))


def test_access_is_given_once_and_logged_with_the_channel_and_the_person():
    channel, user = SalesChannelFactory(name="Web"), UserFactory(username="marina")

    for _twice in range(2):
        giving_access.give_access(
            actor=UserFactory(role="Admin"), channel_pk=channel.pk, username="marina"
        )

    assert channels_of(user) == {"Web"}
    assert changes_of(channel) == [{"access": [[], ["marina"]]}]
    assert changes_of(user) == [{"channels": [[], ["Web"]]}]


def test_access_is_withdrawn_once_and_logged():
    channel = SalesChannelFactory(name="Web")
    user = UserFactory(username="marina", channels=[channel])

    for _twice in range(2):
        giving_access.withdraw_access(
            actor=UserFactory(role="Admin"), channel_pk=channel.pk, user_pk=user.pk
        )

    assert channels_of(user) == set()
    assert changes_of(channel) == [{"access": [["marina"], []]}]


def test_nobody_is_not_given_access():
    channel = SalesChannelFactory()

    with pytest.raises(NotFound) as refusal:
        giving_access.give_access(
            actor=UserFactory(role="Admin"), channel_pk=channel.pk, username="nobody"
        )

    assert str(refusal.value) == "There is no user “nobody”."
    assert not ChannelAccess.objects.exists()


def test_ticks_change_only_what_was_ticked_or_unticked():
    kept, unticked, ticked, meanwhile = (
        SalesChannelFactory(name=name) for name in ("Kept", "Unticked", "Ticked", "Meanwhile")
    )
    user = UserFactory(channels=[kept, unticked, meanwhile])

    giving_access.change_access(
        actor=UserFactory(role="Admin"),
        user_pk=user.pk,
        opened={"channels": [kept.pk, unticked.pk]},
        channel_ids=frozenset({kept.pk, ticked.pk}),
    )

    assert channels_of(user) == {"Kept", "Ticked", "Meanwhile"}
    assert changes_of(user) == [{"channels": [["Unticked"], ["Ticked"]]}]
    assert changes_of(kept) == []


def test_who_does_not_set_up_channels_gives_only_their_own():
    own, strange = SalesChannelFactory(), SalesChannelFactory(name="Strange")
    actor = UserFactory(permissions=["accounts.manage_users"], channels=[own])
    user = UserFactory()

    giving_access.change_access(
        actor=actor, user_pk=user.pk, opened={}, channel_ids=frozenset({own.pk})
    )
    with pytest.raises(Refusal) as refusal:
        giving_access.change_access(
            actor=actor, user_pk=user.pk, opened={}, channel_ids=frozenset({strange.pk})
        )

    assert str(refusal.value) == "You may not give or take Strange: you do not have it yourself."
    assert channels_of(user) == {own.name}


def test_staff_are_added_and_removed_once_and_logged_with_seller_and_person():
    seller, user = SellerFactory(name="Luminar"), UserFactory(username="marina")
    actor = UserFactory(role="Admin")

    for _twice in range(2):
        giving_access.add_staff(actor=actor, seller_pk=seller.pk, username="marina")
    assert SellerStaff.objects.filter(user=user, seller=seller).count() == 1
    for _twice in range(2):
        giving_access.remove_staff(actor=actor, seller_pk=seller.pk, user_pk=user.pk)

    assert not SellerStaff.objects.exists()
    assert changes_of(seller) == [{"staff": [["marina"], []]}, {"staff": [[], ["marina"]]}]
    assert changes_of(user) == [{"sellers": [["Luminar"], []]}, {"sellers": [[], ["Luminar"]]}]


@pytest.mark.parametrize(
    ("change", "needed"),
    [
        (
            lambda actor, user: giving_access.give_access(
                actor=actor, channel_pk=SalesChannelFactory().pk, username=user.username
            ),
            "Set up sales channels and who has access",
        ),
        (
            lambda actor, user: giving_access.withdraw_access(
                actor=actor, channel_pk=SalesChannelFactory().pk, user_pk=user.pk
            ),
            "Set up sales channels and who has access",
        ),
        (
            lambda actor, user: giving_access.change_access(
                actor=actor, user_pk=user.pk, opened={}, channel_ids=frozenset()
            ),
            "Set up users",
        ),
        (
            lambda actor, user: giving_access.add_staff(
                actor=actor, seller_pk=SellerFactory().pk, username=user.username
            ),
            "Set up sellers and their staff",
        ),
        (
            lambda actor, user: giving_access.remove_staff(
                actor=actor, seller_pk=SellerFactory().pk, user_pk=user.pk
            ),
            "Set up sellers and their staff",
        ),
    ],
)
def test_who_lost_the_permission_since_their_page_was_opened_gives_and_takes_nothing(
    change, needed
):
    actor = UserFactory(role="Admin")
    assert actor.has_perm("orders.manage_channels")
    actor.groups.clear()

    with pytest.raises(Refusal) as refusal:
        change(actor, UserFactory())

    assert str(refusal.value) == f"This needs “{needed}”, which you do not have any more."
    assert not audit.AuditEntry.objects.exists()
