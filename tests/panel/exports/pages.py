"""The pages of exports as tests see them."""

import re
from html import unescape

from django.contrib.messages import get_messages
from django.utils import timezone

from exports.models import Export

LIST = "/omnitron/exports/"
SELECTED = "/omnitron/order-list/export/"
CLAIM = "6a2f41a3-c54c-4dc9-b5ba-d7cbd4e4bd02"


def new(selection, kind="order_items"):
    """Where the columns of an export are chosen."""
    return f"{LIST}new/{kind}/{selection.pk}/"


def words_of(response):
    """What a page says, less its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def row_of(response, export):
    """What the two rows of an export say."""
    html = response.content.decode()
    row = re.search(rf'<tbody id="export-{export.pk}".*?</tbody>', html, re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split())


def said(response):
    """The messages that were left for the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def at(export, status, **values):
    """Put an export where a worker would have brought it."""
    if status != "requested":
        Export.objects.filter(pk=export.pk).update(
            status="running", claim=CLAIM, claimed_until=timezone.now()
        )
    Export.objects.filter(pk=export.pk).update(status=status, **values)
    return Export.objects.get(pk=export.pk)
