"""Somebody who cancels by the pages, whatever ends meanwhile.

`python -m tests.chaos.clerk URL CROWD`: what got no answer is sent again as it was, and the page's
key makes one plan of it. Of one order the same form is sent by many at once, of another one many
send forms of their own (F3).
"""

import os
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tests.chaos import shop
from tests.chaos.points import write_down
from tests.panel.order_detail.plans.forms import read_fields

# A server that has just been killed needs a moment; a person would press the button again.
PAUSE = 0.3
# Another plan is open by now, or the order is locked for longer than somebody is let wait.
REFUSED = (409, 422)


class Unfollowed(urllib.request.HTTPRedirectHandler):
    """Takes where an answer leads to for the answer: nobody looks at the page."""

    def redirect_request(self, *args: Any) -> None:
        """Follow nothing."""


class Clerk:
    """A browser without a window."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(cookies, Unfollowed())

    def sign_in(self) -> None:
        """Sign in by the form."""
        path = reverse("accounts:login")
        self.get(path)
        self.post(path, {"username": "operator", "password": "correct horse"})

    def cancel(self, number: str, item: int, reason: int) -> None:
        """Preview a cancellation and apply it."""
        self.apply(number, self.preview(number, item, reason))

    def send_often(self, crowd: int, number: str, item: int, reason: int) -> list[bool]:
        """Send one form many times at the same moment; whether each was taken."""
        return self._apply_at_once(number, [self.preview(number, item, reason)] * crowd)

    def meet(self, crowd: int, number: str, item: int, reason: int) -> list[bool]:
        """Send many forms of their own at the same moment; whether each was taken."""
        forms = [self.preview(number, item, reason) for _person in range(crowd)]
        return self._apply_at_once(number, forms)

    def preview(self, number: str, item: int, reason: int) -> dict:
        """What the form of a preview would send."""
        path = reverse("omnitron:order-preview-plan", args=[number])
        chosen = {"what": "items", "type": "cancel", "item": item, "reason": reason}
        return read_fields(self.post(path, chosen))

    def apply(self, number: str, fields: dict) -> None:
        """Press **Yes**."""
        self.post(reverse("omnitron:order-apply-plan", args=[number]), fields)

    def _apply_at_once(self, number: str, forms: list[dict]) -> list[bool]:
        def is_taken(fields: dict) -> bool:
            try:
                self.apply(number, fields)
            except urllib.error.HTTPError as error:
                if error.code not in REFUSED:
                    raise
                return False
            return True

        with ThreadPoolExecutor(len(forms)) as pool:
            return list(pool.map(is_taken, forms))

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
                if error.code == 302:
                    return ""
                if error.code < 500:
                    raise
            except (OSError, HTTPException):
                pass
            time.sleep(PAUSE)


def main(url: str, crowd: int) -> None:
    """Cancel what is a clerk's, one order after the other."""
    orders = shop.left_to_clerk()
    clerk = Clerk(url)
    clerk.sign_in()
    often, crowded, *others = orders
    note("form", clerk.send_often(crowd, *often))
    note("person", clerk.meet(crowd, *crowded))
    for order in others:
        clerk.cancel(*order)


def note(who: str, answers: list[bool]) -> None:
    """Leave for the figures of the run how many were taken."""
    words = [f"{who}_taken" if is_taken else f"{who}_refused" for is_taken in answers]
    write_down(Path(os.environ["CHAOS_HITS"]), *words)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
