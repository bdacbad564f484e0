"""How often somebody may ask; while Redis is away, nobody is counted."""

from __future__ import annotations

import logging
from typing import Any

import redis
from django.conf import settings
from rest_framework.throttling import SimpleRateThrottle

from omnitron.accounts.throttling import counted_address

logger = logging.getLogger(__name__)


class _PerMinute(SimpleRateThrottle):
    setting: str

    def get_rate(self) -> str:
        """As the settings have it."""
        return f"{getattr(settings, self.setting)}/min"

    def allow_request(self, request: Any, view: Any) -> bool:
        """Whether it is not too often yet."""
        try:
            return bool(super().allow_request(request, view))
        except redis.RedisError:
            logger.warning("Nobody is throttled: Redis did not answer.")
            return True


class PerPerson(_PerMinute):
    """All tokens of a person count together; without one, all of an address."""

    scope = "api"
    setting = "API_REQUESTS_PER_MINUTE"

    def get_cache_key(self, request: Any, view: Any) -> str:
        """Where it is counted."""
        who = request.user.pk or counted_address(request._request)
        return str(self.cache_format % {"scope": self.scope, "ident": who})


class SignIns(_PerMinute):
    """Sign-ins of one address, good and bad."""

    scope = "api-sign-in"
    setting = "API_SIGN_INS_PER_MINUTE"

    def get_cache_key(self, request: Any, view: Any) -> str:
        """Where it is counted."""
        ident = counted_address(request._request)
        return str(self.cache_format % {"scope": self.scope, "ident": ident})
