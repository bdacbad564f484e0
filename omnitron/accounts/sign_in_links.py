"""The link by which a user chooses a password: the first one, or a new one."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from omnitron.accounts.models import User


def sign_in_link(user: User, site: str) -> str:
    """The address, good until it was used or `PASSWORD_RESET_TIMEOUT` is over; stored nowhere."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("accounts:choose-password", kwargs={"uidb64": uid, "token": token})
    return site.rstrip("/") + path
