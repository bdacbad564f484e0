"""Text that goes into a spreadsheet."""

import re

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def disarmed(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula.

    A number with its sign is none.
    """
    if not text.startswith(FORMULA) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"
