"""Finds words in templates that no translation can reach."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import DebugLexer, Token, TokenType

from tools.texts.words import is_bare

SPOKEN_ATTRIBUTES = {
    "alt",
    "aria-description",
    "aria-label",
    "aria-valuetext",
    "placeholder",
    "title",
}
BUTTONS = {"button", "reset", "submit"}
# A literal inside a tag is a text where it begins like a sentence or a label; what is
# translated stands in _() or in a tag of its own.
LITERAL = re.compile(r"""(?<!_\()(["'])([A-Z][a-z]+.*?)\1""")
TRANSLATING = {"translate", "trans", "blocktranslate", "blocktrans"}
HIDDEN_BLOCKS = {"blocktranslate", "blocktrans", "comment"}


def bare_texts(source: str) -> list[tuple[int, str]]:
    """Return the line and the text of everything in a template that gettext does not see."""
    found = list(_literals(source))
    page = _Page()
    page.feed(_without_tags(source))
    page.close()
    return sorted(found + page.found)


def _without_tags(source: str) -> str:
    """Blank out what Django replaces or leaves out, and what is translated already."""
    kept = []
    hidden_until = ""
    for token in DebugLexer(source).tokenize():
        begin, end = token.position or (0, 0)
        name = _name_of(token)
        shown = token.token_type == TokenType.TEXT and not hidden_until
        kept.append(source[begin:end] if shown else re.sub(r"\S", " ", source[begin:end]))
        if hidden_until:
            hidden_until = "" if name == hidden_until else hidden_until
        elif name in HIDDEN_BLOCKS:
            hidden_until = f"end{name}"
    return "".join(kept)


def _name_of(tag: Token) -> str:
    return tag.contents.split()[0] if tag.token_type == TokenType.BLOCK else ""


def _literals(source: str) -> Iterator[tuple[int, str]]:
    for token in DebugLexer(source).tokenize():
        is_tag = token.token_type in (TokenType.BLOCK, TokenType.VAR)
        if is_tag and _name_of(token) not in TRANSLATING:
            for literal in LITERAL.finditer(token.contents):
                if is_bare(literal[2]):
                    yield token.lineno or 0, literal[2]


class _Page(HTMLParser):
    """Collects what a browser would show or read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in {"script", "style"}
        given = dict(attrs)
        spoken = set(SPOKEN_ATTRIBUTES)
        if tag == "input" and given.get("type") in BUTTONS:
            spoken.add("value")
        for name, value in attrs:
            if value and name in spoken and is_bare(value):
                self.found.append((self.getpos()[0], value.strip()))

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent and is_bare(data):
            before = len(data) - len(data.lstrip())
            line = self.getpos()[0] + data[:before].count("\n")
            self.found.append((line, " ".join(data.split())))
