"""Who asks: the person whose token came along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework.exceptions import AuthenticationFailed

from omnitron.accounts.backends import RoleBackend

if TYPE_CHECKING:
    from omnitron.accounts.models import ApiToken, User


class TokenAuthentication(KnoxAuthentication):
    """`Authorization: Token <key>`: the person as the pages know them, marked as a client."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, ApiToken]:
        """The person and the token; raises `AuthenticationFailed` for any that does not hold."""
        if not token.isascii():
            raise AuthenticationFailed()
        user, found = super().authenticate_credentials(token)
        person = RoleBackend().get_user(user.pk)
        if person is None or not found.still_holds(person):
            raise AuthenticationFailed()
        found.note_use(timezone.now())
        person.is_api_client = True
        return person, found

    def renew_token(self, auth_token: ApiToken) -> None:
        """Begin the time of a sign-in's token anew; any other ends when it was made to end."""
        if auth_token.is_of_sign_in and auth_token.still_holds(auth_token.user):
            super().renew_token(auth_token)

    def authenticate(self, request: Any) -> tuple[User, ApiToken] | None:
        """The same, and whoever writes a log line meanwhile knows who asks."""
        found = super().authenticate(request)
        if found is not None:
            request._request.user = found[0]
        return found
