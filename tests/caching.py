"""What is kept for some seconds, and how a test goes on as if these had passed."""

from contextlib import suppress
from uuid import uuid4

from django.conf import settings
from django.core.cache import caches


def forget_what_is_kept():
    """Begin anew: threads of the server read the setting, too."""
    settings.CACHES["brief"]["KEY_PREFIX"] = f"{uuid4()}:"
    # Made again, with this setting, when it is asked for.
    with suppress(AttributeError):
        del caches["brief"]
