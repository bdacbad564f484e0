"""Addresses of an order's pages, and their text as somebody reads it."""

import re
from html import unescape

from django.urls import reverse


def url_of(order, page="detail"):
    return reverse(f"omnitron:order-{page}", args=[getattr(order, "number", order)])


def text_of(response):
    """The page's words without tags, each run of spaces as one."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
