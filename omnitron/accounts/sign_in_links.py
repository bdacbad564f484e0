"""The link by which a user chooses a password: the first one, or a new one."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from omnitron.accounts import permissions
from omnitron.accounts.models import User


class SignInTokens(PasswordResetTokenGenerator):
    """Tokens that are worth nothing once their user may do or see something else.

    Whoever was handed a link was allowed to have it for what the user was at that time: it must not
    become the key of an administrator.
    """

    key_salt = "omnitron.accounts.sign_in_links"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        reach = (
            user.is_superuser,
            user.is_active,
            user.sessions_ended,
            sorted(permissions.held_by(user)),
            sorted(user.channel_ids),
            sorted(user.seller_ids),
        )
        return f"{super()._make_hash_value(user, timestamp)}{reach}"


sign_in_tokens = SignInTokens()


def sign_in_link(user: User, site: str) -> str:
    """The address, good until it was used or `PASSWORD_RESET_TIMEOUT` is over; stored nowhere."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = sign_in_tokens.make_token(user)
    path = reverse("accounts:choose-password", kwargs={"uidb64": uid, "token": token})
    return site.rstrip("/") + path
