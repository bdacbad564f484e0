"""Where the pages of orders stand in Seller Center."""

from django.urls import reverse

from omnitron.core.order_numbers import OrderNumberConverter, OrderUrls


class _BeneathTheList(OrderUrls):
    def __init__(self) -> None:
        self._before, self._after = reverse("seller_center:order-list"), "/"
        self._converter = OrderNumberConverter()


def order_urls() -> OrderUrls:
    """The addresses of many orders."""
    return _BeneathTheList()
