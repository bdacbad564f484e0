"""Every text is translated."""

import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tests.factories import OrderFactory, UserFactory
from tools.texts.catalogues import catalogue_files, problems
from tools.texts.extracting import extract_texts


@pytest.mark.parametrize("file", catalogue_files(), ids=lambda file: file.parents[1].name)
def test_every_text_is_translated_with_its_placeholders(file):
    missing = list(problems(file, extract_texts()))

    assert not missing, "\n".join(["Run `make refresh`, then translate:", *missing])


@pytest.mark.parametrize("file", catalogue_files(), ids=lambda file: file.parents[1].name)
def test_no_translation_says_itself_again(file):
    with file.open("rb") as opened:
        texts = {str(message.string) for message in read_po(opened)}

    assert [text for text in texts if text and text in (text * 2)[1:-1]] == []


def test_the_product_speaks_turkish():
    assert [file.parents[1].name for file in catalogue_files()] == ["tr"]


@pytest.fixture
def compiled():
    """The catalogues as gettext reads them: `make` compiles them before the tests."""
    for file in catalogue_files():
        assert file.with_suffix(".mo").exists(), "Run `make test`, or pybabel compile."


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("count", "words"), [(1, "Diğer Kalemi İptal Et"), (2, "Diğer 2 Kalemi İptal Et")]
)
def test_one_is_spoken_of_in_the_singular(count, words):
    with translation.override("tr"):
        text = ngettext("Cancel the other one", "Cancel the %(counter)s others", count)
        assert text % {"counter": count} == words


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("count", "text"), [(1, "%(count)s ödeme"), (2, "%(count)s ödeme"), (0, "%(count)s ödeme")]
)
def test_texts_are_translated_in_any_number(count, text):
    with translation.override("tr"):
        assert ngettext("%(count)s payment", "%(count)s payments", count) == text
        assert gettext("Shipping Companies") == "Kargo Firmaları"


@pytest.mark.usefixtures("compiled")
@pytest.mark.django_db
def test_a_page_speaks_the_language_of_its_person(client):
    order = OrderFactory()
    client.force_login(UserFactory(role="Operator", channels=[order.channel], language="tr"))

    page = client.get("/omnitron/orders/").content.decode()

    assert '<html lang="tr"' in page
    assert "<h1>Siparişler</h1>" in page
    assert "Kargo firması" in page
    assert "Shipping company" not in page


@pytest.mark.usefixtures("compiled")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "given", "text"),
    [("tr-TR,tr;q=0.9", "tr", "Oturum Aç"), ("de", "en", "Sign In"), ("", "en", "Sign In")],
)
def test_a_stranger_is_asked_to_sign_in_in_the_language_of_the_browser(client, wanted, given, text):
    page = client.get("/accounts/login/", headers={"Accept-Language": wanted}).content.decode()

    assert f'<html lang="{given}"' in page
    assert text in page
