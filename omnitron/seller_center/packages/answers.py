"""What became of many ticked packages: how many were done, and why the others were not."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.utils.translation import ngettext

from orders.package_actions import ACTIONS, PackageAction
from orders.services.packages.locking import Refused, Why
from orders.states import PackageStatus

if TYPE_CHECKING:
    from omnitron.accounts.http import PanelRequest
    from orders.services.packages.locking import Outcome

_KEPT = "packages_done"
MOST_NAMED = 10
_ORDER = list(PackageStatus)


class Group(NamedTuple):
    """Packages that were left as they are for the same reason; `numbers` are the first of them."""

    sentence: str
    numbers: list[str]
    more: int
    who: str


@dataclass(frozen=True)
class Answer:
    """What became of an action on the ticked packages."""

    action: PackageAction
    done: tuple[str, ...]
    refused: tuple[Refused, ...]

    @classmethod
    def to(cls, action: PackageAction, outcome: Outcome) -> Self:
        """The answer to an action."""
        return cls(action, outcome.numbers, outcome.refused)

    @classmethod
    def kept_for(cls, request: PanelRequest) -> Self | None:
        """The one that the page before left for this one, once."""
        if _KEPT not in request.session:
            return None
        found = request.session.pop(_KEPT)
        refused = tuple(
            Refused(**{**values, "why": Why(values["why"])}) for values in found["refused"]
        )
        return cls(PackageAction(found["action"]), tuple(found["done"]), refused)

    def keep_for_next(self, request: PanelRequest) -> None:
        """Let the next page of the list show it."""
        kept: dict[str, Any] = {
            "action": self.action.value,
            "done": self.done,
            "refused": [asdict(refused) for refused in self.refused],
        }
        request.session[_KEPT] = kept

    @property
    def left(self) -> list[str]:
        """The packages that were not done: they stay ticked."""
        return [refused.number for refused in self.refused]

    @property
    def done_text(self) -> str:
        """“Ready to Ship: 3 packages were done.”"""
        text = ngettext(
            "%(action)s: %(count)s package was done.",
            "%(action)s: %(count)s packages were done.",
            len(self.done),
        )
        return text % {"action": self.action.label, "count": len(self.done)}

    @property
    def left_text(self) -> str:
        """How many were not done."""
        text = ngettext(
            "%(action)s: %(count)s package was left as it is.",
            "%(action)s: %(count)s packages were left as they are.",
            len(self.refused),
        )
        return text % {"action": self.action.label, "count": len(self.refused)}

    @property
    def ships_next(self) -> bool:
        """Whether what was done gets its slips and tracking numbers now."""
        return bool(self.done) and self.action == PackageAction.READY_TO_SHIP

    @property
    def groups(self) -> list[Group]:
        """The others by why, the most first."""
        found: dict[tuple[Why, str, str], list[str]] = {}
        for refused in self.refused:
            status = refused.status if refused.why == Why.STATUS else ""
            found.setdefault((refused.why, status, refused.who), []).append(refused.number)
        groups = sorted(found.items(), key=lambda group: -len(group[1]))
        return [
            Group(
                _sentence(self.action, why, status, len(numbers)),
                numbers[:MOST_NAMED],
                max(0, len(numbers) - MOST_NAMED),
                who,
            )
            for (why, status, who), numbers in groups
        ]


def _sentence(action: PackageAction, why: Why, status: str, count: int) -> str:
    if why == Why.HELD:
        text = ngettext(
            "%(count)s package waits for its cancellation or is canceled:",
            "%(count)s packages wait for their cancellation or are canceled:",
            count,
        )
    elif why == Why.PART_LEFT:
        text = ngettext(
            "A part of %(count)s package has left:",
            "A part of each of %(count)s packages has left:",
            count,
        )
    elif _comes_before(status, action):
        text = ngettext(
            "%(count)s package is still %(status)s:",
            "%(count)s packages are still %(status)s:",
            count,
        )
    else:
        text = ngettext(
            "%(count)s package is already %(status)s:",
            "%(count)s packages are already %(status)s:",
            count,
        )
    label = PackageStatus(status).label if status else ""
    return text % {"count": count, "status": label}


def _comes_before(status: str, action: PackageAction) -> bool:
    """Whether a package of this status is not as far as the action needs it."""
    allowing = [known for known, actions in ACTIONS.items() if action in actions]
    return _ORDER.index(PackageStatus(status)) < min(map(_ORDER.index, allowing))
