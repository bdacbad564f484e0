"""The pages of packages as a test reads and sends them."""

import re

from orders.models import OrderEvent
from tests.orders.packages.parcels import fresh

LIST = "/seller-center/packages/"
BULK = "/seller-center/package-list/do/"
SLIPS = "/seller-center/package-list/slips/"
TRACKING_FILE = "/seller-center/package-list/tracking-file/"
# What another seller's package would be known by.
STRANGE = ("STRANGE-9", "Ateliê", "cinar", "Kilim", "KLM-9", "TRACK-9", "INV-9")


def url_of(package, step=""):
    return f"{LIST}{package.number}/{step}"


def text_of(response):
    return response.content.decode()


def listed(response):
    """The numbers of the packages that a page lists, in its order."""
    return [row.package.number for row in response.context["listing"].rows]


def actions_on(response):
    """The captions of the buttons in the page’s middle that can be pressed."""
    main = text_of(response).split('id="main"')[1]
    buttons = re.findall(r"<button(?![^>]* disabled)[^>]*>(.*?)</button>", main, re.DOTALL)
    captions = [re.sub(r"<span class=.*?</span>|<[^>]+>", "", button).strip() for button in buttons]
    return [caption for caption in captions if caption]


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def opened_in(response, form):
    """What a form of the page was opened with; '' where the page does not have it."""
    found = re.search(rf'name="opened" value="([^"]*)" id="{form}-opened"', text_of(response))
    return found[1] if found else ""


def send(client, package, step, **values):
    """The answer to a form of the page, opened just now unless `opened` says what was seen."""
    if step in ("invoice/", "delivery/"):
        values.setdefault("opened", opened(client, package, step))
    return client.post(url_of(package, step), values, follow=True)


def opened(client, package, step):
    """What a form of the page shows now, sealed."""
    return opened_in(client.get(url_of(package)), step.removesuffix("/"))


def on_one_line(response):
    """The page's text with its tags, each run of white space as one blank."""
    return " ".join(text_of(response).split())


def is_untouched(package):
    """Whether neither the package nor the log of any order changed."""
    return fresh(package).status == package.status and not OrderEvent.objects.exists()
