"""The order list as tests see it."""

from tests.factories import OrderFactory

LIST = "/omnitron/orders/"


def make(channel, count, **kwargs):
    """So many orders of one customer."""
    customer = OrderFactory(channel=channel, number=f"first-{count}", **kwargs).customer
    return OrderFactory.create_batch(count - 1, channel=channel, customer=customer, **kwargs)


def shown(response):
    """The numbers of the orders on a page."""
    return [order.number for order in response.context["listing"].page.rows]
