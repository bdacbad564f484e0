"""The request as the views of a panel see it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from omnitron.accounts.models import User

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class PanelRequest(HttpRequest):
    """A request of somebody who is signed in, maybe by htmx."""

    user: User
    htmx: "HtmxDetails"
    request_id: str
    # Of the page of one thing: the view of the list that has it.
    listed_in: str
