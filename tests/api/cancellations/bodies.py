"""What clients send."""


def cancel(api, order, **body):
    """Ask for something of an order at its own address."""
    return api.post(f"/api/v1/orders/{order.pk}/cancel/", {"order": order.pk, **body})


def for_lines(shop, *items, plan_type="cancel", **body):
    """The body that cancels lines, or gives them back, for the shop's reason."""
    return {
        "cancel_items": [item.pk for item in items],
        "reasons": {str(item.pk): shop.reasons[plan_type].pk for item in items},
        "forced_refund_amount": None,
        **body,
    }


def keys_of(answer):
    """The plans that an answer names, of which there are some."""
    assert answer.status_code == 200, answer.content
    return answer.json()["cancellation_plans"]
