"""Whether mails leave this machine."""

from django.conf import settings


def mail_is_set_up() -> bool:
    """Whether there is a mail server; a mail printed into a log would be a leak."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")
