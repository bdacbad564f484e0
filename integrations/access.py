"""The doors to what other systems keep with us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.models import BatchRequest, IntegrationAction
from integrations.querysets import PERMISSION
from omnitron.accounts.permissions import require
from omnitron.core.errors import NotFound

if TYPE_CHECKING:
    from omnitron.accounts.models import User
    from orders.models import SalesChannel


def require_channel(actor: User, channel: SalesChannel) -> None:
    """Raise `Forbidden` without the permission, `NotFound` for a stranger's channel."""
    require(actor, PERMISSION)
    if not actor.sees_every_channel and channel.pk not in actor.channel_ids:
        raise NotFound(_("There is no sales channel %(channel)s.") % {"channel": channel.pk})


def lock_batch(channel: SalesChannel, pk: int) -> BatchRequest:
    """A batch request of a channel, locked until the transaction ends; raises `NotFound`."""
    batches = BatchRequest.objects.select_for_update(of=("self",), no_key=True)
    batch: BatchRequest | None = batches.filter(channel=channel, pk=pk).first()
    if batch is None:
        raise NotFound(_("There is no batch request %(pk)s.") % {"pk": pk})
    return batch


def lock_action(channel: SalesChannel, pk: int) -> IntegrationAction:
    """An integration action of a channel, locked until the transaction ends; raises `NotFound`."""
    actions = IntegrationAction.objects.select_for_update(of=("self",), no_key=True)
    action: IntegrationAction | None = actions.filter(channel=channel, pk=pk).first()
    if action is None:
        raise NotFound(_("There is no integration action %(pk)s.") % {"pk": pk})
    return action
