"""What the options of commands may be."""

from argparse import ArgumentTypeError


def positive(text: str) -> int:
    """A whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is no whole number from 1.")
    return int(text)


def names(text: str) -> list[str]:
    """Names with commas between them."""
    return [name for name in map(str.strip, text.split(",")) if name]
