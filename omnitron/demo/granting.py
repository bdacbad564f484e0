"""Putting existing users on channels and sellers from the command line."""

from omnitron.accounts.models import User
from omnitron.core.errors import NotFound
from orders.models import ChannelAccess, SalesChannel, Seller, SellerStaff


def grant_channel(*, username: str, slug: str) -> bool:
    """Let a user see a channel's orders; whether that is new. Raises `NotFound`."""
    user = _user(username)
    channel = SalesChannel.objects.filter(slug=slug).first()
    if channel is None:
        known = ", ".join(SalesChannel.objects.order_by("slug").values_list("slug", flat=True))
        raise NotFound(f"There is no sales channel {slug}; there are: {known or 'none'}.")
    return ChannelAccess.objects.get_or_create(user=user, channel=channel)[1]


def grant_seller(*, username: str, code: str) -> bool:
    """Make a user staff of a seller; whether that is new. Raises `NotFound`."""
    user = _user(username)
    seller = Seller.objects.filter(code=code).first()
    if seller is None:
        raise NotFound(f"There is no seller with the code {code}.")
    return SellerStaff.objects.get_or_create(user=user, seller=seller)[1]


def _user(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise NotFound(f"There is no user {username}.")
    return user
