"""The history of one setting: who changed what, when, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from omnitron.accounts import audit, permissions
from omnitron.accounts.models import AuditEntry

PER_PAGE = 20
# What belongs to a thing but stands in another table.
OTHER_LABELS: Mapping[str, str | Promise] = {
    "access": gettext_lazy("users with access"),
    "channels": gettext_lazy("sales channels"),
    "groups": gettext_lazy("authority groups"),
    "permissions": gettext_lazy("permissions"),
    "sellers": gettext_lazy("works for"),
    "staff": gettext_lazy("staff"),
    "tokens": gettext_lazy("tokens"),
}


Action = AuditEntry.Action
ICONS: Mapping[str, str] = {
    Action.CREATED: "plus",
    Action.SIGNED_IN: "user",
    Action.SIGNED_OUT: "logout",
    Action.SIGN_IN_FAILED: "alert-circle",
    Action.LOCKED_OUT: "ban",
    Action.PASSWORD_CHANGED: "key",
    Action.LINK_MADE: "key",
    Action.TOKEN_MADE: "key",
    Action.TOKEN_REVOKED: "ban",
}


@dataclass(frozen=True)
class Changed:
    """A field before and after; empty text where there was nothing.

    Of a set (`is_set`) only what was taken and what was added.
    """

    label: str
    before: str
    after: str
    is_set: bool


@dataclass(frozen=True)
class Line:
    """One line of the history."""

    at: datetime
    who: str
    action: str
    icon: str
    is_new: bool
    remote_addr: str | None
    changes: list[Changed]

    @property
    def day(self) -> date:
        """The day in the reader's time zone."""
        return localdate(self.at)


def history(
    request: HttpRequest,
    subject: models.Model,
    entries: models.QuerySet[AuditEntry] | None = None,
) -> Page[Line]:
    """A page (?history=) of what was logged about one thing, newest first, or of some of it."""
    told = audit.entries_about(subject) if entries is None else entries
    page: Any = Paginator(told, PER_PAGE).get_page(request.GET.get("history"))
    page.object_list = [_line(entry, type(subject)) for entry in page.object_list]
    return page  # type: ignore[no-any-return]


def _line(entry: AuditEntry, model: type[models.Model]) -> Line:
    return Line(
        at=entry.at,
        who=entry.actor.distinct_name if entry.actor else "",
        action=entry.get_action_display(),
        icon=ICONS.get(entry.action, "pencil"),
        is_new=entry.action == Action.CREATED,
        remote_addr=entry.remote_addr,
        changes=[_changed(model, name, *entry.changes[name]) for name in _sorted(model, entry)],
    )


def _changed(model: type[models.Model], name: str, before: Any, after: Any) -> Changed:
    return Changed(
        _label(model, name),
        _words(model, name, before),
        _words(model, name, after),
        is_set=isinstance(after, list),
    )


def _sorted(model: type[models.Model], entry: AuditEntry) -> list[str]:
    """Fields in the order of the model: JSON in the database has its own."""
    order = [field.name for field in model._meta.get_fields()]
    known = [name for name in order if name in entry.changes]
    return known + [name for name in entry.changes if name not in known]


def _label(model: type[models.Model], name: str) -> str:
    if name in OTHER_LABELS:
        return str(OTHER_LABELS[name])
    field = _field(model, name)
    return str(field.verbose_name) if field else name


def _words(model: type[models.Model], name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        known = permissions.labels() if name == "permissions" else _choices(model, name)
        return ", ".join(str(known.get(member, member)) for member in value)
    return str(_choices(model, name).get(value, "" if value is None else value))


def _choices(model: type[models.Model], name: str) -> dict[Any, Any]:
    """The words of a field's values, or of the members of its sets."""
    field = _field(model, name)
    return dict(getattr(getattr(field, "base_field", field), "flatchoices", ()))


def _field(model: type[models.Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
