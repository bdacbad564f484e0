"""The users of sellers, as an administrator of these sellers sees them."""

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from omnitron.accounts import audit
from omnitron.accounts.models import User
from omnitron.accounts.services import guarding
from omnitron.core.errors import NotFound
from orders.models import ChannelAccess, Seller, SellerStaff

SELLER = "Seller"
SELLER_ADMIN = "Seller admin"
# What a seller's administrator may give; whoever has another one is not theirs to change.
ROLES = (SELLER, SELLER_ADMIN)


def staff_seen_by(actor: User) -> QuerySet[User]:
    """Who works for a seller that the actor works for, each with `is_ours`.

    Ours are those who have no other role and work nowhere else. Nobody else exists for the actor.
    """
    posts = SellerStaff.objects.filter(user=OuterRef("pk"))
    others = Group.objects.filter(user=OuterRef("pk")).exclude(name__in=ROLES)
    channels = ChannelAccess.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(Exists(posts.filter(seller__in=actor.seller_ids))).annotate(
        is_ours=Q(is_superuser=False)
        & ~Exists(others)
        & ~Exists(channels)
        & ~Exists(posts.exclude(seller__in=actor.seller_ids))
    )


def get_staff(actor: User, pk: int) -> User:
    """One of them; raises `NotFound` for everybody else, as if they did not exist."""
    user: User | None = staff_seen_by(actor).filter(pk=pk).first()
    if user is None:
        raise NotFound(_("There is no such %(thing)s here.") % {"thing": User._meta.verbose_name})
    return user


def may_change(actor: User, user: User) -> bool:
    """Whether somebody found by `staff_seen_by` is the actor's to change."""
    return bool(getattr(user, "is_ours", False)) and guarding.may_change(actor, user)


def may_activate(actor: User, user: User) -> bool:
    """Whether somebody found by `staff_seen_by` was deactivated by one who does nothing else.

    Whom an administrator of Omnitron keeps out stays out, also where they work for the seller.
    """
    last = audit.entries_about(user).filter(changes__has_key="is_active").first()
    if last is None or last.actor is None:
        return False
    colleague = staff_seen_by(actor).filter(pk=last.actor.pk).first()
    return bool(getattr(colleague, "is_ours", False))


def own_sellers(actor: User) -> QuerySet[Seller]:
    """The sellers whom a person works for."""
    return Seller.objects.filter(pk__in=actor.seller_ids)


def role_of(user: User) -> str:
    """The one of `ROLES` that says most of what a user may do; '' for neither."""
    return next((role for role in reversed(ROLES) if role in user.role_names), "")
