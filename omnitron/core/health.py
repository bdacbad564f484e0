"""Pages for machines: is the process up, can it work, how does it do."""

import secrets
import time
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client import REGISTRY as PROCESS
from prometheus_client.multiprocess import MultiProcessCollector

from omnitron.core.tasks import SECONDS_REMEMBERED, silent_queues

LOWEST_POSTGRESQL = 18
SECONDS_KEPT = 5
LOOPBACK = {"127.0.0.1", "::1"}


@never_cache
@require_safe
def healthz(request: HttpRequest, /) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest, /) -> HttpResponse:
    """Whether everything that a request or a task needs is there, part by part.

    What is wrong with a part is told to those alone who may read `metrics`.
    """
    parts = {name: _outcome(check) for name, check in CHECKS.items()}
    ready = all(outcome == "ok" for outcome in parts.values())
    if not _is_trusted(request):
        parts = {name: outcome.partition(":")[0] for name, outcome in parts.items()}
    return JsonResponse(parts, status=200 if ready else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest, /) -> HttpResponse:
    """Counters for Prometheus: from this machine, or with the token of the settings."""
    if not _is_trusted(request):
        return HttpResponseNotFound()
    registry = PROCESS
    if settings.METRICS_FOLDER:
        registry = CollectorRegistry()
        MultiProcessCollector(registry, settings.METRICS_FOLDER)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _is_trusted(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    # A proxy on this machine has a loopback address too, but says for whom it asks.
    is_local = request.META.get("REMOTE_ADDR") in LOOPBACK
    return is_local and "X-Forwarded-For" not in request.headers


def _outcome(check: Callable[[], str]) -> str:
    # Whatever a driver raises means the same here: this part is not ready.
    try:
        return check()
    except Exception as error:
        return f"failed: {type(error).__name__}"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10_000
    if version < LOWEST_POSTGRESQL:
        return f"failed: PostgreSQL {version}, {LOWEST_POSTGRESQL} is the lowest supported"
    return "ok"


def _redis() -> str:
    cache.set("readyz", True, timeout=5)
    return "ok"


def _migrations() -> str:
    return _migrations_during(int(time.time() // SECONDS_KEPT))


@lru_cache(maxsize=1)
def _migrations_during(_period: int) -> str:
    # To look, every migration is read from its file: not for each request, whoever sends it, and
    # not while the database is away either.
    return _outcome(_missing_migrations)


def _missing_migrations() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"failed: {len(missing)} to apply" if missing else "ok"


def _workers() -> str:
    silent = ", ".join(silent_queues())
    return f"failed: no worker of {silent} for {SECONDS_REMEMBERED} seconds" if silent else "ok"


CHECKS = {
    "database": _database,
    "redis": _redis,
    "migrations": _migrations,
    "workers": _workers,
}
