"""What made an event of the order log happen, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from omnitron.core.formats import count_text

_CAUSES = {
    "request": gettext_lazy("Request %(reference)s"),
    "package": gettext_lazy("Package %(reference)s"),
}
# Their references are a bulk update and a line of its file.
_FILE_CAUSES = {
    "bulk": gettext_lazy("Bulk update %(id)s, line %(line)s"),
    "bulk_undo": gettext_lazy("Undo of bulk update %(id)s, line %(line)s"),
}


def cause_in_words(cause: str) -> str:
    """“Request 7f3c91d0” for `request:7f3c91d0`; a cause of another kind as it stands."""
    kind, colon, reference = cause.partition(":")
    if found := file_of(cause):
        bulk_update, line = found
        words = {"id": bulk_update, "line": count_text(line)}
        return str(_FILE_CAUSES[kind]) % words
    sentence = _CAUSES.get(kind)
    return str(sentence) % {"reference": reference} if colon and sentence else cause


def file_of(cause: str) -> tuple[int, int] | None:
    """The bulk update and the line of its file that made something happen."""
    kind, _colon, reference = cause.partition(":")
    bulk_update, _slash, line = reference.partition("/")
    if kind in _FILE_CAUSES and bulk_update.isdecimal() and line.isdecimal():
        return int(bulk_update), int(line)
    return None


def plan_of(cause: str) -> str:
    """The key of the plan that made something happen; '' where none did."""
    kind, _colon, plan_id = cause.partition(":")
    return plan_id if kind == "plan" else ""


def told_plan(plan_id: str) -> str:
    """“Plan 17”, or that it was one."""
    return _("Plan %(plan)s") % {"plan": plan_id} if plan_id else _("a plan")
