"""The dashboard and what its figures lead to."""

import re

from tests.panel.order_detail.pages import text_of

URL = "/omnitron/"
TODAY = f"{URL}?period=today"


def figure(page, label):
    """A figure on top of the dashboard: its number, its address and its notes."""
    found = {f.label: f for f in page.context["dashboard"].figures}[label]
    return found.text, found.url, [note.text for note in found.notes]


def labels(page):
    """The figures that a page has."""
    return [found.label for found in page.context["dashboard"].figures]


def counted_at(client, url):
    """How many rows the list at an address says it has."""
    page = client.get(url)
    assert page.status_code == 200, url
    listing = page.context.get("listing")
    if listing is None:
        return page.context["desk"].figures.open
    return getattr(listing, "count_text", None) or str(len(listing.page.rows))


def links(page):
    """Every address inside the cards of the page with the number that stands in it."""
    main = page.content.decode().partition('class="figs')[2].partition("</main>")[0]
    found = re.findall(r'<a[^>]* href="([^"]+)"[^>]*>(.*?)</a>', main, re.DOTALL)
    texts = [(url.replace("&amp;", "&"), re.sub(r"<[^>]+>", " ", text)) for url, text in found]
    numbers = [(url, re.findall(r"[\d,]+", text)) for url, text in texts]
    return [(url, found[-1]) for url, found in numbers if found]


__all__ = ["TODAY", "URL", "counted_at", "figure", "labels", "links", "text_of"]
