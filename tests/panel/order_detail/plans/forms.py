"""The forms for a plan as a browser sends them."""

import re
from html import unescape
from html.parser import HTMLParser

from tests.panel.order_detail.pages import url_of


def choose(shop, *items, plan_type="cancel", **more):
    """The fields of the products form with these items ticked, each for the same reason."""
    return {
        "what": "items",
        "type": plan_type,
        "item": [item.pk for item in items],
        "reason": shop.reasons[plan_type].pk,
        **more,
    }


def preview(client, order, data):
    """The answer to a form that asks for a preview."""
    return client.post(url_of(order, "preview-plan"), data)


def apply(client, order, response, **changed):
    """The answer to **Yes** on a preview, with some of its fields changed."""
    data = {**fields_of(response), **changed}
    return client.post(url_of(order, "apply-plan"), data)


def fields_of(response):
    """What the form of the preview sends."""
    return read_fields(response.content.decode())


def read_fields(html):
    """What the form of a preview's page sends."""
    reader = _Fields()
    reader.feed(html)
    return reader.fields


def amounts_shown(response, place=0):
    """The amounts in the rows of one draft of the preview, as texts: items, charges, total."""
    html = response.content.decode().partition(f'aria-labelledby="what-{place}"')[2]
    html = html.partition("</section>")[0]
    cells = re.findall(r'<td class="num[^"]*m-amt" role="cell">(.*?)</td>', html, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in cells]


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fields = {}
        self.inside = False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == "preview"
        if self.inside and tag == "input" and attrs.get("name") != "csrfmiddlewaretoken":
            self.fields.setdefault(attrs["name"], []).append(attrs.get("value", ""))
