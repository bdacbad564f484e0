from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from omnitron.frame.context import panels_of


@login_required
def home(request: HttpRequest, /) -> HttpResponse:
    """Send a person to the panel of their role."""
    panels = panels_of(request)
    if not panels:
        raise PermissionDenied
    return redirect(panels[0].url)
