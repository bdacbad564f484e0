"""What counts as a text that needs a translation."""

import re

_WORD = re.compile(r"[^\W\d_]{2,}")
# The same in every language: products, ways to pay, formats, keys of a keyboard, built-in roles.
_NAMES = re.compile(
    r"\b(Android|BKM Express|CSV|Ctrl|Esc|Excel|Google Pay|Masterpass REST|Masterpass|Omnitron"
    r"|SHA-256|Seller Center|Seller admin|UTF-16|UTF-8|iOS)\b"
)


def is_bare(text: str) -> bool:
    """Tell whether a text has words besides names."""
    return bool(_WORD.search(_NAMES.sub("", text)))
