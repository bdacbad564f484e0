"""The signature of a webhook, as the sandbox writes and its receivers check it."""

import hashlib
import hmac

HEADER = "Omnitron-Signature"


def signature(secret: str, moment: int, body: bytes) -> str:
    """The hex HMAC-SHA256 of "moment.body"."""
    return hmac.new(secret.encode(), b"%d.%s" % (moment, body), hashlib.sha256).hexdigest()
