"""What a person reads on a page."""

import html
import re

from django.utils.html import strip_tags


def page_text(response):
    """The words of a page's main part, with one space between them."""
    _head, _main, body = response.text.partition("<main")
    spaced = re.sub(r"<", " <", body.partition("</main>")[0])
    return " ".join(html.unescape(strip_tags(f"<main{spaced}")).split())
