"""What may be done with an export of the list: calling it off, asking for it again."""

import pytest

from exports.models import Export
from tests.panel.exports.pages import LIST, row_of, said, words_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_without_a_selection_nothing_is_asked_for_again(shop, browser):
    export = shop.export(shop.order(items=1))
    Export.objects.filter(pk=export.pk).update(selection=None)

    page = browser.get(LIST)

    assert "What its orders were chosen by is not kept any more." in row_of(page, export)
    assert "Again" not in row_of(page, export)
    response = browser.post(f"{LIST}{export.pk}/again/")
    assert response.status_code == 422
    assert "choose the orders again" in words_of(response)


def test_an_export_is_canceled(shop, browser):
    export = shop.ask(shop.order(items=1))

    response = browser.post(f"{LIST}{export.pk}/cancel/?before=9~9")

    assert response.url == f"{LIST}?before=9~9"
    assert said(response) == [f"Export {export.pk} was canceled."]
    export.refresh_from_db()
    assert export.status == "canceled"
    assert "Canceled There is no file." in row_of(browser.get(LIST), export)


def test_what_is_ready_meanwhile_is_not_canceled(shop, browser):
    export = shop.export(shop.order(items=1))

    response = browser.post(f"{LIST}{export.pk}/cancel/")

    assert response.status_code == 422
    assert "can no longer be canceled: it is ready" in words_of(response)


def test_again_asks_for_the_same_once_more(shop, browser):
    export = shop.export(shop.order(items=1))

    response = browser.post(f"{LIST}{export.pk}/again/")

    again = Export.objects.exclude(pk=export.pk).get()
    assert response.url == LIST
    assert again.selection_id == export.selection_id
    assert f"Export {again.pk} is on its way. We will e-mail" in words_of(browser.get(LIST))
