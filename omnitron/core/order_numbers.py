"""Order numbers as a part of an address: they may hold any character, a slash too."""

import re
from urllib.parse import quote

from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

# "%2F" would arrive as a slash like any other, so characters that have a meaning in addresses
# are written with a tilde; so is the first of a number that is all dots.
_UNSAFE = re.compile(r"[/\\~]|^\.(?=\.*$)")
_ESCAPED = re.compile(r"~([0-9A-F]{2})")


class OrderNumberConverter:
    """Lets each order number, and each text that somebody types for one, be one step of a path."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """The order number that a step of an address stands for."""
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)

    def to_url(self, value: str) -> str:
        """The step of an address that stands for an order number."""
        return _UNSAFE.sub(lambda match: f"~{ord(match[0]):02X}", value)


class OrderUrls:
    """Addresses of one page for many orders: `reverse` takes as long as the rest of a row."""

    # What Django leaves as it is in the path of an address.
    _SAFE = RFC3986_SUBDELIMS + "/~:@"

    def __init__(self, name: str) -> None:
        self._before, _number, self._after = reverse(name, args=["0"]).rpartition("0")
        self._converter = OrderNumberConverter()

    def of(self, number: str) -> str:
        """The same that `reverse(name, args=[number])` says."""
        step = quote(self._converter.to_url(number), safe=self._SAFE)
        return f"{self._before}{step}{self._after}"
