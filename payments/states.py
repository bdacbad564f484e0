"""Statuses of refunds and the moves between them (docs/states.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from omnitron.core.states import StateMachine


class RefundMethod(models.TextChoices):
    """Who moves the money back."""

    GATEWAY = "gateway", _("Gateway")
    INTERNAL = "internal", _("Internal ledger")
    MANUAL = "manual", _("By hand")
    # Made in the gateway's own panel; we only heard of it.
    EXTERNAL = "external", _("Made at the gateway")


class RefundStatus(models.TextChoices):
    """Where a refund is; `unknown` is settled by asking, never by sending again."""

    RESERVED = "reserved", pgettext_lazy("refund", "Reserved")
    REQUESTED = "requested", pgettext_lazy("refund", "Requested")
    SUBMITTED = "submitted", pgettext_lazy("refund", "Submitted")
    PENDING = "pending", pgettext_lazy("refund", "Pending at the gateway")
    UNKNOWN = "unknown", pgettext_lazy("refund", "Outcome unknown")
    SUCCEEDED = "succeeded", pgettext_lazy("refund", "Succeeded")
    DECLINED = "declined", pgettext_lazy("refund", "Declined")
    REVERSED = "reversed", pgettext_lazy("refund", "Taken back by the gateway")
    NEEDED = "needed", pgettext_lazy("refund", "To be made by hand")
    MADE = "made", pgettext_lazy("refund", "Made by hand")
    SUPERSEDED = "superseded", pgettext_lazy("refund", "Superseded")
    RELEASED = "released", pgettext_lazy("refund", "Released")


# What sets the amount of a refund aside from its payment, and what has given it back.
SETS_ASIDE = frozenset(
    {
        RefundStatus.RESERVED,
        RefundStatus.REQUESTED,
        RefundStatus.SUBMITTED,
        RefundStatus.PENDING,
        RefundStatus.UNKNOWN,
        RefundStatus.NEEDED,
    }
)
GIVES_BACK = frozenset({RefundStatus.SUCCEEDED, RefundStatus.MADE})
# What became of the refunds that were tried.
ENDED = GIVES_BACK | {RefundStatus.DECLINED, RefundStatus.REVERSED}
# A machine will bring these to their end by itself.
UNDER_WAY = SETS_ASIDE - {RefundStatus.RESERVED, RefundStatus.NEEDED}
# What the manual refund desk looks after; in the order in which an index names them.
AT_THE_DESK = (RefundStatus.NEEDED, RefundStatus.UNKNOWN)

_BY_MACHINE = StateMachine(
    {
        RefundStatus.RESERVED: {RefundStatus.REQUESTED, RefundStatus.RELEASED},
        RefundStatus.REQUESTED: {
            RefundStatus.SUBMITTED,
            # Without having been sent: somebody took the money out at the gateway meanwhile.
            RefundStatus.DECLINED,
            # To be sent again, but too late: the gateway may have forgotten the first time.
            RefundStatus.UNKNOWN,
        },
        RefundStatus.SUBMITTED: {
            RefundStatus.SUCCEEDED,
            RefundStatus.DECLINED,
            RefundStatus.PENDING,
            RefundStatus.UNKNOWN,
        },
        RefundStatus.PENDING: {RefundStatus.SUCCEEDED, RefundStatus.DECLINED},
        # Requested again: the gateway says that it never saw it.
        RefundStatus.UNKNOWN: {
            RefundStatus.SUCCEEDED,
            RefundStatus.DECLINED,
            RefundStatus.PENDING,
            RefundStatus.REQUESTED,
        },
        RefundStatus.SUCCEEDED: {RefundStatus.REVERSED},
    }
)
REFUND_MOVES: dict[RefundMethod, StateMachine[str]] = {
    RefundMethod.GATEWAY: _BY_MACHINE,
    RefundMethod.INTERNAL: _BY_MACHINE,
    RefundMethod.MANUAL: StateMachine(
        {
            RefundStatus.RESERVED: {RefundStatus.NEEDED, RefundStatus.RELEASED},
            RefundStatus.NEEDED: {RefundStatus.MADE, RefundStatus.SUPERSEDED},
        }
    ),
    RefundMethod.EXTERNAL: StateMachine(
        {
            RefundStatus.RESERVED: {RefundStatus.SUCCEEDED},
            RefundStatus.SUCCEEDED: {RefundStatus.REVERSED},
        }
    ),
}
# A manual refund may take over what another one had set aside.
FIRST_STATUSES: dict[RefundMethod, frozenset[RefundStatus]] = {
    RefundMethod.GATEWAY: frozenset({RefundStatus.RESERVED}),
    RefundMethod.INTERNAL: frozenset({RefundStatus.RESERVED}),
    RefundMethod.MANUAL: frozenset({RefundStatus.RESERVED, RefundStatus.NEEDED}),
    # What a gateway tells in the wrong order was taken back before it was heard of.
    RefundMethod.EXTERNAL: frozenset({RefundStatus.RESERVED, RefundStatus.REVERSED}),
}
