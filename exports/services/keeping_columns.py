"""Choices of columns that a person keeps by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from exports.models import ColumnSet
from exports.querysets import PERMISSION
from exports.services.requesting import check_columns, check_format, check_zone
from omnitron.accounts.models import User
from omnitron.accounts.permissions import require
from omnitron.core.errors import NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_NAME = 60
MOST_SETS = 50


@transaction.atomic
def save_column_set(
    *, actor: User, kind: str, name: str, columns: Sequence[str], format: str, zone: str
) -> ColumnSet:
    """Keep a choice by name; of the same name the new one replaces the old. Raises `Refusal`."""
    require(actor, PERMISSION)
    name = " ".join(name.split())
    if not name:
        raise Refusal(_("Give the choice a name."))
    if len(name) > LONGEST_NAME:
        raise Refusal(
            _("A name has %(most)s characters at most: shorten it.") % {"most": LONGEST_NAME}
        )
    check_columns(kind, columns)
    check_format(format)
    check_zone(zone)
    # One after the other, so that two at once are counted.
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    mine = ColumnSet.objects.filter(user=actor)
    if mine.exclude(kind=kind, name=name).count() >= MOST_SETS:
        raise Refusal(
            _("You keep %(most)s choices already: delete one of them.") % {"most": MOST_SETS}
        )
    kept, _created = ColumnSet.objects.update_or_create(
        user=actor,
        kind=kind,
        name=name,
        defaults={"columns": list(columns), "format": format, "zone": zone},
    )
    return kept


def delete_column_set(*, actor: User, pk: int) -> None:
    """Forget a choice. Raises `NotFound` for somebody else's."""
    deleted, _by_model = ColumnSet.objects.filter(pk=pk, user=actor).delete()
    if not deleted:
        raise NotFound(_("There is no such choice of columns."))
