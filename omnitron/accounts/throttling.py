"""How often somebody may guess a password.

django-axes counts failures per username and address, this module what fails elsewhere. Three
limits read the same counters: one username from one address, one address over all usernames, so
that one machine cannot try a password on everybody, and one username over all addresses, so that
many machines cannot share the guessing.
"""

import ipaddress
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Any, NamedTuple

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from omnitron.accounts.models import AuditEntry, User
from omnitron.core.http import client_address

PAUSE = timedelta(hours=settings.AXES_COOLOFF_TIME)
PAUSE_MINUTES = int(PAUSE.total_seconds() / 60)
KNOWN_FOR = timedelta(days=30)


class Failures(NamedTuple):
    """What failed for one username at one address."""

    username: str
    address: str | None
    number: int
    last_at: datetime


def counted_username(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """What stands for a username in the counters.

    People type e-mail addresses and even passwords there, which must not be stored.
    """
    username = (credentials or request.POST).get("username") or ""
    return digest(username)


def digest(username: str) -> str:
    """A username that cannot be read back; the same however the sign-in form cleans it."""
    typed = unicodedata.normalize("NFKC", username).strip().casefold()
    return salted_hmac("omnitron.throttling", typed, algorithm="sha256").hexdigest()


def counted_address(request: HttpRequest) -> str | None:
    """The address that failures are counted for; one household of IPv6 is one address."""
    return _household(client_address(request))


def minutes_paused(request: HttpRequest, username: str) -> int:
    """How long this username may not be tried from here; 0 while it may.

    Failures elsewhere do not count where its owner signed in lately: strangers could keep them
    out for ever.
    """
    here, whose = counted_address(request), digest(username)
    recent = _recent(Q(ip_address=here) | Q(username=whose))
    from_here = [each for each in recent if each.address == here]
    for_it = [each for each in recent if each.username == whose]
    ends = [
        _end(from_here, settings.SIGN_IN_FAILURES_PER_ADDRESS),
        _end([each for each in for_it if each.address == here], settings.AXES_FAILURE_LIMIT),
        _end(for_it, settings.SIGN_IN_FAILURES_PER_USERNAME),
    ]
    # Only now, as it asks the log of sign-ins.
    if ends[2] and _is_known(here, username):
        ends.pop()
    return _minutes_until(max(filter(None, ends), default=None))


def tries_left(request: HttpRequest, username: str) -> int:
    """How many more tries may fail for a username from here."""
    here = counted_address(request)
    for_it = _recent(Q(username=digest(username)))
    counted = sum(each.number for each in for_it if each.address == here)
    left: int = settings.AXES_FAILURE_LIMIT - counted
    if not _is_known(here, username):
        everywhere = sum(each.number for each in for_it)
        left = min(left, settings.SIGN_IN_FAILURES_PER_USERNAME - everywhere)
    return left


def count_wrong_password(request: HttpRequest, user: User) -> None:
    """Count a wrong password of somebody who is signed in as a failed sign-in."""
    attempts = AccessAttempt.objects.filter(username=digest(user.username))
    attempts.filter(attempt_time__lte=timezone.now() - PAUSE).delete()
    attempt, _created = AccessAttempt.objects.get_or_create(
        username=digest(user.username),
        ip_address=counted_address(request),
        user_agent="",
        defaults={"failures_since_start": 0},
    )
    attempts.filter(pk=attempt.pk).update(
        failures_since_start=F("failures_since_start") + 1, attempt_time=timezone.now()
    )


def forgive(username: str) -> None:
    """Forget the failures for a username, at all addresses."""
    reset(username=digest(username))


def _household(address: str | None) -> str | None:
    if address and ":" in address:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return address


def _recent(condition: Q) -> list[Failures]:
    rows = AccessAttempt.objects.filter(condition, attempt_time__gt=timezone.now() - PAUSE)
    fields = ("username", "ip_address", "failures_since_start", "attempt_time")
    return [Failures(*row) for row in rows.order_by("-attempt_time").values_list(*fields)]


def _end(newest_first: Iterable[Failures], limit: int) -> datetime | None:
    """When so many will have passed that fewer than the limit are left."""
    total = 0
    for failures in newest_first:
        total += failures.number
        if total >= limit:
            return failures.last_at + PAUSE
    return None


def _minutes_until(end: datetime | None) -> int:
    return max(1, ceil((end - timezone.now()).total_seconds() / 60)) if end else 0


def _is_known(address: str | None, username: str) -> bool:
    """Whether the owner of a username signed in from an address lately."""
    user = User.objects.filter(username=username.strip()).values("pk").first()
    signed_in = AuditEntry.objects.filter(
        subject_type=User._meta.label_lower,
        subject_id=str(user["pk"]) if user else "",
        action=AuditEntry.Action.SIGNED_IN,
        at__gt=timezone.now() - KNOWN_FOR,
    )
    addresses = signed_in.order_by().values_list("remote_addr", flat=True).distinct()
    return address in {_household(each) for each in addresses}
