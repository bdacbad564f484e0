"""Users as one form sets them up: who they are, their groups, and the sales channels they see."""

from typing import Unpack

from django.db import transaction

from omnitron.accounts.models import User
from omnitron.accounts.services import users
from omnitron.accounts.services.writing_users import UserValues
from omnitron.core.merging import Values
from orders.services import giving_access


@transaction.atomic
def create_user(
    *,
    actor: User,
    site: str,
    groups: frozenset[int],
    channels: frozenset[int],
    **values: Unpack[UserValues],
) -> User:
    """Add a user with groups and channels, and allow the link of their first sign-in.

    Raises `ValidationError` by field, or `Refusal` for more than the actor's own rights and
    channels; nobody is added then.
    """
    user = users.create_user(actor=actor, group_ids=groups, **values)
    giving_access.change_access(actor=actor, user_pk=user.pk, opened={}, channel_ids=channels)
    return users.allow_sign_in_link(actor=actor, pk=user.pk, site=site)


@transaction.atomic
def change_user(
    *,
    actor: User,
    pk: int,
    opened: Values,
    groups: frozenset[int],
    channels: frozenset[int],
    **values: Unpack[UserValues],
) -> User:
    """Change a user with groups and channels, or nothing of it.

    Raises `BothChanged`, `ValidationError` by field or `Refusal`.
    """
    giving_access.change_access(actor=actor, user_pk=pk, opened=opened, channel_ids=channels)
    return users.change_user(actor=actor, pk=pk, opened=opened, group_ids=groups, **values)
