"""How often somebody may guess a password.

django-axes counts failures per username and address. This module tells it who is who, and
counts per address over all usernames, so that one machine cannot try a password on everybody.
"""

import ipaddress
from collections.abc import Mapping
from datetime import timedelta
from math import ceil
from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from omnitron.core.http import client_address

PAUSE = timedelta(hours=settings.AXES_COOLOFF_TIME)
PAUSE_MINUTES = int(PAUSE.total_seconds() / 60)


def counted_username(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """What stands for a username in the counters.

    People type e-mail addresses and even passwords there, which must not be stored.
    """
    username = (credentials or request.POST).get("username") or ""
    return digest(username)


def digest(username: str) -> str:
    """A username that cannot be read back."""
    return salted_hmac("omnitron.throttling", username.casefold(), algorithm="sha256").hexdigest()


def counted_address(request: HttpRequest) -> str | None:
    """The address that failures are counted for; one household of IPv6 is one address."""
    address = client_address(request)
    if address and ":" in address:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return address


def address_is_paused(request: HttpRequest) -> bool:
    """Whether too many tries failed from here, whoever they were for."""
    recent = AccessAttempt.objects.filter(
        ip_address=counted_address(request), attempt_time__gt=timezone.now() - PAUSE
    )
    failures = recent.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
    return bool(failures >= settings.SIGN_IN_FAILURES_PER_ADDRESS)


def minutes_left(request: HttpRequest, username: str | None = None) -> int:
    """How long the pause still lasts for this address, or for one username at it."""
    attempts = AccessAttempt.objects.filter(ip_address=counted_address(request))
    if username is not None:
        attempts = attempts.filter(username=digest(username))
    last = attempts.aggregate(at=Max("attempt_time"))["at"]
    left = (last + PAUSE - timezone.now()) if last else PAUSE
    return max(1, ceil(left.total_seconds() / 60))


def forgive(username: str) -> None:
    """Forget the failures for a username, at all addresses."""
    reset(username=digest(username))
