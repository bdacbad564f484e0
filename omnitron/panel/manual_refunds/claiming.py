"""Who looks after a refund."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cancellations.access import plan_of_refund
from cancellations.services.by_hand import PERMISSION
from cancellations.services.claiming import claim_refund, let_refund_go
from omnitron.accounts.access import permitted
from omnitron.core.errors import refusal_to_tell
from omnitron.panel.manual_refunds.page import back_to_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_POST
@permitted(PERMISSION)
def claim(request: PanelRequest, /, refund_id: int) -> HttpResponse:
    """Take a refund and the others of its plan upon oneself; its form opens."""
    counts: list[int] = []

    def claimed() -> None:
        counts.append(claim_refund(actor=request.user, refund_id=refund_id))

    if not answered(request, claimed):
        return back_to_desk(request)
    if counts[0] > 1:
        sentence = _("%(count)s refunds of plan %(plan)s are yours now.")
        plan_id = plan_of_refund(request.user, refund_id)
        messages.success(request, sentence % {"count": counts[0], "plan": plan_id})
    return back_to_desk(request, refund_id)


@require_POST
@permitted(PERMISSION)
def let_go(request: PanelRequest, /, refund_id: int) -> HttpResponse:
    """Leave a refund to others."""
    sentence = _("Refund %(refund)s is left to others.") % {"refund": refund_id}
    if answered(request, lambda: let_refund_go(actor=request.user, refund_id=refund_id)):
        messages.success(request, sentence)
    return back_to_desk(request)


def answered(request: PanelRequest, change: Callable[[], object]) -> bool:
    """Whether a service did it; what it refuses is said. A stranger's refund is not found."""
    try:
        change()
    except Exception as exception:
        messages.error(request, str(refusal_to_tell(exception)))
        return False
    return True
