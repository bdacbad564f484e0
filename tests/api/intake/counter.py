"""Where orders are handed over by HTTP, as the public client does it."""

import json
from dataclasses import dataclass
from itertools import count
from typing import Any

NUMBERS = count(1)


@dataclass(frozen=True)
class Counter:
    """A client, and what its orders name."""

    api: Any
    url: str
    customer: Any
    address: Any
    product: Any

    def order(self, *items, beside=None, **values):
        """A request with all that the public client sends of an order; 119.90 without items."""
        return {
            "order": {
                "number": f"A{next(NUMBERS)}",
                "status": "",
                "channel": self.customer.channel_id,
                "customer": self.customer.pk,
                "shipping_address": self.address.pk,
                "billing_address": self.address.pk,
                "currency": "BRL",
                "amount": "119.90",
                "shipping_amount": "20.00",
                "shipping_tax_rate": "18.00",
                "extra_field": {"id": "R-1"},
                "delivery_type": None,
                "cargo_company": None,
                "discount_amount": 0,
                "net_shipping_amount": 20.0,
                "tracking_number": None,
                "carrier_shipping_code": "",
                "remote_addr": None,
                "has_gift_box": False,
                "gift_box_note": "",
                "client_type": "default",
                "language_code": "",
                "notes": "",
                "delivery_range": None,
                "shipping_option_slug": "",
                "date_placed": "2026-03-04 12:30:00",
                **values,
            },
            "order_item": list(items) or [self.item()],
            **(beside or {}),
        }

    def item(self, **values):
        """A line with all that the public client sends of it."""
        return {
            "product": self.product.pk,
            "status": "400",
            "price_currency": "BRL",
            "price": 99.9,
            "tax_rate": 20,
            "extra_field": {"id": "R-1-1"},
            "price_list": 3,
            "stock_list": 4,
            "tracking_number": None,
            "carrier_shipping_code": "",
            "discount_amount": 0.0,
            "retail_price": 119.9,
            "attributes": {},
            "attributes_kwargs": {},
            "parent": None,
            "delivered_date": None,
            "estimated_delivery_date": None,
            **values,
        }

    def post(self, data, **headers):
        """The answer to a body, which may be no JSON at all."""
        body = data if isinstance(data, (bytes, str)) else json.dumps(data)
        return self.api.post(self.url, body, content_type="application/json", headers=headers)

    def taken(self, data):
        """What a client reads of what was taken in."""
        answer = self.post(data)
        assert answer.status_code == 201, answer.json()
        return answer.json()

    def refused(self, data, status=400):
        """What a client reads of why nothing was."""
        answer = self.post(data)
        assert answer.status_code == status, answer.content
        return answer.json()
