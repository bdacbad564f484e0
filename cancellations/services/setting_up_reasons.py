"""Setting up reasons. Each function raises `Refusal` for somebody without the permission."""

from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from cancellations.models import CancellationReason
from omnitron.accounts import changing
from omnitron.accounts.models import User
from omnitron.accounts.permissions import require
from omnitron.core.merging import Values

MANAGE = "cancellations.manage_reasons"
LAST_PLACE = 32767


class ReasonValues(TypedDict):
    """What a reason's form says; without a place it stands at the end of its type."""

    subject: str
    extra_information_needed: bool
    order: int | None
    sources: frozenset[str]


@transaction.atomic
def create_reason(
    *, actor: User, cancellation_type: str, **values: Unpack[ReasonValues]
) -> CancellationReason:
    """Add a reason to a type, for good. Raises `ValidationError` by field."""
    require(actor, MANAGE)
    reason = CancellationReason(cancellation_type=cancellation_type)
    given = {"cancellation_type": cancellation_type, **_placed(reason, values)}
    changing.create(actor=actor, subject=reason, values=given)
    return reason


@transaction.atomic
def change_reason(
    *, actor: User, pk: int, opened: Values, **values: Unpack[ReasonValues]
) -> CancellationReason:
    """Change a reason, all but its type. Raises `BothChanged` or `ValidationError` by field."""
    require(actor, MANAGE)
    reason = changing.lock(CancellationReason, pk)
    mine = _placed(reason, values)
    changing.change(actor=actor, subject=reason, opened=opened, mine=mine)
    return reason


@transaction.atomic
def set_active(*, actor: User, pk: int, active: bool) -> CancellationReason:
    """Offer a reason, or no longer; safe to repeat. Raises `NotFound`."""
    require(actor, MANAGE)
    reason = changing.lock(CancellationReason, pk)
    changing.change(
        actor=actor, subject=reason, opened={"is_active": not active}, mine={"is_active": active}
    )
    return reason


def _placed(reason: CancellationReason, values: Values) -> dict[str, Any]:
    if values["order"] is not None:
        return dict(values)
    others = CancellationReason.objects.filter(cancellation_type=reason.cancellation_type)
    last = others.exclude(pk=reason.pk).aggregate(last=Max("order"))["last"] or 0
    return {**values, "order": min(last + 1, LAST_PLACE)}
