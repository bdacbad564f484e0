"""Parts of pages that are kept: the same for everybody, nothing that somebody typed."""

import pytest
from django import forms
from django.utils import translation

from omnitron.core import drawing

TEXT = "omnitron/orders/text_filter.html"


class PanelForm(forms.Form):
    customer = forms.CharField(required=False, max_length=20)
    kinds = forms.MultipleChoiceField(
        required=False, choices=[("a", "Ağ"), ("b", "Bé <b>")], widget=forms.SelectMultiple
    )


@pytest.fixture(autouse=True)
def _nothing_kept():
    drawing._drawn.cache_clear()


def kept():
    return drawing._drawn.cache_info().currsize


def test_a_field_that_says_nothing_is_drawn_once():
    first = drawing.draw(TEXT, field=PanelForm({})["customer"])
    assert drawing.draw(TEXT, field=PanelForm({})["customer"]) is first


def test_what_somebody_typed_is_shown_and_not_kept():
    html = drawing.draw(TEXT, field=PanelForm({"customer": "Inês <i>"})["customer"])
    assert 'value="Inês &lt;i&gt;"' in html
    assert kept() == 0


def test_what_was_refused_is_shown_and_not_kept():
    html = drawing.draw(TEXT, field=PanelForm({"customer": "x" * 21})["customer"])
    assert "at most 20 characters" in html
    assert kept() == 0


def test_a_ticked_choice_is_kept_beside_the_one_that_is_not():
    template = "components/multiselect.html"
    ticked = drawing.draw(template, field=PanelForm({"kinds": ["b"]})["kinds"], anything="")
    empty = drawing.draw(template, field=PanelForm({})["kinds"], anything="")
    assert ('value="b" id="id_kinds_1" checked' in ticked, "checked" in empty) == (True, False)
    assert kept() == 2


def test_a_choice_is_escaped():
    html = drawing.draw("components/multiselect.html", field=PanelForm({})["kinds"], anything="")
    assert "Bé &lt;b&gt;" in html


def test_each_language_has_its_own():
    drawing.draw("frame/theme.html")
    with translation.override("tr"):
        assert "Koyu" in drawing.draw("frame/theme.html")
