"""What the product counts about itself."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

SECONDS = Histogram(
    "omnitron_request_seconds",
    "How long requests took, by view, method and status.",
    ["view", "method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)
METHODS = {"GET", "HEAD", "POST"}

Handler = Callable[[HttpRequest], HttpResponse]


def measured(get_response: Handler) -> Handler:
    """Time every request under the name of its view, never under its address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        begin = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        SECONDS.labels(
            match.view_name if match else "none",
            request.method if request.method in METHODS else "other",
            response.status_code,
        ).observe(time.perf_counter() - begin)
        return response

    return middleware
