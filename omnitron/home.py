from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from omnitron import frame
from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest


@login_required
def home(request: HttpRequest, /) -> HttpResponse:
    """Send a person to the panel of their role."""
    panels = frame.panels_of(request)
    if not panels:
        raise PermissionDenied
    return redirect(panels[0].url)


@permitted(frame.OMNITRON.permission)
def omnitron(request: PanelRequest, /) -> HttpResponse:
    """Send a person to the first page of Omnitron's sidebar that is theirs."""
    groups = frame.sidebar(request, frame.OMNITRON)
    if not groups:
        raise PermissionDenied
    return redirect(groups[0]["entries"][0]["url"])
