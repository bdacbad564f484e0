"""A sign-in link that the next page shows to whoever may hand it over, once."""

from omnitron.accounts.http import PanelRequest
from omnitron.accounts.models import User
from omnitron.accounts.sign_in_links import sign_in_link

HAND_OVER = "hand_over_to"


def show_link_next(request: PanelRequest, user: User) -> None:
    """Let the next page about a user show their link."""
    request.session[HAND_OVER] = user.pk


def link_to_show(request: PanelRequest, user: User, *, may_change: bool) -> str:
    """The link to show now, once; '' for none, or where the user is not this person's any more.

    They may have risen above this person since the link was allowed.
    """
    if request.session.get(HAND_OVER) != user.pk:
        return ""
    del request.session[HAND_OVER]
    if not may_change or not user.is_active:
        return ""
    return sign_in_link(user, request.build_absolute_uri("/"))
