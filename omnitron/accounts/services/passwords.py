from django.db import transaction

from omnitron.accounts import audit, throttling
from omnitron.accounts.models import User


@transaction.atomic
def set_password(*, actor: User, password: str) -> None:
    """Give a person the password that they chose; their other sessions end, a pause is over."""
    actor.set_password(password)
    actor.save(update_fields=["password"])
    throttling.forgive(actor.username)
    audit.record(actor=actor, action=audit.Action.PASSWORD_CHANGED, subject=actor)
