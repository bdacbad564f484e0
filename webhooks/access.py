"""The only doors to single webhooks and deliveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from omnitron.core.errors import NotFound
from omnitron.core.keyset import MAX_PK
from webhooks.models import Delivery, Webhook

if TYPE_CHECKING:
    from omnitron.accounts.models import User


def get_webhook(user: User, pk: int) -> Webhook:
    """A webhook of the person's sales channels. Raises `NotFound`."""
    return _get(user, pk, lock=False)


def lock_webhook(user: User, pk: int) -> Webhook:
    """The same, locked until the transaction ends: the first lock of every change.

    Whoever announces or records for it waits, so that the order of its deliveries holds.
    """
    return _get(user, pk, lock=True)


def _get(user: User, pk: int, *, lock: bool) -> Webhook:
    webhooks = Webhook.objects.visible_to(user)
    if lock:
        webhooks = webhooks.select_for_update(of=("self",), no_key=True)
    else:
        webhooks = webhooks.select_related("channel", "created_by")
    webhook: Webhook | None = webhooks.filter(pk=pk).first() if pk <= MAX_PK else None
    if webhook is None:
        raise NotFound(_("There is no webhook %(number)s.") % {"number": pk})
    return webhook


def get_delivery(user: User, pk: int) -> Delivery:
    """A delivery of a webhook that this person may see. Raises `NotFound`."""
    deliveries = Delivery.objects.visible_to(user).select_related("webhook__channel", "order")
    delivery: Delivery | None = deliveries.filter(pk=pk).first() if pk <= MAX_PK else None
    if delivery is None:
        raise NotFound(_("There is no delivery %(number)s.") % {"number": pk})
    return delivery
