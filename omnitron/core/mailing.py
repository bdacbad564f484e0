"""Sending mails, and whether they leave this machine."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import get_connection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)


def mail_is_set_up() -> bool:
    """Whether there is a mail server; a mail printed into a log would be a leak."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def send_each(messages: Sequence[EmailMessage]) -> bool:
    """Whether anybody was reached; what the mail server says is raised if it refused them all."""
    refusals: list[OSError] = []
    with get_connection() as server:
        for message in messages:
            try:
                server.send_messages([message])
            # What smtplib raises is one, too.
            except OSError as refusal:
                logger.exception("One of several people was not reached.")
                refusals.append(refusal)
    if refusals and len(refusals) == len(messages):
        raise refusals[-1]
    return bool(messages)
