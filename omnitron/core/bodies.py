"""How much a request may carry, told before anything of it is read or written to a disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

MEGABYTE = 1024 * 1024
# By the first that fits: notices of gateways are short, and a proof comes with its form.
LIMITS = (
    (re.compile(r"/webhooks/"), MEGABYTE),
    (re.compile(r"/omnitron/.*/made/$"), 6 * MEGABYTE),
    # More than the largest file, so that a form can say by how much it is too large.
    (re.compile(r"/omnitron/bulk-updates/new/$"), 256 * MEGABYTE),
)


def body_limit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 413 to a request that announces more than its address takes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = most_bytes(request.path_info)
        if length.isascii() and length.isdecimal() and len(length) < 19 and int(length) <= most:
            return get_response(request)
        sentence = _("This is too large: %(most)s MB at most fit here. Go back and send less.")
        told = sentence % {"most": most // MEGABYTE}
        if request.path_info.startswith("/api/"):
            return JsonResponse({"detail": told, "code": "too_large"}, status=413)
        return HttpResponse(told, status=413, content_type="text/plain")

    return middleware


def most_bytes(path: str) -> int:
    """What a request to an address may carry."""
    fitting = (limit for pattern, limit in LIMITS if pattern.match(path))
    return next(fitting, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
