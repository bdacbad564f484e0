"""Saving what a form says about one row: merged with others' changes, checked and logged."""

from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from omnitron.accounts import audit
from omnitron.accounts.models import User
from omnitron.core.errors import Conflict, NotFound
from omnitron.core.merging import BothChanged, Values, merge

Row = TypeVar("Row", bound=models.Model)


def lock(model: type[Row], pk: int) -> Row:
    """The row, locked until the transaction ends. Raises `NotFound`."""
    row: Row | None = model._default_manager.select_for_update(no_key=True).filter(pk=pk).first()
    if row is None:
        raise NotFound(_("There is no such %(thing)s here.") % {"thing": model._meta.verbose_name})
    return row


def create(*, actor: User, subject: models.Model, values: Values) -> None:
    """Insert a new row and log what it was given.

    Raises `ValidationError` by field, or `Conflict` where the same was saved at that moment.
    """
    changes = save_new(subject=subject, values=values)
    audit.record(actor=actor, action=audit.Action.CREATED, subject=subject, changes=changes)


def save_new(*, subject: models.Model, values: Values) -> audit.Changes:
    """As `create`, for a caller who logs by itself: what it was given is the answer."""
    _write(subject, values, fields=None)
    given = {name: value for name, value in values.items() if value not in ("", None)}
    return audit.changes_between({}, given)


def change(*, actor: User, subject: models.Model, opened: Values, mine: Values) -> bool:
    """Save and log what was changed since the form was opened; whether there was anything.

    The caller has locked the row. Raises `BothChanged` where somebody else changed the same
    fields meanwhile, `ValidationError` by field, or `Conflict`.
    """
    changes = save_merged(subject=subject, opened=opened, mine=mine)
    if changes:
        audit.record(actor=actor, action=audit.Action.CHANGED, subject=subject, changes=changes)
    return bool(changes)


def save_merged(*, subject: models.Model, opened: Values, mine: Values) -> audit.Changes:
    """As `change`, for a caller who logs by itself: what was changed is the answer."""
    current = {name: getattr(subject, name) for name in mine}
    try:
        merged = merge(opened=opened, mine=mine, current=current)
    except BothChanged as conflict:
        who = audit.last_changed_by(subject, conflict.clashes[0].field)
        raise BothChanged(conflict.clashes, who) from None
    changes = audit.changes_between(current, merged)
    if changes:
        _write(subject, {name: merged[name] for name in changes}, fields=list(changes))
    return changes


def _write(subject: models.Model, values: Values, fields: list[str] | None) -> None:
    for name, value in values.items():
        setattr(subject, name, value)
    others = {field.name for field in subject._meta.concrete_fields} - values.keys()
    subject.full_clean(exclude=others)
    try:
        with transaction.atomic():
            subject.save(update_fields=fields)
    except IntegrityError:
        # `full_clean` found no such row: the other transaction was not over at that time.
        raise Conflict(_("Somebody has just saved the same name or code. Try again.")) from None
