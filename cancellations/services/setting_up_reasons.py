"""Setting up reasons. Each function raises `Refusal` for somebody without the permission."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cancellations.models import CancellationReason
from omnitron.accounts import changing
from omnitron.accounts.models import User
from omnitron.accounts.permissions import require
from omnitron.core.errors import FieldsRefused
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


class GivenValues(TypedDict, total=False):
    """What a client says of a reason."""

    cancellation_type: str
    subject: str
    extra_information_needed: bool
    order: int | None
    is_active: bool


@transaction.atomic
def add_reason(*, actor: User, **given: Unpack[GivenValues]) -> CancellationReason:
    """Add a reason that everybody may use. Raises `FieldsRefused`."""
    require(actor, MANAGE)
    reason = CancellationReason(cancellation_type=given["cancellation_type"])
    with _by_field():
        values = _placed(reason, {"order": None, **given})
        changing.create(actor=actor, subject=reason, values=values)
    return reason


@transaction.atomic
def revise_reason(*, actor: User, pk: int, **given: Unpack[GivenValues]) -> CancellationReason:
    """Change what is given of a reason; all else stays. Raises `NotFound` and `FieldsRefused`."""
    require(actor, MANAGE)
    reason = changing.lock(CancellationReason, pk)
    if given.pop("cancellation_type", reason.cancellation_type) != reason.cancellation_type:
        told = _("A reason keeps its type: add another one, and deactivate this one.")
        raise FieldsRefused({"cancellation_type": [told]})
    mine = _placed(reason, dict(given)) if "order" in given else dict(given)
    opened = {name: getattr(reason, name) for name in mine}
    with _by_field():
        changing.change(actor=actor, subject=reason, opened=opened, mine=mine)
    return reason


@contextmanager
def _by_field() -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise FieldsRefused(error.message_dict) from None


def _placed(reason: CancellationReason, values: Values) -> dict[str, Any]:
    if values["order"] is not None:
        return dict(values)
    others = CancellationReason.objects.filter(cancellation_type=reason.cancellation_type)
    last = others.exclude(pk=reason.pk).aggregate(last=Max("order"))["last"] or 0
    return {**values, "order": min(last + 1, LAST_PLACE)}
