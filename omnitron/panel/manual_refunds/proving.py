"""The proof of a refund that was made by hand, for who may make such refunds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cancellations.access import manual_of_refund
from cancellations.services.by_hand import PERMISSION
from omnitron.accounts.access import permitted
from payments.proofs import read_proof

if TYPE_CHECKING:
    from omnitron.accounts.http import PanelRequest


@require_safe
@permitted(PERMISSION)
def proof(request: PanelRequest, /, refund_id: int) -> HttpResponse:
    """Hand a proof out as a file to keep, never as a page of this site."""
    manual = manual_of_refund(request.user, refund_id)
    content, content_type = read_proof(manual)
    headers = {
        "Content-Disposition": content_disposition_header(True, manual.proof_name),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
