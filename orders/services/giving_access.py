"""Who sees the orders of a sales channel, and who works for a seller.

Each change is logged twice: with the channel or seller, and with the person. Without an actor it
was made from the command line.
"""

from functools import partial

from django.db import models, transaction
from django.utils.translation import gettext as _

from omnitron.accounts import audit, changing
from omnitron.accounts.models import User
from omnitron.accounts.services import guarding
from omnitron.core.errors import NotFound, Refusal
from omnitron.core.merging import Values, merge
from omnitron.core.waiting import count_again
from orders.models import ChannelAccess, SalesChannel, Seller, SellerStaff

MANAGE_CHANNELS = "orders.manage_channels"
MANAGE_SELLERS = "orders.manage_sellers"


@transaction.atomic
def give_access(*, actor: User | None, channel_pk: int, username: str) -> User:
    """Let a person see the orders of a channel; safe to repeat. Raises `NotFound`."""
    *_actor, user = guarding.lock_people(actor, MANAGE_CHANNELS, _pk_of(username))
    channel = changing.lock(SalesChannel, channel_pk)
    _row, is_new = ChannelAccess.objects.get_or_create(user=user, channel=channel)
    if is_new:
        _record_access(actor, user, added=[channel], removed=[])
    return user


@transaction.atomic
def withdraw_access(*, actor: User, channel_pk: int, user_pk: int) -> User:
    """Hide the orders of a channel from a person; safe to repeat. Raises `NotFound`."""
    *_actor, user = guarding.lock_people(actor, MANAGE_CHANNELS, user_pk)
    channel = changing.lock(SalesChannel, channel_pk)
    count, _rows = ChannelAccess.objects.filter(user=user, channel=channel).delete()
    if count:
        _record_access(actor, user, added=[], removed=[channel])
    return user


@transaction.atomic
def change_access(
    *, actor: User, user_pk: int, opened: Values, channel_ids: frozenset[int]
) -> None:
    """Give a person the channels that were ticked and take those whose tick was removed.

    Who does not set up channels gives and takes no others than they have themselves: raises
    `Refusal`.
    """
    actor, user = guarding.lock_people(actor, guarding.MANAGE_USERS, user_pk)
    current = frozenset(
        ChannelAccess.objects.filter(user=user).values_list("channel_id", flat=True)
    )
    merged = merge(opened=opened, mine={"channels": channel_ids}, current={"channels": current})[
        "channels"
    ]
    channels = SalesChannel.objects.in_bulk(merged ^ current)
    for pk in channels.keys() - grantable_channel_ids(actor):
        raise Refusal(
            _("You may not give or take %(channel)s: you do not have it yourself.")
            % {"channel": channels[pk]}
        )
    ChannelAccess.objects.filter(user=user, channel_id__in=current - merged).delete()
    ChannelAccess.objects.bulk_create(
        ChannelAccess(user=user, channel_id=pk) for pk in sorted(merged - current)
    )
    _record_access(
        actor,
        user,
        added=[channels[pk] for pk in sorted(merged - current)],
        removed=[channels[pk] for pk in sorted(current - merged)],
    )


def grantable_channel_ids(actor: User) -> frozenset[int]:
    """The channels that a person may give to others."""
    if actor.has_perm(MANAGE_CHANNELS):
        return frozenset(SalesChannel.objects.values_list("pk", flat=True))
    return frozenset(actor.channel_ids)


@transaction.atomic
def add_staff(*, actor: User | None, seller_pk: int, username: str) -> User:
    """Let a person work for a seller; safe to repeat. Raises `NotFound`."""
    *_actor, user = guarding.lock_people(actor, MANAGE_SELLERS, _pk_of(username))
    seller = changing.lock(Seller, seller_pk)
    _row, is_new = SellerStaff.objects.get_or_create(user=user, seller=seller)
    if is_new:
        record_staff(actor, user, seller, removed=False)
    return user


@transaction.atomic
def remove_staff(*, actor: User, seller_pk: int, user_pk: int) -> User:
    """End a person's work for a seller; safe to repeat. Raises `NotFound`."""
    *_actor, user = guarding.lock_people(actor, MANAGE_SELLERS, user_pk)
    seller = changing.lock(Seller, seller_pk)
    count, _rows = SellerStaff.objects.filter(user=user, seller=seller).delete()
    if count:
        record_staff(actor, user, seller, removed=True)
    return user


def _pk_of(username: str) -> int:
    pk = User.objects.filter(username=username).values_list("pk", flat=True).first()
    if pk is None:
        raise NotFound(_("There is no user “%(username)s”.") % {"username": username})
    return pk


def _record_access(
    actor: User | None, user: User, *, added: list[SalesChannel], removed: list[SalesChannel]
) -> None:
    if not added and not removed:
        return
    _count_again(user)
    names = [sorted(str(channel) for channel in some) for some in (removed, added)]
    _record(actor, user, {"channels": names})
    for channel in removed:
        _record(actor, channel, {"access": [[user.username], []]})
    for channel in added:
        _record(actor, channel, {"access": [[], [user.username]]})


def record_staff(actor: User | None, user: User, seller: Seller, *, removed: bool) -> None:
    """Log with the seller and with the person that they work there now, or no longer.

    What the sidebar counted of another reach is forgotten once that is so.
    """
    _count_again(user)
    for subject, field, name in ((seller, "staff", user.username), (user, "sellers", str(seller))):
        _record(actor, subject, {field: [[name], []] if removed else [[], [name]]})


def _count_again(user: User) -> None:
    transaction.on_commit(partial(count_again, user), robust=True)


def _record(actor: User | None, subject: models.Model, changes: audit.Changes) -> None:
    audit.record(actor=actor, action=audit.Action.CHANGED, subject=subject, changes=changes)
