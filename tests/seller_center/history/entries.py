"""The history of a page, as somebody reads it."""

import re
from html import unescape

from django.urls import reverse


def history_of(response):
    """The markup of the section."""
    return response.content.decode().partition('id="history"')[2].partition("</section>")[0]


def entries_of(response):
    """What each entry says, from the newest, without its time."""
    found = []
    for entry in history_of(response).split('<div class="what">')[1:]:
        text = re.sub(r"<[^>]+>", " ", entry.partition("</li>")[0])
        found.append(" ".join(unescape(text).split()))
    return found


def links_of(response):
    """Where the links of the section lead, by their words."""
    links = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>([^<]*)</a>', history_of(response))
    return {unescape(words): unescape(url) for url, words in links}


def package_url(number):
    return reverse("seller_center:package-detail", args=[number])
