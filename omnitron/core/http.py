"""The request as views see it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from omnitron.accounts.models import User


class PanelRequest(HttpRequest):
    """A request of somebody who is signed in, maybe by htmx."""

    user: "User"
    htmx: "HtmxDetails"
    request_id: str
