"""Fields say what they are, what helps, and what is wrong with them, to everybody."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template


class Tags(HTMLParser):
    """The elements of a drawn piece, as (name, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def one(self, tag):
        (attrs,) = [attrs for name, attrs in self.found if name == tag]
        return attrs


class ContactForm(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="For receipts")
    country = forms.ChoiceField(choices=[("BR", "Brazil")])
    same = forms.BooleanField(label="Same address", required=False)
    kind = forms.ChoiceField(choices=[("a", "Alpha"), ("b", "Beta")], widget=forms.RadioSelect)
    channels = forms.MultipleChoiceField(
        choices=[("1", "Marketplace"), ("2", "Shop"), ("3", "Fair")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self):
        if self.cleaned_data.get("same"):
            raise forms.ValidationError("The addresses differ.")


def draw(source, **context):
    return Template("{% load omnitron %}" + source).render(Context(context))


def test_a_field_is_tied_to_its_label_and_its_help():
    tags = Tags(
        draw('{% field form.email autocomplete="off" aria_label="Mail" %}', form=ContactForm())
    )
    assert tags.one("label") == {"class": "form-label", "for": "id_email"}
    assert tags.one("input") == {
        "type": "email",
        "name": "email",
        "autocomplete": "off",
        "aria-label": "Mail",
        "class": "form-control",
        "maxlength": "320",
        "required": None,
        "aria-describedby": "id_email_helptext",
        "id": "id_email",
    }


def test_a_wrong_field_keeps_what_was_typed_and_names_its_error():
    html = draw("{% field form.email %}", form=ContactForm({"email": "ada@"}))
    typed = Tags(html).one("input")
    assert typed["value"] == "ada@"
    assert typed["class"] == "form-control is-invalid"
    assert typed["aria-invalid"] == "true"
    assert typed["aria-describedby"] == "id_email_helptext id_email_error"
    assert '<div class="invalid-feedback" id="id_email_error">' in html
    assert "Enter a valid email address." in html


def test_a_choice_is_a_select():
    tags = Tags(draw("{% field form.country %}", form=ContactForm()))
    assert tags.one("select")["class"] == "form-select"


def test_a_check_box_stands_inside_its_label():
    tags = Tags(draw("{% field form.same %}", form=ContactForm()))
    assert [name for name, _ in tags.found] == ["div", "label", "input", "span"]
    assert tags.one("input")["class"] == "form-check-input"


def test_choices_of_one_are_a_group_with_the_chosen_one_marked():
    tags = Tags(draw("{% field form.kind %}", form=ContactForm({"kind": "b"})))
    assert tags.found[0][0] == "fieldset"
    chosen = [a["value"] for name, a in tags.found if name == "input" and "checked" in a]
    assert chosen == ["b"]


def test_errors_of_a_form_are_counted_and_linked():
    html = draw("{% form_errors form %}", form=ContactForm({"same": "on", "country": "XX"}))
    assert " ".join(html.split("<p>")[1].split("</p>")[0].split()) == (
        "<strong>Not saved.</strong> The addresses differ. 3 fields need a look: "
        '<a href="#id_email">E-mail</a>, <a href="#id_country">Country</a>, '
        '<a href="#id_kind_0">Kind</a>'
    )


def test_a_form_without_errors_says_nothing():
    form = ContactForm({"email": "ada@example.com", "country": "BR", "kind": "a"})
    assert draw("{% form_errors form %}", form=form).strip() == ""


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([], "Channels: Any"),
        (["2"], "Channels: Shop"),
        (["1", "3"], "Channels: Marketplace, Fair (2)"),
    ],
)
def test_a_multiple_choice_names_what_is_chosen(chosen, words):
    html = draw("{% multiselect form.channels %}", form=ContactForm({"channels": chosen}))
    summary = html.split("</summary>")[0].split("<summary")[1].split(">", 1)[1]
    text = "".join(piece.split(">", 1)[-1] for piece in summary.split("<"))
    assert " ".join(text.split()) == words


def test_a_multiple_choice_may_say_none_in_its_own_words():
    html = draw('{% multiselect form.channels "All channels" %}', form=ContactForm())
    assert 'data-nothing="All channels"' in html
