"""What is logged of a sign-in that failed."""

from django.http import HttpRequest

from omnitron.accounts import audit
from omnitron.accounts.models import User
from omnitron.core.http import client_address


def record_failure(request: HttpRequest, username: str, *, paused: bool) -> None:
    """Log whom it was tried for only where there is such a user: people type anything there."""
    user = User.objects.filter(username=username).first()
    actions = [audit.Action.SIGN_IN_FAILED, *([audit.Action.LOCKED_OUT] if paused else [])]
    for action in actions:
        audit.record(actor=None, action=action, subject=user, remote_addr=client_address(request))
