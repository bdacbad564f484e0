"""Error reports of clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from integrations.access import require_channel
from integrations.models import ErrorReport

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from omnitron.accounts.models import User
    from orders.models import SalesChannel

# Of a request or an answer; who looks for a fault reads no more.
LONGEST = 20_000


class ReportValues(TypedDict, total=False):
    """What a client tells."""

    action_content_type: str
    action_object_id: int | None
    target_content_type: str
    target_object_id: int | None
    object_modified_at: datetime | None
    error_code: str
    error_desc: str
    raw_request: str
    raw_response: str
    is_ok: bool
    details: dict[str, Any]


@transaction.atomic
def keep_report(
    *, actor: User, channel: SalesChannel, **values: Unpack[ReportValues]
) -> ErrorReport:
    """Keep what a client tells of its work; long texts are cut off."""
    require_channel(actor, channel)
    report = ErrorReport(channel=channel, created_by=actor, **values)
    report.error_code = report.error_code[: ErrorReport._meta.get_field("error_code").max_length]
    for name in ("error_desc", "raw_request", "raw_response"):
        setattr(report, name, getattr(report, name)[:LONGEST])
    report.save()
    return report
