"""What the sandbox would tell, signed as it signs."""

import json
import time
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from cancellations.jobs.noticing import handle_notice
from payments.gateways.sandbox_server.signing import HEADER, signature
from payments.models import GatewayNotice
from tests.payments.sandbox_process import SECRET


def tell(refund=None, *, event_id=None, secret=SECRET, **changes):
    """Post a notice about a refund, and return the status of the answer."""
    told = {
        "id": (refund and refund.gateway_reference) or f"re_{uuid4().hex}",
        "key": str(refund.key) if refund else None,
        "payment": refund.transaction.gateway_reference if refund else "",
        "amount": str(refund.amount) if refund else "",
        "currency": refund.transaction.currency if refund else "EUR",
        "status": "succeeded",
        "failure_code": "",
        "failure_text": "",
    }
    event = {"event_id": event_id or uuid4().hex, "type": "refund", "refund": told | changes}
    body = json.dumps(event).encode()
    moment = int(time.time())
    answer = Client().post(
        reverse("webhook", args=["sandbox"]),
        body,
        content_type="application/json",
        headers={HEADER: f"t={moment},v1={signature(secret, moment, body)}"},
    )
    return answer.status_code


def handle_all():
    """Do what workers would do with the notices that are kept; how many are still open."""
    for pk in (
        GatewayNotice.objects.filter(handled_at=None).order_by("pk").values_list("pk", flat=True)
    ):
        handle_notice(pk)
    return GatewayNotice.objects.filter(handled_at=None).count()
