"""Two people edit the same thing: what one of them changed is kept, what both changed is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from omnitron.core.errors import Conflict

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Clash:
    """A field that two people changed in different ways."""

    field: str
    opened: Any
    mine: Any
    theirs: Any


class BothChanged(Conflict):
    """Somebody else, maybe known by name, changed the same fields since the form was opened."""

    def __init__(self, clashes: list[Clash], who: str = "") -> None:
        self.clashes = clashes
        self.who = who or _("Somebody else")
        super().__init__(_("%(who)s changed this while you were editing it.") % {"who": self.who})


def merge(*, opened: Values, mine: Values, current: Values) -> dict[str, Any]:
    """What to save when `mine` was typed over `opened` and the row is `current` by now.

    Sets are merged member by member and never clash. Raises `BothChanged`.
    """
    merged: dict[str, Any] = {}
    clashes = []
    for field, value in mine.items():
        before, theirs = opened.get(field), current[field]
        if isinstance(value, frozenset):
            merged[field] = _merge_sets(frozenset(before or ()), value, frozenset(theirs))
        elif before in (value, theirs) or value == theirs:
            merged[field] = theirs if before == value else value
        else:
            clashes.append(Clash(field, before, value, theirs))
    if clashes:
        raise BothChanged(clashes)
    return merged


def _merge_sets(
    opened: frozenset[Any], mine: frozenset[Any], theirs: frozenset[Any]
) -> frozenset[Any]:
    return (theirs | (mine - opened)) - (opened - mine)
