"""Orders: taken in, read back, given to the shop as they change, and their lines changed by it."""

import shop
from channel_app.app.order.service import OrderService
from channel_app.core.settings import OMNITRON_CHANNEL_ID, OmnitronIntegration
from channel_app.omnitron.batch_request import ClientBatchRequest
from driver import main, told
from omnisdk.omnitron.endpoints import (
    ChannelCargoEndpoint,
    ChannelOrderEndpoint,
    ChannelOrderItemEndpoint,
    ChannelOrderShippingInfoEndpoint,
    OrderByNumberEndpoint,
    OrderItemEndpoint,
)
from omnisdk.omnitron.models import BatchRequest, Order, OrderItem, OrderShippingInfo


def take_in(orders):
    """A run of the task that takes in the shop's orders."""
    shop.has["orders"] = orders
    return OrderService().fetch_and_create_order()


def read(number):
    """An order by its number, in the lists, by its key, and its lines."""
    with OmnitronIntegration(create_batch=False) as integration:
        channel = {"channel_id": integration.channel_id}
        listed = ChannelOrderEndpoint(**channel).list(params={"number": number})
        order = OrderByNumberEndpoint().retrieve(id=number)
        return {
            "by_number": order,
            "listed": listed,
            "by_key": ChannelOrderEndpoint(**channel).retrieve(id=order.pk),
            "items": ChannelOrderItemEndpoint(**channel).list(params={"order": order.pk}),
            "items_of_all": OrderItemEndpoint().list(params={"order": order.pk}),
        }


def mark_as_reported(pk):
    with OmnitronIntegration(create_batch=False) as integration:
        endpoint = ChannelOrderEndpoint(channel_id=integration.channel_id)
        return endpoint.update(id=pk, item=Order(is_send=True))


def give_updates(**has):
    """A run of the task that gives the shop what has changed; what the shop was sent."""
    shop.has.update(has)
    OrderService().update_orders(add_order_items=True)
    return shop.sent


def pull_and_stop():
    """Pull what has changed, and end before the shop was told."""
    with OmnitronIntegration(content_type="order") as integration:
        orders = integration.do_action(key="get_orders")
        return {"orders": orders, "batch": integration.batch_request}


def give_in_the_background(batch):
    """The same task for a shop that takes its time; the shop is asked, and later it is done."""
    shop.has["batch"] = batch
    OrderService().update_orders(is_sync=False)
    del shop.sent[:]
    OrderService().get_order_batch_requests()
    with OmnitronIntegration(create_batch=False) as integration:
        sent_to_remote = shop.sent.pop()
        waits = BatchRequest(**sent_to_remote)
        waits.objects = []
        ClientBatchRequest(integration.channel_id).to_ongoing(waits)
    OrderService().get_order_batch_requests()
    with OmnitronIntegration(create_batch=False) as integration:
        done = ClientBatchRequest(integration.channel_id).to_done(waits)
    OrderService().get_order_batch_requests()
    return {"asked": [sent_to_remote, *shop.sent], "done": done}


def drive_batch(steps):
    """A batch through states of the test's choice: what each step answered."""
    with OmnitronIntegration(content_type="order") as integration:
        batch = integration.batch_request
        service = ClientBatchRequest(OMNITRON_CHANNEL_ID)
        return [dict(vars(batch)), *(_step(service, batch, *step) for step in steps)]


def _step(service, batch, state, objects):
    batch.objects = objects
    batch.remote_batch_id = "shop-batch-2"
    try:
        return getattr(service, f"to_{state}")(batch)
    except Exception as exception:
        return told(exception)


def change_items(updated):
    """A run of the task that takes over what the shop did to lines."""
    shop.has["updated_items"] = updated
    return OrderService().fetch_and_update_order_items()


def patch_item(pk, **fields):
    with OmnitronIntegration(create_batch=False) as integration:
        endpoint = ChannelOrderItemEndpoint(channel_id=integration.channel_id)
        return endpoint.update(id=pk, item=OrderItem(**fields))


def tell_of_shipping(number):
    """The carriers of the channel, and told with which of them an order travels."""
    with OmnitronIntegration(create_batch=False) as integration:
        channel = {"channel_id": integration.channel_id}
        order = OrderByNumberEndpoint().retrieve(id=number)
        cargo = ChannelCargoEndpoint(**channel).retrieve(id=order.cargo_company)
        # As channel-app means it: its own command hands a model to json.dumps.
        info = OrderShippingInfo(
            order=order.pk, order_number=number, shipping_company=vars(cargo), is_send=False
        )
        return {
            "told_of": ChannelOrderShippingInfoEndpoint(**channel).create(item=info),
            "cargos": ChannelCargoEndpoint(**channel).list(),
        }


main(
    take_in,
    read,
    mark_as_reported,
    give_updates,
    pull_and_stop,
    give_in_the_background,
    drive_batch,
    change_items,
    patch_item,
    tell_of_shipping,
)
