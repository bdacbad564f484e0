"""What a client sends, refused where PostgreSQL or Python could not keep it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser as DRFParser

from omnitron.core.characters import is_text

# What is deeper could be read here and then not in a page or by a worker, whose stack is fuller.
DEEPEST = 100
# Only a text with such an escape can hold a character that is none; all others are spared the walk.
_SUSPICIOUS = re.compile(rb"\\u(0000|[dD][89a-fA-F])")


class JSONParser(DRFParser):
    """JSON of ordinary depth, without NUL and without halves of characters."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The body; raises `ParseError` with one sentence."""
        body = stream.body if hasattr(stream, "body") else stream.read()
        try:
            data = super().parse(BytesIO(body), media_type, parser_context)
        except (RecursionError, UnicodeError):
            raise ParseError(_("The body is no JSON that can be read.")) from None
        if body.count(b"[") + body.count(b"{") > DEEPEST and _is_deep(data):
            told = _("The body is nested in more than %(most)s levels: send a flatter one.")
            raise ParseError(told % {"most": DEEPEST})
        if b"\0" in body or (_SUSPICIOUS.search(body) and not _is_all_text(data)):
            raise ParseError(_("The body holds a character that is no text: take it out."))
        return data


def _is_deep(data: Any) -> bool:
    level = [data] if isinstance(data, (dict, list)) else []
    for _level in range(DEEPEST):
        within = [each.values() if isinstance(each, dict) else each for each in level]
        level = [each for row in within for each in row if isinstance(each, (dict, list))]
        if not level:
            return False
    return True


def _is_all_text(data: Any) -> bool:
    rest = [data]
    while rest:
        each = rest.pop()
        if isinstance(each, dict):
            rest += each.keys()
            rest += each.values()
        elif isinstance(each, list):
            rest += each
        elif isinstance(each, str) and not is_text(each):
            return False
    return True
