from django.db import transaction

from omnitron.accounts import audit, throttling
from omnitron.accounts.models import User
from omnitron.accounts.services import tokens


@transaction.atomic
def set_password(*, actor: User, password: str) -> None:
    """Give a person the password that they chose; a pause is over.

    What the old one opened ends: other sessions, and tokens of sign-ins. Tokens that were made on
    the page stay.
    """
    actor.set_password(password)
    actor.save(update_fields=["password"])
    tokens.end_sign_ins(actor)
    throttling.forgive(actor.username)
    audit.record(actor=actor, action=audit.Action.PASSWORD_CHANGED, subject=actor)
