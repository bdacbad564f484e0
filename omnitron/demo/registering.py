"""Tells the sandbox gateway of the card payments that were written.

It refunds what was captured, and voids what was only promised.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.management import CommandError

from payments.gateways.base import OutcomeUnknown
from payments.gateways.registry import make_sandbox
from payments.models import PaymentTransaction

CHUNK = 10_000
WITHOUT_SANDBOX = (
    "There is no sandbox gateway here, so card payments cannot be refunded: once it runs, repeat"
    " this command."
)


def register_payments(*, channel: str = "", tell: Callable[[str], object]) -> None:
    """Register every payment of the sandbox, or those of one channel; safe to repeat.

    Call it after the payments are committed: the sandbox is another process. Where there is none,
    that is told. Raises `CommandError` if it does not take them.
    """
    if not settings.SANDBOX_GATEWAY_URL:
        tell(WITHOUT_SANDBOX)
        return
    payments = PaymentTransaction.objects.filter(
        gateway="sandbox", amount__gt=0, voided_at=None
    ).exclude(gateway_reference="")
    if channel:
        payments = payments.filter(order__channel__slug=channel)
    told = payments.order_by("pk").values_list("gateway_reference", "amount", "currency")
    captured, promised = told.exclude(captured_at=None), told.filter(captured_at=None)
    sandbox = make_sandbox()
    try:
        sandbox.register(captured.iterator(chunk_size=CHUNK))
        sandbox.authorise(promised.iterator(chunk_size=CHUNK))
    except OutcomeUnknown as error:
        raise CommandError(
            "The orders are written, but the sandbox gateway at"
            f" {settings.SANDBOX_GATEWAY_URL} did not take all of their card payments, and"
            f" declines refunds of the others: {error} Once it runs, repeat this command."
        ) from error
