"""Which texts PostgreSQL can keep."""


def is_text(value: str) -> bool:
    """Whether a text is without NUL and without halves of characters."""
    if "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
