"""Languages that texts exist in."""

from django.conf import settings
from django.utils.translation import get_supported_language_variant


def known_language(code: str) -> str:
    """The language of the texts for somebody who speaks another's; the default if there is none."""
    try:
        return get_supported_language_variant(code)
    except LookupError:
        return settings.LANGUAGE_CODE
