import pytest

from orders.states import Status
from tests.seller_center.market import OTHERS, move


@pytest.fixture
def back(shop, market):
    """Three returns that wait: the sheet and the towels of mine, and the kilim of the neighbour."""
    for name in ("Sheet", "Towels", OTHERS["name"]):
        move(market.order, name, Status.PREPARING, Status.SHIPPED, Status.DELIVERED)
    return {
        name: shop.plan(market.order, shop.wish(market.item(name), plan_type="refund"))
        for name in ("Sheet", "Towels", OTHERS["name"])
    }
