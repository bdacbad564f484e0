"""The page to read and to try the API, and what stands where there is nothing."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularSwaggerSplitView


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI, its files and its script from here alone."""

    url_name = "api:schema"
    template_name = "api/docs.html"


@csrf_exempt
def nothing_here(request: HttpRequest) -> JsonResponse:
    """404 as JSON: clients read every answer as such."""
    told = _("There is nothing at this address.")
    return JsonResponse({"detail": told, "code": "not_found"}, status=404)
