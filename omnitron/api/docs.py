"""The page to read and to try the API, and what stands where there is nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import bad_request
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.views import APIView


class _DeclinedAsJson(APIView):
    def handle_exception(self, exception: Exception) -> Any:
        """What is declined looks as everywhere, whatever these views answer otherwise."""
        answer = super().handle_exception(exception)
        return JsonResponse(answer.data, status=answer.status_code)


class Document(_DeclinedAsJson, SpectacularAPIView):
    """The OpenAPI document."""


class Docs(_DeclinedAsJson, SpectacularSwaggerSplitView):
    """Swagger UI, its files and its script from here alone."""

    url_name = "api:schema"
    template_name = "api/docs.html"


@csrf_exempt
def nothing_here(request: HttpRequest) -> JsonResponse:
    """404 as JSON: clients read every answer as such."""
    told = _("There is nothing at this address.")
    return JsonResponse({"detail": told, "code": "not_found"}, status=404)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what Django itself does not take, as a host that is none: JSON to clients."""
    if not request.path_info.startswith("/api/"):
        return bad_request(request, exception)
    told = _("This request cannot be read.")
    return JsonResponse({"detail": told, "code": "unreadable"}, status=400)
