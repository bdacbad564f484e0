"""Telling the one who asked for an export how it ended: after commit, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from exports.access import token_of
from exports.models import Export
from exports.states import ExportStatus
from omnitron.core.formats import count_text, moment_text, money_text
from omnitron.core.languages import known_language
from omnitron.core.mailing import mail_is_set_up

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

CLAIM = timedelta(minutes=10)
# Who was not reached in this time has looked at the page meanwhile.
WORTH_TELLING = timedelta(days=3)
ENDED = (ExportStatus.READY, ExportStatus.FAILED)


def unmailed(now: datetime) -> QuerySet[Export]:
    """The exports that ended and of which nobody has told, or is just telling.

    None where there is no mail server.
    """
    return _worth_telling(now).filter(_free(now))


def _worth_telling(now: datetime) -> QuerySet[Export]:
    if not mail_is_set_up():
        return Export.objects.none()
    young = Export.objects.filter(finished_at__gt=now - WORTH_TELLING)
    return young.exclude(requested_by__email="")


def mail_requester(export_id: int) -> None:
    """Write to the owner of an export that ended, unless somebody has or is about to.

    A mail server that refuses leaves the claim to lapse, and a sweep tries again. Whoever is
    killed between the server's word and the last line writes twice: better than never.
    """
    now = timezone.now()
    if not _worth_telling(now).filter(pk=export_id).exists():
        return
    # By columns of the export alone: a claim over a join would be everybody's.
    if not Export.objects.filter(_free(now), pk=export_id).update(mail_claimed_at=now):
        return
    export = Export.objects.select_related("requested_by").get(pk=export_id)
    message(export).send()
    Export.objects.filter(pk=export_id, mail_claimed_at=now).update(mailed_at=timezone.now())


def _free(now: datetime) -> Q:
    claimed = Q(mail_claimed_at=None) | Q(mail_claimed_at__lt=now - CLAIM)
    return claimed & Q(status__in=ENDED, mailed_at=None)


def message(export: Export) -> EmailMultiAlternatives:
    """The mail, as text and as HTML, in the language and the zone of its reader."""
    user = export.requested_by
    template = f"emails/export_{export.status}"
    with override(known_language(user.language)), timezone.override(user.time_zone):
        context = contents(export)
        subject = render_to_string(f"{template}.subject.txt", context)
        mail = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string(f"{template}.txt", context),
            to=[user.email],
        )
        mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    return mail


def contents(export: Export) -> dict[str, Any]:
    """What the mail tells: the same figures as the receipt."""
    return {
        "export": export,
        "site": export.site.rstrip("/"),
        "token": token_of(export.pk),
        "kind": export.get_kind_display(),
        "rows": count_text(export.rows_total or 0),
        "sums": [money_text(amount, currency) for currency, amount in export.amounts],
        "missing": count_text(export.missing_count) if export.missing_count else "",
        "snapshot_at": moment_text(export.snapshot_at, "zoned") if export.snapshot_at else "",
        "expires_at": moment_text(export.expires_at, "zoned") if export.expires_at else "",
        "error": export.get_error_display(),
    }
