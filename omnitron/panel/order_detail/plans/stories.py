"""What was sent to a gateway and what came back, in words; a gateway's own words are quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cancellations.jobs.after_all import PAID_AFTER_ALL
from cancellations.jobs.external import TAKEN_AT_GATEWAY
from cancellations.services.by_hand import CHECKED_BY_HAND
from payments.jobs.recording import NO_ANSWER, NOT_SENT, NOT_SET_UP, TOO_OLD, WORKER_LOST
from payments.models import RefundAttempt
from payments.states import RefundMethod

if TYPE_CHECKING:
    from django.utils.functional import Promise

Kind = RefundAttempt.Kind

_CODES: dict[str, Promise] = {
    NO_ANSWER: gettext_lazy("The gateway gave no answer, so nobody knows whether money moved"),
    NOT_SET_UP: gettext_lazy("The gateway is not set up here"),
    WORKER_LOST: gettext_lazy(
        "The sending broke off before an answer came, so nobody knows whether money moved"
    ),
    NOT_SENT: gettext_lazy("It was not sent in time; the gateway is asked before it is sent again"),
    TOO_OLD: gettext_lazy(
        "It was to be sent again too late for the gateway to remember the first time"
    ),
    TAKEN_AT_GATEWAY: gettext_lazy("Somebody took the money out at the gateway meanwhile"),
    PAID_AFTER_ALL: gettext_lazy("The gateway paid it after all"),
    CHECKED_BY_HAND: gettext_lazy("Somebody looked at the gateway and did not find it"),
}


def our_words(code: str) -> Promise | None:
    """What a code says that is ours; nothing for one of a gateway."""
    return _CODES.get(code)


def failure_in_words(code: str, text: str) -> str:
    """Why a refund did not go back; '' where nothing was said."""
    if code in _CODES:
        return str(_CODES[code])
    # The sentence around the quotation ends it.
    words = ": ".join(filter(None, [code, text.rstrip(".")]))
    return _("“%(words)s”") % {"words": words} if words else ""


def attempt_in_words(attempt: RefundAttempt) -> str:
    """One line of a refund's story as a sentence."""
    content = attempt.content
    by_ledger = attempt.refund.method == RefundMethod.INTERNAL
    if attempt.kind == Kind.SENT:
        return _("Handed to our own ledger.") if by_ledger else _("Sent to the gateway.")
    if attempt.kind == Kind.NOT_KNOWN:
        if content.get("certain"):
            return _("The gateway does not know it: no money has moved.")
        return _("The gateway does not know it yet; it may still book it, and is asked again.")
    if attempt.kind == Kind.NO_ANSWER:
        failure = failure_in_words(content.get("code", ""), "")
        if content.get("code") == NOT_SET_UP:
            return _("%(failure)s. Nothing was sent; it is tried again later.") % {
                "failure": failure
            }
        return _("%(failure)s. It is asked about, never sent twice.") % {"failure": failure}
    return _answer_in_words(attempt, by_ledger=by_ledger)


def _answer_in_words(attempt: RefundAttempt, *, by_ledger: bool) -> str:
    content = attempt.content
    code = content.get("failure_code") or content.get("failure_reason") or ""
    said = failure_in_words(code, content.get("failure_text") or "")
    said = said or failure_in_words(content.get("status") or "", "")
    if not said:
        return _("Booked in our own ledger.") if by_ledger else _("The gateway booked it.")
    if attempt.kind == Kind.TOLD:
        return _("The gateway told of its own accord: %(words)s.") % {"words": said}
    return _("The gateway answered %(words)s.") % {"words": said}
