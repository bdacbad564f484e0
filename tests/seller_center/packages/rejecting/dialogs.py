"""The dialog of a rejection as a test asks for it and answers it."""

import re

from tests.seller_center.packages.pages import text_of, url_of


def ask(client, package, *items):
    """The answer to **Reject** with these ticked."""
    return client.post(url_of(package, "reject/"), {"item": [item.pk for item in items]})


def key_in(response):
    return re.search(r'name="key" value="([0-9a-f-]+)"', text_of(response))[1]


def answer(client, package, asked, *items, **typed):
    """The answer to **OK** in the dialog of a page."""
    amount = re.search(r'name="amount" value="([0-9.]+)"', text_of(asked))[1]
    told = {"key": key_in(asked), "amount": amount}
    values = {"item": [item.pk for item in items], **told, **typed}
    return client.post(url_of(package, "reject/"), values, follow=True)
