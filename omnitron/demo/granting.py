"""Putting existing users on channels and sellers from the command line."""

from omnitron.core.errors import NotFound
from orders.models import SalesChannel, Seller
from orders.services.giving_access import add_staff, give_access


def grant_channel(*, username: str, slug: str) -> None:
    """Let a user see a channel's orders; safe to repeat. Raises `NotFound`."""
    channel = SalesChannel.objects.filter(slug=slug).first()
    if channel is None:
        known = ", ".join(SalesChannel.objects.order_by("slug").values_list("slug", flat=True))
        raise NotFound(f"There is no sales channel {slug}; there are: {known or 'none'}.")
    give_access(actor=None, channel_pk=channel.pk, username=username)


def grant_seller(*, username: str, code: str) -> None:
    """Make a user staff of a seller; safe to repeat. Raises `NotFound`."""
    seller = Seller.objects.filter(code=code).first()
    if seller is None:
        raise NotFound(f"There is no seller with the code {code}.")
    add_staff(actor=None, seller_pk=seller.pk, username=username)
