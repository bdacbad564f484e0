"""The channel's side of channel-app, as whoever connects a shop writes it: its CHANNEL_MODULE.

A test says what the shop has, and reads what the shop was sent.
"""

from channel_app.channel.commands.orders import orders
from channel_app.channel.integration import ChannelIntegration as Integration
from channel_app.core.data import CancellationRequestDto, CancelOrderDto

has = {}
sent = []


class GetOrders(orders.GetOrders):
    def send_request(self, transformed_data):
        return has["orders"]


class GetUpdatedOrderItems(orders.GetUpdatedOrderItems):
    def send_request(self, transformed_data):
        return has["updated_items"]


class SendUpdatedOrders(orders.SendUpdatedOrders):
    """Keep what comes in, and answer for each order as the shop does."""

    def send_request(self, transformed_data):
        # The shop's name for what it works on for longer.
        self.batch_request.remote_batch_id = has.get("batch")
        for order in transformed_data:
            items = [vars(item) for item in getattr(order, "orderitem_set", [])]
            sent.append({**vars(order), "orderitem_set": items})
        return [self.answer(order) for order in transformed_data]

    def answer(self, order):
        refused = has.get("refuses", {}).get(order.number)
        return {
            "status": "FAIL" if refused else "SUCCESS",
            "remote_id": has.get("remote_ids", {}).get(order.number),
            "number": has.get("remote_ids", {}).get(order.number),
            "message": refused or "",
        }


class CheckOrders(orders.CheckOrders):
    """The shop is not done yet with what it was sent."""

    def send_request(self, transformed_data):
        sent.append(dict(vars(transformed_data)))
        return []


class GetCancelledOrders(orders.GetCancelledOrders):
    def send_request(self, transformed_data):
        return has["canceled"]

    def normalize_response(self, data, validated_data, transformed_data, response):
        for row in response:
            yield CancelOrderDto(**row), self.create_report(row)[0], data


class GetCancellationRequests(orders.GetCancellationRequests):
    def send_request(self, transformed_data):
        return has["requests"]

    def normalize_response(self, data, validated_data, transformed_data, response):
        for row in response:
            yield CancellationRequestDto(**row), self.create_report(row), data


class UpdateCancellationRequest(orders.UpdateCancellationRequest):
    def send_request(self, transformed_data):
        sent.append(dict(vars(transformed_data)))
        return {
            "status": "SUCCESS",
            "remote_id": transformed_data.remote_id,
            "sku": None,
            "message": "",
        }


class ChannelIntegration(Integration):
    actions = {
        **Integration.actions,
        "get_orders": GetOrders,
        "get_updated_order_items": GetUpdatedOrderItems,
        "send_updated_orders": SendUpdatedOrders,
        "check_orders": CheckOrders,
        "get_cancelled_orders": GetCancelledOrders,
        "get_cancellation_requests": GetCancellationRequests,
        "update_cancellation_request": UpdateCancellationRequest,
    }
