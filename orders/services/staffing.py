"""Setting up the users of a seller by its own administrators.

They add people, and change those who work for nobody else and have no other role. Of everybody else
who works for their sellers they can end the work there, and nothing more.
"""

from collections.abc import Iterable
from typing import Unpack

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from omnitron.accounts.models import User
from omnitron.accounts.services import guarding, writing_users
from omnitron.accounts.services.writing_users import UserValues
from omnitron.core.errors import NotFound, Refusal
from omnitron.core.merging import Values, merge
from orders.models import Seller, SellerStaff
from orders.services.giving_access import record_staff
from orders.staff import ROLES, get_staff, may_activate, may_change, role_of

MANAGE = "orders.manage_staff"


@transaction.atomic
def create_user(
    *,
    actor: User,
    site: str,
    role: str,
    sellers: frozenset[int],
    **values: Unpack[UserValues],
) -> User:
    """Add a user who works for some of the actor's sellers, and allow the first sign-in link.

    Raises `ValidationError` by field, `Refusal` for a role that gives more than the actor has, or
    `NotFound` for a seller that is not the actor's.
    """
    (actor,) = guarding.lock_people(actor, MANAGE)
    _check_sellers(actor, sellers, sellers)
    _refuse_taken(User(), values["username"])
    user = writing_users.add_user(actor=actor, group_ids=_group_of(role), values=values)
    _write_posts(actor, user, frozenset(), sellers)
    writing_users.give_link(actor=actor, user=user, site=site)
    return user


@transaction.atomic
def change_user(
    *,
    actor: User,
    pk: int,
    opened: Values,
    role: str,
    sellers: frozenset[int],
    **values: Unpack[UserValues],
) -> User:
    """Change a user, the role and for which of the actor's sellers they work, or nothing of it.

    Raises `BothChanged`, as `create_user`, and `Refusal` where a seller would be left without
    anybody who sets up its users.
    """
    actor, user = _lock_ours(actor, pk)
    had_role, had = role_of(user), _seller_ids(user)
    merged = merge(
        opened=opened,
        mine={"role": role, "sellers": sellers},
        current={"role": had_role, "sellers": had},
    )
    wanted: frozenset[int] = merged["sellers"]
    _check_sellers(actor, wanted, wanted ^ had)
    if values["username"] != user.username:
        _refuse_taken(user, values["username"])
    groups = writing_users.group_ids_of(user)
    if merged["role"] != had_role:
        groups = _group_of(merged["role"])
    touched = _lock_sellers(wanted | had)
    writing_users.save_user(actor=actor, user=user, opened=opened, values=values, group_ids=groups)
    _write_posts(actor, user, had, wanted)
    _refuse_to_leave_alone(touched)
    return user


@transaction.atomic
def set_active(*, actor: User, pk: int, active: bool) -> User:
    """Let a user sign in again, or keep them out; safe to repeat.

    Raises `NotFound`, and `Refusal` for oneself, for somebody who is not the actor's to change, and
    for letting in whom an administrator of Omnitron keeps out.
    """
    actor, user = _lock_ours(actor, pk)
    if active and not user.is_active and not may_activate(actor, user):
        text = _(
            "None of those who set up your users now deactivated %(user)s: ask an administrator of"
            " Omnitron to activate the user."
        )
        raise Refusal(text % {"user": user})
    writing_users.switch_user(actor=actor, user=user, active=active)
    return user


@transaction.atomic
def allow_sign_in_link(*, actor: User, pk: int, site: str) -> User:
    """Log that a link to choose a password is given to a user, and mail it. Raises likewise."""
    actor, user = _lock_ours(actor, pk)
    writing_users.give_link(actor=actor, user=user, site=site)
    return user


@transaction.atomic
def end_work(*, actor: User, pk: int, seller_pk: int) -> tuple[User, Seller]:
    """End somebody's work for one of the actor's sellers, whatever else they are.

    Raises `NotFound` for somebody who does not work there, and `Refusal` where nobody would be left
    who sets up the users of the seller.
    """
    actor, user = _lock_seen(actor, pk)
    post = SellerStaff.objects.filter(
        user=user, seller=seller_pk, seller__in=actor.seller_ids
    ).first()
    if post is None:
        thing = Seller._meta.verbose_name
        raise NotFound(_("There is no such %(thing)s here.") % {"thing": thing})
    (seller,) = _lock_sellers([seller_pk])
    post.delete()
    record_staff(actor, user, seller, removed=True)
    _refuse_to_leave_alone([seller])
    return user, seller


def _lock_seen(actor: User, pk: int) -> tuple[User, User]:
    """The actor and one of the users whom they see, both as they are now."""
    locked, _user = guarding.lock_people(actor, MANAGE, pk)
    return locked, get_staff(locked, pk)


def _lock_ours(actor: User, pk: int) -> tuple[User, User]:
    """The same, of those who are the actor's to change."""
    actor, user = _lock_seen(actor, pk)
    if not may_change(actor, user):
        raise Refusal(
            _("%(user)s has other roles or works elsewhere, too: ask an administrator of Omnitron.")
            % {"user": user}
        )
    return actor, user


def _lock_sellers(pks: Iterable[int]) -> list[Seller]:
    return list(Seller.objects.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True))


def _seller_ids(user: User) -> frozenset[int]:
    return frozenset(SellerStaff.objects.filter(user=user).values_list("seller_id", flat=True))


def _check_sellers(actor: User, wanted: frozenset[int], touched: frozenset[int]) -> None:
    if touched - set(actor.seller_ids):
        thing = Seller._meta.verbose_name
        raise NotFound(_("There is no such %(thing)s here.") % {"thing": thing})
    if not wanted:
        raise ValidationError({"sellers": _("Tick one seller at least.")})


def _refuse_taken(user: User, username: str) -> None:
    """Not by whom: a person who works for nobody here does not exist here."""
    if writing_users.twin_of(user, username):
        text = _(
            "“%(username)s” is taken: choose another one. Somebody who has a user already is added"
            " to a seller by an administrator of Omnitron."
        )
        raise ValidationError({"username": text % {"username": username}})


def _group_of(role: str) -> frozenset[int]:
    if role not in ROLES:
        raise ValidationError({"role": _("Choose one of the roles.")})
    return frozenset(Group.objects.filter(name=role).values_list("pk", flat=True))


def _write_posts(actor: User, user: User, current: frozenset[int], wanted: frozenset[int]) -> None:
    SellerStaff.objects.filter(user=user, seller__in=current - wanted).delete()
    SellerStaff.objects.bulk_create(
        SellerStaff(user=user, seller_id=pk) for pk in sorted(wanted - current)
    )
    changed = Seller.objects.in_bulk(current ^ wanted)
    for pk in sorted(changed):
        record_staff(actor, user, changed[pk], removed=pk in current)


def _refuse_to_leave_alone(sellers: Iterable[Seller]) -> None:
    """The sellers are locked: of two administrators who leave at once the second one is told."""
    app, codename = MANAGE.split(".")
    managers = User.objects.filter(
        is_active=True,
        groups__permissions__codename=codename,
        groups__permissions__content_type__app_label=app,
    )
    left = SellerStaff.objects.filter(seller__in=sellers, user__in=managers)
    with_somebody = set(left.values_list("seller_id", flat=True))
    for seller in sellers:
        if seller.pk not in with_somebody:
            raise Refusal(
                _(
                    "Nobody would be left who sets up the users of %(seller)s: make somebody else"
                    " its %(role)s first."
                )
                % {"seller": seller, "role": "Seller admin"}
            )
