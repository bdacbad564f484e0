import pytest
from django import forms
from django.template import Context, Template

from omnitron.core.long_select import Select

CHOICES = [
    ("", "None"),
    ("Europe", [("Europe/Berlin", "Berlin <UTC>"), ("Europe/Paris", "Paris")]),
    ("Asia", [("Asia/Tokyo", "Tokyo")]),
]


def drawn(widget, value):
    text = widget(attrs={"class": "wide"}, choices=CHOICES).render("zone", value, {"id": "id_zone"})
    return " ".join(text.split()).replace("> <", "><")


@pytest.mark.parametrize("value", ["Europe/Paris", "Europe/Nowhere", "", None])
def test_a_long_list_is_the_one_that_django_draws(value):
    assert drawn(Select, value) == drawn(forms.Select, value)


def test_a_long_list_looks_like_any_other():
    class ZoneForm(forms.Form):
        zone = forms.ChoiceField(choices=CHOICES, widget=Select)

    text = Template("{% load omnitron %}{% field form.zone %}").render(
        Context({"form": ZoneForm()})
    )
    assert 'class="form-select"' in text
