"""Every text of a page can be translated."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools.texts import bare_code, bare_templates
from tools.texts.__main__ import check
from tools.texts.catalogues import problems, refresh


def test_no_page_has_a_text_that_cannot_be_translated():
    assert list(check()) == []


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("<p>\n Two {{ count }} words</p>", "Two words"),
        ('<a title="Close it"></a>', "Close it"),
        ('<input type="submit" value="Send">', "Send"),
        ('<p{% if x %} class="y"{% endif %} aria-label="Şehir">', "Şehir"),
        ('{% section "Payments" key="p" %}', "Payments"),
        ('{% include "a.html" with title=_("Seen") text="Not seen" %}', "Not seen"),
        ('{{ name|default:"Nobody" }}', "Nobody"),
    ],
)
def test_a_bare_text_in_a_template_is_found(template, text):
    assert [found for _line, found in bare_templates.bare_texts(template)] == [text]


@pytest.mark.parametrize(
    "template",
    [
        '<p class="Two words">{% translate "Two words" %} · 12 × {{ n }}</p>',
        "{% blocktranslate trimmed %}Two <b>words</b>{% endblocktranslate %}",
        "{% comment %}Two words{% endcomment %}{# Two words #}<script>Two words</script>",
        '<strong>Omnitron</strong> <kbd>Esc</kbd> {{ day|date:"D d M" }}',
    ],
)
def test_what_is_translated_or_never_shown_in_a_template_is_left_alone(template):
    assert bare_templates.bare_texts(template) == []


def test_the_line_of_a_bare_text_is_named():
    assert bare_templates.bare_texts("<p>\n\n  Two words\n</p>") == [(3, "Two words")]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('raise Refusal("There is none.")', "There is none."),
        ('messages.success(request, f"Order {number} saved.")', "Order … saved."),
        ('raise ValidationError("Too long: shorten it.")', "Too long: shorten it."),
        ('name = CharField(label="Name")', "Name"),
        ('class Kind(TextChoices):\n    WEB = "web", "Web"', "Web"),
    ],
)
def test_a_bare_text_in_code_is_found(code, text):
    assert [found for _line, found in bare_code.bare_texts(code)] == [text]


@pytest.mark.parametrize(
    "code",
    [
        'raise Refusal(_("There is none."))',
        'raise ValueError("There is nothing to divide.")',
        'rows = plan[0]["Plan Rows"]',
        '"""What a module is for."""',
        'QUERY = "SELECT name FROM orders WHERE Name is null"',
        'logger.warning("Nothing was found.")',
        'class Kind(TextChoices):\n    IOS = "ios", "iOS"',
        'name = CharField(label=_("Name"))',
    ],
)
def test_what_is_translated_or_never_shown_in_code_is_left_alone(code):
    assert bare_code.bare_texts(code) == []


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    file = tmp_path / "tr" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "%(count)d order"\nmsgid_plural "%(count)d orders"\n'
        'msgstr[0] "%(count)d sipariş"\nmsgstr[1] "sipariş"\n\n'
        'msgid "Gone"\nmsgstr "Yok"\n'
    )
    return file


def test_problems_of_a_catalogue_are_named_one_by_one(catalogue):
    texts = Catalog()
    texts.add(("%(count)d order", "%(count)d orders"), locations=[("a.py", 1)])
    texts.add("Save", locations=[("a.html", 1)])

    assert list(problems(catalogue, texts)) == [
        "tr: “%(count)d order” (a.py) is translated with other placeholders: %(count)d.",
        "tr: “Save” (a.html) has no translation.",
        "tr: “Gone” is in no file any more.",
    ]


def test_a_refreshed_catalogue_keeps_what_is_used_and_gains_what_is_new(catalogue):
    texts = Catalog()
    texts.add(("%(count)d order", "%(count)d orders"), locations=[("a.py", 1)])
    texts.add("Save", locations=[("a.html", 1)])

    refresh(catalogue, texts)

    text = catalogue.read_text()
    assert 'msgstr[0] "%(count)d sipariş"' in text
    assert '#: a.html\nmsgid "Save"\nmsgstr ""' in text
    assert "Gone" not in text
