"""What was refunded in a gateway's own panel, past our plans."""

from django.db.models import OuterRef, Subquery, Sum

from payments.models import Refund
from payments.states import RefundMethod, RefundStatus


def taken_at_gateway(path: str = "") -> Subquery:
    """How much of its payment was refunded there, for a refund by hand that has no payment left.

    `path` leads to the refund from the row that is annotated, as `refund__`.
    """
    external = Refund.objects.filter(
        transaction=OuterRef(f"{path}replaces__transaction"),
        method=RefundMethod.EXTERNAL,
        status=RefundStatus.SUCCEEDED,
    )
    sums = external.order_by().values("transaction").annotate(total=Sum("amount"))
    return Subquery(sums.values("total"))
