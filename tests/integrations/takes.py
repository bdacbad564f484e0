"""Taking orders over as a client does it."""

from integrations.content_types import CANCELLATION_REQUEST, ORDER
from integrations.models import IntegrationAction
from integrations.services.batches import change_batch, create_batch
from integrations.services.feed import updates_of
from integrations.services.naming import NamedObject
from orders.models import Revision
from tests.factories import OrderFactory
from tests.orders.revisions.rows import write_event

KINDS = {ORDER: Revision.Kind.ORDER, CANCELLATION_REQUEST: Revision.Kind.CANCELLATION_REQUEST}


def changed_order(channel, **values):
    """An order that the channel has not taken over."""
    order = OrderFactory(channel=channel, **values)
    write_event(order)
    return order


def due(client, channel, name=ORDER):
    """The keys of what is due."""
    return [one.object_id for one in updates_of(actor=client, channel=channel, kind=KINDS[name])]


def pulled(client, channel, name=ORDER):
    """What is due, as a client names it."""
    return [
        NamedObject(name, one.object_id, version_date=one.changed_at)
        for one in updates_of(actor=client, channel=channel, kind=KINDS[name])
    ]


def batch_of(client, channel, objects=None):
    """A batch that has committed some objects, or all that is due."""
    batch = create_batch(actor=client, channel=channel)
    objects = pulled(client, channel) if objects is None else objects
    return move(client, batch, "commit", objects, content_type=ORDER)


def move(client, batch, status, objects=(), **more):
    """A batch one move on."""
    return change_batch(
        actor=client, channel=batch.channel, pk=batch.pk, status=status, objects=objects, **more
    )


def action_of(row, name=ORDER):
    return IntegrationAction.objects.get(content_type=name, object_id=row.pk)
