"""Pages for machines: is the process up, can it work, how does it do."""

import secrets
from collections.abc import Callable

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

from omnitron.core.tasks import LAST_SIGN_OF_LIFE

LOWEST_POSTGRESQL = 18
LOOPBACK = {"127.0.0.1", "::1"}


@never_cache
@require_safe
def healthz(request: HttpRequest, /) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest, /) -> HttpResponse:
    """Whether everything that a request or a task needs is there, part by part."""
    parts = {name: _outcome(check) for name, check in CHECKS.items()}
    ready = all(outcome == "ok" for outcome in parts.values())
    return JsonResponse(parts, status=200 if ready else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest, /) -> HttpResponse:
    """Counters for Prometheus: from this machine, or with the token of the settings."""
    if not _may_read_metrics(request):
        return HttpResponseNotFound()
    registry = PROCESS
    if settings.METRICS_FOLDER:
        registry = CollectorRegistry()
        MultiProcessCollector(registry, settings.METRICS_FOLDER)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_read_metrics(request: HttpRequest) -> bool:
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
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"failed: {len(missing)} to apply" if missing else "ok"


def _workers() -> str:
    return "ok" if cache.get(LAST_SIGN_OF_LIFE) else "failed: no worker seen for 90 seconds"


CHECKS = {
    "database": _database,
    "redis": _redis,
    "migrations": _migrations,
    "workers": _workers,
}
