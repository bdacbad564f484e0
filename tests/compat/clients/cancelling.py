"""Orders canceled by the shop, and what customers of the shop ask for."""

import shop
from channel_app.app.order.service import OrderService
from channel_app.core.settings import OmnitronIntegration
from driver import main, told
from omnisdk.omnitron.endpoints import (
    ChannelCancellationReasonEndpoint,
    ChannelCancellationRequestEndpoint,
    ChannelOrderEndpoint,
)
from omnisdk.omnitron.models import CancellationReason, CancellationRequest


def take_in_cancellations(canceled):
    """A run of the task that takes over what the shop has canceled."""
    shop.has["canceled"] = canceled
    return OrderService().fetch_and_create_cancel()


def cancel(pk, bodies):
    """Cancel by omnisdk alone: what each of several posts answered."""
    with OmnitronIntegration(create_batch=False) as integration:
        endpoint = ChannelOrderEndpoint(
            channel_id=integration.channel_id, path=f"{pk}/cancel", raw=True
        )
        return [_posted(endpoint, body) for body in bodies]


def _posted(endpoint, body):
    try:
        return endpoint.create(item=body)
    except Exception as exception:
        return told(exception)


def take_in_requests(requests):
    """A run of the task that takes over what customers have asked the shop for."""
    shop.has["requests"] = requests
    return OrderService().fetch_and_create_cancellation_requests()


def follow_requests():
    """A run of the task that tells the shop what became of requests; what the shop was sent."""
    OrderService().update_cancellation_requests()
    return shop.sent


def decide(pk, path):
    """Approve or reject a request by the API."""
    with OmnitronIntegration(create_batch=False) as integration:
        endpoint = ChannelCancellationRequestEndpoint(
            channel_id=integration.channel_id, path=f"{pk}/{path}"
        )
        return endpoint.create(item=CancellationRequest())


def reasons(subject):
    """A reason set up, changed and listed."""
    with OmnitronIntegration(create_batch=False) as integration:
        endpoint = ChannelCancellationReasonEndpoint(channel_id=integration.channel_id)
        made = endpoint.create(item=CancellationReason(subject=subject, cancellation_type="cancel"))
        changed = endpoint.update(id=made.pk, item=CancellationReason(subject=f"{subject} again"))
        return {"made": made, "changed": changed, "listed": endpoint.list()}


main(take_in_cancellations, cancel, take_in_requests, follow_requests, decide, reasons)
