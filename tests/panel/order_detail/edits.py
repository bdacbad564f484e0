"""The form of the customer, as a browser fills it in and sends it."""

from django.test import Client

from tests.forms import fields_of
from tests.panel.order_detail.pages import url_of


def opened_fields(client, order):
    """What the browser would send for a form that nobody touched."""
    return fields_of(client.get(url_of(order, "edit-customer")))


def send(client, order, fields=None, **typed):
    fields = fields or opened_fields(client, order)
    return client.post(url_of(order, "edit-customer"), {**fields, **typed})


def save_as(user, order, **typed):
    """Somebody else edits and saves meanwhile."""
    other = Client()
    other.force_login(user)
    assert send(other, order, **typed).status_code == 302
