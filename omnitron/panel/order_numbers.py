"""Order numbers as a part of an address: they may hold any character, a slash too."""

import re

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
