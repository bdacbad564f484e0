"""Somebody who cancels by the pages, whatever ends meanwhile: `python -m tests.chaos.clerk URL`.

What got no answer is sent again as it was: the page's key makes one plan of it.
"""

import sys
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.parse import urlencode

from django.urls import reverse

from tests.chaos import shop
from tests.panel.order_detail.plans.forms import read_fields

# A server that has just been killed needs a moment; a person would press the button again.
PAUSE = 0.3


class Clerk:
    """A browser without a window."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def sign_in(self) -> None:
        """Sign in by the form."""
        path = reverse("accounts:login")
        self.get(path)
        self.post(path, {"username": "operator", "password": "correct horse"})

    def cancel(self, number: str, item: int, reason: int) -> None:
        """Preview a cancellation and apply it."""
        path = reverse("omnitron:order-preview-plan", args=[number])
        chosen = {"what": "items", "type": "cancel", "item": item, "reason": reason}
        fields = read_fields(self.post(path, chosen))
        self.post(reverse("omnitron:order-apply-plan", args=[number]), fields)

    def get(self, path: str) -> str:
        """The page."""
        return self._answer(path, None)

    def post(self, path: str, fields: dict) -> str:
        """The page that answers a form."""
        token = next(cookie.value for cookie in self.cookies if "csrf" in cookie.name)
        body = urlencode({**fields, "csrfmiddlewaretoken": token}, doseq=True).encode()
        return self._answer(path, body)

    def _answer(self, path: str, body: bytes | None) -> str:
        while True:
            try:
                with self.opener.open(self.url + path, body, timeout=30) as answer:
                    return answer.read().decode()
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    raise
            except (OSError, HTTPException):
                pass
            time.sleep(PAUSE)


def main(url: str) -> None:
    """Cancel what is a clerk's, one order after the other."""
    orders = shop.left_to_clerk()
    clerk = Clerk(url)
    clerk.sign_in()
    for number, item, reason in orders:
        clerk.cancel(number, item, reason)


if __name__ == "__main__":
    main(sys.argv[1])
