"""What a form about refunds by hand records, at the desk and on the page of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from cancellations.services.by_hand import make_refunds
from cancellations.services.leaving import leave_refunds
from omnitron.core.waiting import count_again
from omnitron.panel.manual_refunds.questions import before_closing

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User
    from omnitron.panel.manual_refunds.forms import MadeForm


def close_refunds(form: MadeForm, actor: User, refund_ids: Collection[int]) -> str:
    """Record what a form says of some refunds, and say so; nothing where it was refused or asks."""
    if not form.is_confirmed(refund_ids):
        form.question = form.saved(lambda: before_closing(form, actor, refund_ids))
        if form.question or form.errors:
            return ""
    if form.leaves:
        form.saved(
            lambda: leave_refunds(actor=actor, refund_ids=refund_ids, note=form.values["note"])
        )
        sentence = ngettext(
            "%(count)s refund is closed: nothing more is sent.",
            "%(count)s refunds are closed: nothing more is sent.",
            len(refund_ids),
        )
    else:
        form.saved(
            lambda: make_refunds(
                actor=actor, refund_ids=refund_ids, evidence=form.evidence, sent_to=form.sent_to
            )
        )
        sentence = ngettext(
            "%(count)s refund has been made.", "%(count)s refunds have been made.", len(refund_ids)
        )
    if form.errors:
        return ""
    count_again(actor)
    return sentence % {"count": len(refund_ids)}
