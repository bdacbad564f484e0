"""The question before items are rejected, asked and answered as a browser does."""

import re

from django.http import QueryDict

from tests.seller_center.market import url_of


def ask(client, market, *names, only=""):
    """The answer to **Apply** with these items ticked, or to the button of one row."""
    data = {"item": [market.item(name).pk for name in names], "action": "reject"}
    if only:
        data["only"] = market.item(only).pk
    return client.get(url_of(market.order, "reject"), data)


def fields_of(response):
    """What the dialog sends."""
    html = response.content.decode().partition('id="rejection"')[2].partition("</dialog>")[0]
    data = QueryDict(mutable=True)
    for tag in re.findall(r'<input type="hidden"[^>]*>', html):
        name, value = re.search(r'name="([^"]*)"', tag)[1], re.search(r'value="([^"]*)"', tag)[1]
        if name != "csrfmiddlewaretoken":
            data.appendlist(name, value)
    return data


def answer(client, market, asked, **typed):
    """The answer to **OK** on a question, with these fields typed or changed."""
    data = fields_of(asked)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return client.post(url_of(market.order, "reject"), data.urlencode(), FORM)


def reject(client, market, *names, reason, **typed):
    """The answer to the whole of it."""
    return answer(client, market, ask(client, market, *names), reason=reason.pk, **typed)


FORM = "application/x-www-form-urlencoded"
