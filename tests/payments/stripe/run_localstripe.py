"""Runs localstripe on 127.0.0.1, where it would listen to everybody and write to /tmp.

Three things that Stripe does and it does not are added: a window of `created` for lists of refunds,
the refusal of what exceeds the charge, and what a payment intent has received. That it ignores
idempotency keys stays.
"""

import socket

from aiohttp import web
from localstripe.errors import UserError
from localstripe.resources import Charge, PaymentIntent, Refund, Store
from localstripe.server import app

list_all = Refund._api_list_all.__func__
create = Refund._api_create.__func__


def list_window(cls, url, created=None, **chosen):
    """List refunds, those of a window alone where one is given."""
    listed = list_all(cls, url, **chosen)
    first, end = (
        int((created or {}).get(name, default)) for name, default in (("gte", 0), ("lt", 2**40))
    )
    listed._list = [refund for refund in listed._list if first <= refund.created < end]
    return listed


def create_within_charge(cls, charge=None, payment_intent=None, amount=None, **more):
    """Make a refund unless less than its amount is left of the charge."""
    paid = (
        Charge._api_retrieve(charge)
        if charge
        else PaymentIntent._api_retrieve(payment_intent).latest_charge
    )
    if paid.amount_refunded + int(amount) > paid.amount:
        text = "Refund amount is greater than unrefunded amount on charge"
        raise UserError(400, text, {"code": "charge_already_refunded"})
    return create(cls, charge=charge, payment_intent=payment_intent, amount=amount, **more)


def received(intent):
    """How much was captured: what was not is refunded here."""
    paid = intent.latest_charge
    return paid.amount - paid.amount_refunded if paid and paid.captured else 0


def main():
    """Listen on a free port and print it."""
    Store.dump_to_disk = lambda store: None
    Refund._api_list_all = classmethod(list_window)
    Refund._api_create = classmethod(create_within_charge)
    PaymentIntent.amount_received = property(received)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    web.run_app(app, sock=listener, print=None)


if __name__ == "__main__":
    main()
