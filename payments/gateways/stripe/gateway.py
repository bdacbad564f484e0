"""Sends refunds to Stripe, and asks it.

Stripe forgets an idempotency key after 24 hours, so it is not what we rely on: the key stands in
the refund's metadata, and whoever sends looks first whether the payment has a refund with it.
"""

import math
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from typing import Any

import stripe
from django.utils.translation import gettext as _

from payments.gateways.base import (
    Answer,
    BadSignature,
    Instruction,
    LedgerLine,
    Notice,
    OutcomeUnknown,
    Sighting,
    Voiding,
    VoidOutcome,
)
from payments.gateways.calling import keep_connections
from payments.gateways.stripe.amounts import to_units
from payments.gateways.stripe.objects import (
    ENDED,
    answer_about,
    declined,
    ledger_line,
    notice,
    payment_filter,
    read_key,
    sighting_of,
    voiding_of,
)
from payments.gateways.stripe.transport import Transport

PAGE = 100
# `charge.refunded` tells of the same, without the refund.
TELL_OF_REFUNDS = frozenset(
    {"refund.created", "refund.updated", "refund.failed", "charge.refund.updated"}
)


class StripeGateway:
    """Speaks with Stripe; see `payments.gateways.base.Gateway`."""

    is_remote = True

    def __init__(self, *, api_key: str, secret: str, url: str, seconds: float) -> None:
        self._api_key = api_key
        self._secret = secret
        self._url = url.rstrip("/")
        self._seconds = seconds
        self._pools = keep_connections(ca_certs=stripe.ca_bundle_path)

    def refund(self, instruction: Instruction) -> Answer:
        """Have a refund made; the same key again is the same refund. Raises `OutcomeUnknown`.

        An amount that Stripe cannot move exactly is declined before anything is sent: a person can
        still give it back by hand, where a rounded one would leave both sides a difference.
        """
        payment = payment_filter(instruction.payment_reference)
        if payment is None:
            return declined("payment_unknown", _("The payment was not taken by Stripe."))
        amount = to_units(instruction.amount, instruction.currency)
        if amount is None:
            return declined("amount_not_possible", _("Stripe cannot refund this amount exactly."))
        client = self._client(self._until_deadline())
        with _certain():
            try:
                return self._look_up(client, payment, instruction) or self._create(
                    client, payment | {"amount": amount}, instruction
                )
            except (stripe.CardError, stripe.InvalidRequestError) as error:
                return declined(error.code or "", error.user_message or "")

    def find(self, instruction: Instruction) -> Answer | None:
        """What became of a refund; None if Stripe never saw it. Raises `OutcomeUnknown`."""
        payment = payment_filter(instruction.payment_reference)
        if payment is None:
            return None
        with _certain():
            return self._look_up(self._client(self._until_deadline()), payment, instruction)

    def look_up(self, reference: str) -> Sighting | None:
        """The refund of Stripe's own number; None if it has none. Raises `OutcomeUnknown`."""
        refunds = self._client(self._until_deadline()).v1.refunds
        with _certain():
            try:
                return sighting_of(reference, refunds.retrieve(reference).to_dict())
            except stripe.InvalidRequestError as error:
                if error.http_status == HTTPStatus.NOT_FOUND:
                    return None
                raise

    def void(self, payment_reference: str) -> Voiding:
        """Cancel a payment intent; anything else is not known. Raises `OutcomeUnknown`.

        It is looked at first, because Stripe refuses to cancel what was canceled or captured.
        """
        if not payment_reference.startswith("pi_"):
            return Voiding(VoidOutcome.NOT_KNOWN)
        intents = self._client(self._until_deadline()).v1.payment_intents
        with _certain():
            try:
                intent = intents.retrieve(payment_reference).to_dict()
            except stripe.InvalidRequestError as error:
                if error.http_status == HTTPStatus.NOT_FOUND:
                    return Voiding(VoidOutcome.NOT_KNOWN)
                raise
            if intent["status"] not in ENDED:
                intent = intents.cancel(payment_reference).to_dict()
            return voiding_of(payment_reference, intent)

    def ledger(self, since: datetime, until: datetime) -> Iterator[LedgerLine]:
        """All that stands as refunded from `since` up to `until`. Raises `OutcomeUnknown`.

        Each page of it may take `GATEWAY_TIMEOUT_SECONDS`. What failed later is no line: Stripe
        dates a refund by its making alone, so it counts as if it had never been.
        """
        # Stripe's moments are whole seconds.
        window = {"gte": math.ceil(since.timestamp()), "lt": math.ceil(until.timestamp())}
        with _certain():
            for refund in self._list(self._client(lambda: self._seconds), {"created": window}):
                if refund["status"] == "succeeded":
                    yield ledger_line(refund)

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> Notice | None:
        """Understand a webhook; None if it tells of no refund. Raises `BadSignature`."""
        signature = headers.get("Stripe-Signature", "")
        client = self._client(lambda: self._seconds)
        try:
            event = client.construct_event(body, signature, self._secret).to_dict()
        except (stripe.SignatureVerificationError, TypeError, ValueError) as error:
            raise BadSignature("The notice is not Stripe's, or not of now.") from error
        return notice(event) if event["type"] in TELL_OF_REFUNDS else None

    def _look_up(
        self, client: stripe.StripeClient, payment: Mapping[str, Any], instruction: Instruction
    ) -> Answer | None:
        refunds = self._list(client, payment)
        made = [one for one in refunds if read_key(one["metadata"]) == instruction.key]
        if len(made) > 1:
            raise OutcomeUnknown(f"Stripe has {len(made)} refunds with the key {instruction.key}.")
        return answer_about(instruction, made[0]) if made else None

    def _create(
        self, client: stripe.StripeClient, asked: Mapping[str, Any], instruction: Instruction
    ) -> Answer:
        key = str(instruction.key)
        params: Any = {**asked, "metadata": {"key": key}}
        made = client.v1.refunds.create(params, {"idempotency_key": key})
        return answer_about(instruction, made.to_dict())

    def _list(
        self, client: stripe.StripeClient, chosen: Mapping[str, Any]
    ) -> Iterator[dict[str, Any]]:
        """Every refund, page by page; the SDK's paging takes a page without data for the end."""
        params: Any = {**chosen, "limit": PAGE}
        more = True
        while more:
            page = client.v1.refunds.list(params).to_dict()
            yield from page["data"]
            more = page["has_more"]
            if more:
                params["starting_after"] = page["data"][-1]["id"]

    def _until_deadline(self) -> Callable[[], float]:
        deadline = time.monotonic() + self._seconds
        return lambda: deadline - time.monotonic()

    def _client(self, seconds_left: Callable[[], float]) -> stripe.StripeClient:
        return stripe.StripeClient(
            self._api_key,
            base_addresses={"api": self._url},
            http_client=Transport(self._pools, seconds_left),
            max_network_retries=0,
        )


@contextmanager
def _certain() -> Iterator[None]:
    """Turn everything that says nothing certain into `OutcomeUnknown`."""
    try:
        yield
    except stripe.StripeError as error:
        raise OutcomeUnknown(
            f"Stripe: {error.user_message or 'no reason'} ({type(error).__name__})."
        ) from error
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise OutcomeUnknown("Stripe's answer cannot be read.") from error
