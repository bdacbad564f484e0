"""No template offers a control that nothing answers where scripts do not run."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
TEMPLATE_TAG = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}")
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class DeadControls(HTMLParser):
    """Controls that send nothing by themselves and are not hidden where scripts do not run."""

    def __init__(self, source):
        super().__init__()
        self.open, self.found = [], []
        self.feed(TEMPLATE_TAG.sub("", source))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        hidden = "needs-js" in (attrs.get("class") or "").split() or "data-copy" in attrs
        if tag not in VOID:
            self.open.append((tag, hidden))
        needs_script = (
            attrs.get("type") == "button"
            if tag == "button"
            else tag in ("input", "select", "textarea") and "name" not in attrs
        )
        if needs_script and not hidden and not any(inside for _tag, inside in self.open):
            self.found.append(self.get_starttag_text())

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_a_control_that_only_a_script_answers_is_hidden_without_scripts(path):
    assert DeadControls(path.read_text()).found == []


@pytest.mark.parametrize(
    ("source", "dead"),
    [
        ('<button type="button">', 1),
        ('<input type="search" data-find>', 1),
        ('<div class="needs-js"></div><input data-find>', 1),
        ('<div class="x needs-js"><p>{% if a %}<input data-find>{% endif %}</p></div>', 0),
        ('<button type="button" data-copy="{{ text }}">', 0),
        ('<button type="submit"><input name="{{ name }}">', 0),
    ],
)
def test_a_dead_control_is_found(source, dead):
    assert len(DeadControls(source).found) == dead
