"""A mail server that is a real one: it listens on a port and keeps what it is given."""

import asyncio
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from omnitron.core.embedded.redis import free_port


class Kept:
    """What came in; `refusing` is what the server says instead of taking it.

    `meanwhile` is called while the sender waits for an answer.
    """

    def __init__(self):
        self.mails = []
        self.refusing = ""
        self.meanwhile = lambda: None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (the library's name)
        await asyncio.to_thread(self.meanwhile)
        if self.refusing:
            return self.refusing
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def mail_server(settings):
    """A mail server on a free port, to which the product sends."""
    kept = Kept()
    port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield kept
    controller.stop()
