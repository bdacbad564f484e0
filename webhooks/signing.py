"""The signature by which a receiver knows that a delivery came from here and is fresh."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from webhooks.models import Webhook

HEADER = "X-Omnitron-Signature"
PREFIX = "whsec_"


def new_salt() -> str:
    """What makes the secret of one webhook its own."""
    return secrets.token_hex(16)


def secret_of(webhook: Webhook) -> str:
    """The secret that a webhook's receiver checks signatures with.

    It is made of SECRET_KEY and the webhook's salt: the table alone gives none away.
    """
    digest = salted_hmac("webhooks.signing.secret", webhook.salt, algorithm="sha256").digest()
    return PREFIX + urlsafe_b64encode(digest).decode().rstrip("=")


def signature(secret: str, moment: int, body: bytes) -> str:
    """The header's value: "t=<unix time>,v1=<hex HMAC-SHA256 of "t.body">"."""
    signed = hmac.new(secret.encode(), b"%d.%s" % (moment, body), hashlib.sha256)
    return f"t={moment},v1={signed.hexdigest()}"
