"""What happens around every request, whatever the page."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from omnitron.core import logs
from omnitron.core.causes import because_of
from omnitron.core.errors import Busy, Conflict, NotFound, as_refusal

Handler = Callable[[HttpRequest], HttpResponse]
_SAFE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_FOR_MACHINES = {"healthz", "readyz", "metrics"}

logger = logging.getLogger(__name__)


def request_id(get_response: Handler) -> Handler:
    """Give each request an id, taken over from a proxy of our own where it sent one.

    The order log keeps it: without such a proxy anybody could choose what stands there.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "") if settings.TRUSTED_PROXIES else ""
        request.request_id = given if _SAFE_ID.fullmatch(given) else uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        with logs.bound(request), because_of(f"request:{request.request_id}"):  # type: ignore[attr-defined]
            response = get_response(request)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response

    return middleware


def access_log(get_response: Handler) -> Handler:
    """Log each request of a person by the name of its view.

    Never its address: a path may hold the secret of a sign-in link, a query an e-mail or a phone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        begin = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        view = match.view_name if match else ""
        if view not in _FOR_MACHINES and not request.path.startswith(settings.STATIC_URL):
            details = {
                "method": request.method,
                "view": view,
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - begin) * 1000),
            }
            # Only of an order that is there: anything else somebody typed, maybe an e-mail address.
            if match and "number" in match.kwargs and response.status_code < 400:
                details["order_number"] = match.kwargs["number"]
            logger.info("Answered.", extra=details)
        return response

    return middleware


class refusals:  # noqa: N801  (Django names middleware by its path; this one needs a hook)
    """Turn what the domain refuses into a page, once for all views."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            # Somebody came back to the address of a form by a bookmark or the address bar.
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """404 for what is not there, 409 for what may not be now; anything else is a bug."""
        if isinstance(exception, NotFound):
            return render(request, "404.html", {"reason": str(exception)}, status=404)
        refusal = as_refusal(exception)
        if refusal:
            status = 409 if isinstance(refusal, (Busy, Conflict)) else 400
            context = {"reason": str(refusal), "back_url": _page_before(request)}
            return render(request, "refused.html", context, status=status)
        return None


def _page_before(request: HttpRequest) -> str:
    """The page of ours that sent the request, or nothing."""
    referer = request.headers.get("Referer", "")
    allowed = url_has_allowed_host_and_scheme(referer, {request.get_host()})
    return referer if allowed and request.method == "POST" else ""
