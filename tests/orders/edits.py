"""Edits of an order's customer as the form asks for them."""

from orders.services.editing import Opened, edit_customer
from orders.snapshots import snapshot_of


def opened_now(order):
    order.refresh_from_db()
    return Opened(order.version, snapshot_of(order))


def edit(order, user, opened=None, *, also_future=False, **values):
    """Edit as the form does: what was opened, with some fields typed over (`__` is a dot)."""
    opened = opened or opened_now(order)
    typed = {name.replace("__", "."): value for name, value in values.items()}
    return edit_customer(
        actor=user,
        number=order.number,
        opened=opened,
        wanted=opened.values | typed,
        also_future=also_future,
    )


def changes_of(order):
    return [event.changes for event in order.events.order_by("pk")]
