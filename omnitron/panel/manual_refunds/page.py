"""The manual refund desk (X7): money that did not go back by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cancellations.services.by_hand import PERMISSION
from omnitron.accounts.access import permitted
from omnitron.core.asking import question_alone
from omnitron.panel.manual_refunds.listing import Desk

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from omnitron.panel.manual_refunds.listing import RefusedForm


@require_safe
@permitted(PERMISSION)
def manual_refund_list(request: PanelRequest, /) -> HttpResponse:
    """The refunds that wait for a person, the oldest first."""
    return show_desk(request)


def show_desk(request: PanelRequest, refused: RefusedForm | None = None) -> HttpResponse:
    """The desk; with a form that was refused, or is to be confirmed, it keeps what was typed."""
    desk = Desk(request.user, request.GET, refused)
    status = refused[1].status if refused else 200
    page = render(request, "omnitron/manual_refunds/desk.html", {"desk": desk}, status=status)
    return question_alone(page, refused[1]) if refused and not desk.unplaced else page


def back_to_desk(request: PanelRequest, refund_id: int = 0) -> HttpResponse:
    """The same page of the desk again, with the form of a refund open."""
    place = Desk(request.user, request.GET).place
    if refund_id:
        place += f"{'&' if place else '?'}refund={refund_id}"
    return redirect(reverse("omnitron:manual-refund-list") + place)
