"""What actions on packages write: items with the log, columns of their own, the roll-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from omnitron.core.merging import BothChanged, merge
from orders.events import Actor, Line, write_lines
from orders.models import OrderEvent, Package
from orders.package_actions import STEPS, PackageAction
from orders.services.packages.locking import cause_of, is_colleagues, knowing_colleagues
from orders.services.rolling_up import roll_up
from orders.services.writing_items import write_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from omnitron.accounts.models import User
    from omnitron.core.merging import Values
    from orders.services.packages.locking import Locked

# For `write_items`: each change of an item says through which package it came.
CAUSE = """'package:' || (
    SELECT parcel.number FROM orders_package AS parcel WHERE parcel.id = item.package_id
)"""

# Where the log has another name for what somebody typed.
_LOGGED_AS = {"setting_id": "delivery_setting", "company_id": "shipping_company"}


def merge_typed(
    package: Package, *, opened: Values, mine: Values, current: Values
) -> dict[str, Any]:
    """What to save of what was typed about a package. Raises `BothChanged` with who was faster."""
    try:
        return merge(opened=opened, mine=mine, current=current)
    except BothChanged as conflict:
        who = _last_changed_by(package, conflict.clashes[0].field)
        raise BothChanged(conflict.clashes, who) from None


def _last_changed_by(package: Package, field: str) -> str:
    """The colleague who changed this of a package or its items last; '' for anybody else."""
    told = OrderEvent.objects.filter(
        Q(item__package=package) | Q(cause=cause_of(package)),
        order=package.order_id,
        changes__has_key=_LOGGED_AS.get(field, field),
    )
    last = knowing_colleagues(told, [package.seller_id]).order_by("-pk").first()
    return last.actor_name if last and is_colleagues(last) else ""


def move(
    locked: Locked, action: PackageAction, *, actor: User, assignments: str = "", **values: Any
) -> None:
    """Move the items of packages as an action does; items that a plan holds stay as they are.

    `assignments` is SQL of more columns to set, with a comma before, and `values` its parameters.
    The caller rolls up.
    """
    step = STEPS[action]
    write_items(
        f"status = %(to)s{assignments}",
        condition="item.package_id = ANY(%(packages)s) AND item.status = ANY(%(of)s)",
        cause=CAUSE,
        actor=Actor.of(actor),
        packages=locked.ids,
        to=step.to,
        of=sorted(step.of),
        **values,
    )


def tell(
    packages: Iterable[Package],
    changes: Mapping[str, tuple[Any, Any]],
    *,
    actor: User,
    kind: str = OrderEvent.Kind.PACKAGE_CHANGED,
) -> None:
    """Write into the logs of their orders what changed of packages themselves."""
    write_lines(
        Line(
            package.order_id,
            kind,
            Actor.of(actor),
            changes={"package": (None, package.number), **changes},
            cause=cause_of(package),
        )
        for package in packages
    )


def derive(locked: Locked) -> None:
    """Bring the packages and their orders in line with their items."""
    if locked.packages:
        roll_up(locked.order_ids)


def change(packages: Iterable[Package], **values: Any) -> None:
    """Set columns of packages that nothing derives."""
    Package.objects.filter(pk__in=[package.pk for package in packages]).update(**values)


def refreshed(locked: Locked) -> Package:
    """The only package, as it is now."""
    locked.package.refresh_from_db()
    return locked.package
