"""What things of ours are called elsewhere, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from integrations.access import lock_action, require_channel
from integrations.models import IntegrationAction
from integrations.services.naming import NamedObject, refuse_unknown
from integrations.states import ActionStatus

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from omnitron.accounts.models import User
    from orders.models import SalesChannel


class ActionValues(TypedDict, total=False):
    """What a client may say of an object, beside which it is."""

    remote_id: str
    version_date: datetime | None
    status: str
    state: dict[str, Any]


@transaction.atomic
def keep_action(
    *,
    actor: User,
    channel: SalesChannel,
    content_type: str,
    object_id: int,
    **values: Unpack[ActionValues],
) -> IntegrationAction:
    """Map a thing of ours, or write its mapping anew: safe to repeat. Raises `UnknownObjects`."""
    require_channel(actor, channel)
    refuse_unknown(channel, [NamedObject(content_type, object_id)])
    action: IntegrationAction
    action, _created = IntegrationAction.objects.update_or_create(
        channel=channel,
        content_type=content_type,
        object_id=object_id,
        defaults=values,
        create_defaults={"status": ActionStatus.SUCCESS, **values},
    )
    return action


@transaction.atomic
def change_action(
    *, actor: User, channel: SalesChannel, pk: int, **values: Unpack[ActionValues]
) -> IntegrationAction:
    """Change what is said of a mapped thing; which one it is stays. Raises `NotFound`."""
    require_channel(actor, channel)
    action = lock_action(channel, pk)
    for name, value in values.items():
        setattr(action, name, value)
    action.save()
    return action
