"""The log of settings, sign-ins and downloads: written in the transaction that it tells about."""

from typing import Any

from django.db import models

from omnitron.accounts.models import AuditEntry, User
from omnitron.core.merging import Values

Action = AuditEntry.Action
Changes = dict[str, list[Any]]


def record(
    *,
    actor: User | None,
    action: AuditEntry.Action,
    subject: models.Model | None = None,
    changes: Changes | None = None,
    remote_addr: str | None = None,
) -> AuditEntry:
    """Write one line; a subject is remembered by its key and by its name of that moment."""
    entry = AuditEntry(
        actor=actor, action=action, changes=changes or {}, remote_addr=remote_addr or None
    )
    if subject is not None:
        entry.subject_type = subject._meta.label_lower
        entry.subject_id = str(subject.pk)
        entry.subject_name = str(subject)[:255]
    entry.save()
    return entry


def changes_between(before: Values, after: Values) -> Changes:
    """{"field": [before, after]} of the fields that differ; of sets only the members that do."""
    changes: Changes = {}
    for field, new in after.items():
        old = before.get(field)
        if old == new:
            continue
        if isinstance(new, frozenset):
            old = old or frozenset()
            changes[field] = [sorted(old - new), sorted(new - old)]
        else:
            changes[field] = [old, new]
    return changes


def entries_about(subject: models.Model) -> models.QuerySet[AuditEntry]:
    """What was logged about one thing, newest first, with who did it."""
    return AuditEntry.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    ).select_related("actor")


def last_changed_by(subject: models.Model, field: str) -> str:
    """The name of who changed a field last; empty where the log does not know."""
    entry = entries_about(subject).filter(changes__has_key=field).first()
    return entry.actor.distinct_name if entry and entry.actor else ""
