"""The product's settings, for as long as there are services to test against."""

import os

import pytest

if not os.environ.get("DATABASE_URL") or not os.environ.get("REDIS_URL"):
    raise pytest.UsageError(
        "The tests need PostgreSQL and Redis: run `make test`, or "
        "`python -m omnitron.core.embedded exec -- pytest …` for a part of them."
    )

from omnitron.settings import *  # noqa: F403
from omnitron.settings import CACHES

# Processes of one run share a Redis; what one of them keeps there is not for the others.
for cache in CACHES.values():
    cache["KEY_PREFIX"] = os.environ.get("PYTEST_XDIST_WORKER", "")
# On a busy machine a test may take longer than the sidebar keeps what it counted.
SIDEBAR_SECONDS, CACHES["brief"]["TIMEOUT"] = CACHES["brief"]["TIMEOUT"], 600
