"""Sending what is due for one webhook: objects side by side, each in its order."""

from __future__ import annotations

import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from webhooks.jobs.claiming import claim_deliveries, claim_webhook, release_webhook
from webhooks.jobs.recording import record
from webhooks.models import Delivery
from webhooks.sending import Answer, Letter, send
from webhooks.signing import secret_of
from webhooks.timing import longest_wait

if TYPE_CHECKING:
    from webhooks.models import Webhook

# What comes within this time of the first answer is recorded with it.
GATHERING_SECONDS = 0.02


def deliver(webhook_id: int) -> bool:
    """Send what is due for a webhook, for one lease at most; whether more of it is due.

    Safe to run twice and to be killed at any line: what was claimed and not recorded is sent again
    once the claim has lapsed, with the same id.
    """
    webhook = claim_webhook(webhook_id)
    if webhook is None:
        return False
    try:
        webhook_now = _send_due(webhook)
    finally:
        release_webhook(webhook)
    due = Delivery.objects.filter(webhook_id=webhook_id).due(timezone.now())
    return webhook_now.is_active and due.filter(claimed_at=None).exists()


def _send_due(webhook: Webhook) -> Webhook:
    latest = time.monotonic() + longest_wait()
    calls: dict[Future[Answer], Delivery] = {}
    with ThreadPoolExecutor(settings.WEBHOOK_CALLS_AT_ONCE) as callers:
        while True:
            free = _at_once(webhook) - len(calls)
            if free > 0 and time.monotonic() < latest:
                for delivery in claim_deliveries(webhook.pk, free):
                    calls[callers.submit(send, _letter(delivery))] = delivery
            if not calls:
                return webhook
            wait(calls, return_when=FIRST_COMPLETED)
            done = wait(calls, timeout=GATHERING_SECONDS).done
            webhook = record(webhook.pk, [(calls.pop(call), call.result()) for call in done])


def _at_once(webhook: Webhook) -> int:
    """How many calls may be under way; one that fails is tried, not flooded, and none if off."""
    if not webhook.is_active:
        return 0
    return 1 if webhook.failing_since else int(settings.WEBHOOK_CALLS_AT_ONCE)


def _letter(delivery: Delivery) -> Letter:
    webhook = delivery.webhook
    return Letter(delivery.pk, delivery.event, webhook.url, secret_of(webhook), delivery.body)
