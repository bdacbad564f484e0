"""The door to packages that somebody acts on: seen, of their own seller, locked, allowing it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from omnitron.accounts.permissions import require
from omnitron.core.errors import NotFound, Refusal
from omnitron.core.formats import moment_text
from orders.models import Order, OrderEvent, OrderItem, Package, SellerStaff
from orders.package_actions import WHILE_WHOLE, PackageAction, allows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from omnitron.accounts.models import User

PERMISSION = "orders.pack_orders"
MOST_PACKAGES = 500


class Why(StrEnum):
    """What speaks against an action on a package."""

    STATUS = "status"
    HELD = "held"
    PART_LEFT = "part_left"


@dataclass(frozen=True)
class Refused:
    """A package that does not allow an action: why, who moved it last, and that as a sentence."""

    number: str
    why: Why
    status: str
    who: str
    sentence: str


@dataclass(frozen=True)
class Outcome:
    """What became of an action on packages: those done by key and by number, and the others."""

    done: tuple[int, ...]
    numbers: tuple[str, ...]
    refused: tuple[Refused, ...]

    @property
    def refusals(self) -> dict[str, str]:
        """Why each other was not done, by its number."""
        return {refused.number: refused.sentence for refused in self.refused}

    @property
    def refusal(self) -> str:
        """Why nothing was done; '' where something was."""
        return "" if self.done else " ".join(self.refusals.values())


@dataclass(frozen=True)
class Locked:
    """Packages locked after their orders and items: those that allow an action, and why not."""

    packages: list[Package]
    refused: tuple[Refused, ...]

    @property
    def package(self) -> Package:
        """The only one."""
        (package,) = self.packages
        return package

    @property
    def ids(self) -> list[int]:
        """The keys of those that allow it."""
        return [package.pk for package in self.packages]

    @property
    def order_ids(self) -> set[int]:
        """Their orders."""
        return {package.order_id for package in self.packages}

    def only(self, packages: Iterable[Package]) -> Locked:
        """Some of them."""
        return Locked(list(packages), ())

    def outcome(self) -> Outcome:
        """All that allowed the action were done."""
        numbers = tuple(package.number for package in self.packages)
        return Outcome(tuple(self.ids), numbers, self.refused)


def lock_packages(actor: User, numbers: Collection[str], action: PackageAction) -> Locked:
    """Packages by number, for an action of their seller's staff.

    Raises `Refusal` without the permission, for more than `MOST_PACKAGES` and for none, and
    `NotFound` for a package that the person does not pack.
    """
    packages = _lock(packages_of(actor, numbers))
    refused = _refused(packages, action)
    numbers = {found.number for found in refused}
    return Locked([package for package in packages if package.number not in numbers], refused)


def lock_package(actor: User, number: str, action: PackageAction) -> Locked:
    """One package by number, as `lock_packages`; raises `Refusal` where it does not allow it."""
    locked = lock_packages(actor, [number], action)
    if locked.refused:
        raise Refusal(locked.refused[0].sentence)
    return locked


def packages_of(actor: User, numbers: Collection[str]) -> dict[int, int]:
    """Packages by number that a person packs: their orders by their keys. Raises likewise."""
    require(actor, PERMISSION)
    if not numbers:
        raise Refusal(_("Tick the packages first."))
    if len(numbers) > MOST_PACKAGES:
        raise Refusal(
            _("%(most)s packages at most are done at once: tick fewer.") % {"most": MOST_PACKAGES}
        )
    # PostgreSQL keeps no NUL in a text, and refuses to be asked for one.
    asked = {number for number in numbers if "\0" not in number}
    mine = Package.objects.visible_to(actor).of_staff(actor).filter(number__in=asked)
    found = {number: (pk, order) for pk, number, order in mine.values_list("pk", "number", "order")}
    for number in numbers:
        if number not in found:
            raise NotFound(_("There is no package %(number)s.") % {"number": number})
    return dict(found.values())


def _lock(orders_by_id: dict[int, int]) -> list[Package]:
    """The order of locks keeps deadlocks away: orders, items, packages, each by key."""
    orders = Order.objects.filter(pk__in=set(orders_by_id.values())).order_by("pk")
    list(orders.select_for_update(no_key=True).values_list("pk"))
    items = OrderItem.objects.filter(package__in=orders_by_id).order_by("pk")
    list(items.select_for_update(of=("self",), no_key=True).values_list("pk"))
    packages = Package.objects.filter(pk__in=orders_by_id).order_by("pk")
    return list(packages.select_for_update(of=("self",), no_key=True))


def _refused(packages: list[Package], action: PackageAction) -> tuple[Refused, ...]:
    """Those that do not allow an action, with who moved each of them last."""
    left = _left_in_part(packages) if action in WHILE_WHOLE else frozenset()
    whys = {package.pk: _why(package, action, left) for package in packages}
    refused = [package for package in packages if whys[package.pk]]
    last = _last_moves(refused) if refused else {}
    return tuple(
        _told_of(package, action, why, last.get(package.pk))
        for package in refused
        if (why := whys[package.pk])
    )


def _told_of(package: Package, action: PackageAction, why: Why, last: OrderEvent | None) -> Refused:
    sentence = _sentence(package, action, why) + _told(last)
    who = last.actor_name if last else ""
    return Refused(package.number, why, package.status, who, sentence)


def _why(package: Package, action: PackageAction, left: Collection[int | None]) -> Why | None:
    if not allows(package.status, action):
        return Why.STATUS
    if not package.allows(action):
        return Why.HELD
    return Why.PART_LEFT if package.pk in left else None


def _left_in_part(packages: list[Package]) -> frozenset[int | None]:
    """Those of packages, by key, of which a line was shipped."""
    left = OrderItem.objects.that_left().filter(package__in=packages).order_by()
    return frozenset(left.values_list("package", flat=True))


def why_not(package: Package, action: PackageAction) -> str:
    """Why a package does not allow an action, in one sentence."""
    why = Why.HELD if allows(package.status, action) else Why.STATUS
    return _sentence(package, action, why)


def _sentence(package: Package, action: PackageAction, why: Why) -> str:
    texts = {
        Why.STATUS: _("Package %(number)s is %(status)s: %(action)s is not possible."),
        Why.HELD: _(
            "All items of package %(number)s wait for their cancellation or are canceled:"
            " %(action)s is not possible."
        ),
        Why.PART_LEFT: _(
            "A part of package %(number)s has left: %(action)s is not possible,"
            " ship what is left of it."
        ),
    }
    return texts[why] % {
        "number": package.number,
        "status": package.get_status_display(),
        "action": action.label,
    }


def _last_moves(packages: list[Package]) -> dict[int, OrderEvent]:
    """Who moved each package last, by its key, where a colleague did."""
    moved = OrderEvent.objects.filter(
        Q(changes__has_key="status") | Q(changes__has_key="package_status"),
        order__in={package.order_id for package in packages},
        cause__in=[cause_of(package) for package in packages],
        actor_type=OrderEvent.ActorType.USER,
    )
    sellers = {package.seller_id for package in packages}
    last = knowing_colleagues(moved, sellers).order_by("cause", "-pk").distinct("cause")
    by_cause = {event.cause: event for event in last if is_colleagues(event)}
    return {
        package.pk: by_cause[cause_of(package)]
        for package in packages
        if cause_of(package) in by_cause
    }


def knowing_colleagues(
    events: QuerySet[OrderEvent], seller_ids: Collection[int]
) -> QuerySet[OrderEvent]:
    """Events of which `is_colleagues` can tell: a seller's people know nobody else by name."""
    staff = SellerStaff.objects.filter(user=OuterRef("actor"), seller__in=seller_ids)
    return events.annotate(is_colleagues=Exists(staff))


def is_colleagues(event: OrderEvent) -> bool:
    """Whether a colleague did what `knowing_colleagues` found."""
    return bool(getattr(event, "is_colleagues", False))


def _told(event: OrderEvent | None) -> str:
    """“ Ana Lima did that: 14:03.”; '' where nobody did."""
    if event is None:
        return ""
    words = _("%(who)s did that: %(when)s.")
    return " " + words % {"who": event.actor_name, "when": moment_text(event.at, "minute")}


def cause_of(package: Package) -> str:
    """What the log names as the cause of what an action on a package does."""
    return f"package:{package.number}"
