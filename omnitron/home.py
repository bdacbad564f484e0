from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from omnitron import frame


@login_required
def home(request: HttpRequest, /) -> HttpResponse:
    """Send a person to the panel of their role."""
    panels = frame.panels_of(request)
    if not panels:
        raise PermissionDenied
    return redirect(panels[0].url)
