"""Choosing the columns, the format and the time zone of an export."""

import pytest

from exports.models import ColumnSet, Export
from exports.services.keeping_columns import save_column_set
from orders.services.selecting import select_all
from tests.exports.shop import Shop
from tests.factories import UserFactory
from tests.panel.exports.pages import LIST, new, said, words_of

pytestmark = pytest.mark.django_db(transaction=True)

ASKED = {
    "action": "export",
    "columns": ["sku", "order_number"],
    "format": "csv",
    "zone": "Europe/Istanbul",
    "name": "",
}


@pytest.fixture
def selection(shop):
    return shop.tick(shop.order(items=2), shop.order(items=1))


def keep(shop, name="For the courier", **values):
    defaults = {"kind": "order_items", "columns": ["sku"], "format": "csv", "zone": "Asia/Tokyo"}
    return save_column_set(actor=shop.user, name=name, **{**defaults, **values})


def chosen_in(page):
    """What the page has ticked, chosen and typed."""
    form = page.context["form"]
    return form["columns"].value(), form["format"].value(), form["zone"].value()


def test_all_columns_are_ticked_at_first(shop, browser, selection):
    page = browser.get(new(selection))

    columns, format, zone = chosen_in(page)
    assert (len(columns), format, zone) == (24, "xlsx", "UTC")
    words = words_of(page)
    assert "3 items of 2 orders" in words
    assert "24 of 24 columns" in words
    assert "Item id" in words
    assert f"We will e-mail you a link to {shop.user.email}." in words
    assert page.content.decode().count(" checked") == 25


def test_orders_have_columns_of_their_own(browser, selection):
    page = browser.get(new(selection, "orders"))

    assert "Export Orders 2 orders" in words_of(page)
    assert len(chosen_in(page)[0]) == 17
    assert f'href="{new(selection)}"' in page.content.decode()


def test_an_export_is_asked_for_as_it_was_chosen(shop, browser, selection):
    response = browser.post(new(selection), ASKED)

    export = Export.objects.get()
    assert response.url == LIST
    assert (export.columns, export.format, export.zone) == (
        ["sku", "order_number"],
        "csv",
        "Europe/Istanbul",
    )
    assert export.selection.order_ids == selection.order_ids
    assert said(response)[0].startswith(f"Export {export.pk} is on its way.")
    assert not ColumnSet.objects.exists()


def test_a_name_that_was_typed_is_saved_with_the_export(browser, selection):
    browser.post(new(selection), {**ASKED, "name": "Invoices"})

    assert ColumnSet.objects.get().name == "Invoices"
    assert Export.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"columns": []}, "Columns: Choose at least one column."),
        ({"zone": "Europe/Atlantis"}, "Time zone: Select a valid choice."),
        ({"format": "pdf"}, "Format: Select a valid choice."),
        ({"name": "x" * 61}, "Save this choice as: Ensure this value has at most 60 characters"),
        ({"name": " ", "action": "save"}, "Give the choice a name."),
    ],
)
def test_nothing_ticked_or_typed_is_lost_on_an_error(browser, selection, values, words):
    response = browser.post(new(selection), {**ASKED, "name": "Mine", **values})

    assert response.status_code == 422
    assert words in words_of(response)
    typed = {**ASKED, "name": "Mine", **values}
    form = response.context["form"]
    kept = {name: form[name].value() for name in ("columns", "format", "zone", "name")}
    assert kept == {name: typed[name] for name in kept}
    assert not Export.objects.exists()
    assert not ColumnSet.objects.exists()


def test_orders_that_are_gone_are_refused_and_the_name_is_not_saved(shop, browser):
    empty = shop.tick()

    response = browser.post(new(empty), {**ASKED, "name": "Mine"})

    assert response.status_code == 422
    assert "None of the chosen orders is there any more" in words_of(response)
    assert not ColumnSet.objects.exists()


def test_a_filter_that_says_nothing_any_more_is_told(shop, browser):
    lost = select_all(actor=shop.user, filter_query="channel=999", matched=1)

    page = browser.get(new(lost))

    assert "A field of the filter cannot be read" in words_of(page)
    assert browser.post(new(lost), ASKED).status_code == 422


def test_a_choice_is_saved_and_shown_as_it_is_kept(browser, selection):
    response = browser.post(new(selection), {**ASKED, "action": "save", "name": "For the courier"})

    choice = ColumnSet.objects.get()
    assert response.url == f"{new(selection)}?choice={choice.pk}"
    assert not Export.objects.exists()
    page = browser.get(response.url)
    columns, format, zone = chosen_in(page)
    assert (sorted(columns), format, zone) == (["order_number", "sku"], "csv", "Europe/Istanbul")
    assert "2 of 24 columns" in words_of(page)


def test_a_choice_is_applied_and_deleted(shop, browser, selection):
    choice = keep(shop)

    page = browser.get(new(selection), {"choice": choice.pk})
    assert chosen_in(page) == (["sku"], "csv", "Asia/Tokyo")
    assert "Delete the saved choice “For the courier”?" in words_of(page)
    response = browser.post(f"{new(selection)}choices/{choice.pk}/delete/")

    assert response.url == new(selection)
    assert not ColumnSet.objects.exists()


def test_only_ones_own_choices_of_the_kind_are_offered(shop, browser, selection):
    keep(shop, "Mine")
    keep(shop, "Of orders", kind="orders", columns=["amount"])
    others = keep(Shop(), "Somebody else's")

    words = words_of(browser.get(new(selection), {"choice": others.pk}))

    assert "Mine" in words
    assert "Of orders" not in words
    assert "Somebody else" not in words
    assert "24 of 24 columns" in words
    assert browser.post(f"{new(selection)}choices/{others.pk}/delete/").status_code == 404


def test_for_strangers_there_is_nothing_to_choose(shop, browser, selection):
    assert browser.get(new(selection, "customers")).status_code == 404
    for user in (
        UserFactory(role="Admin", channels=[shop.channel]),
        UserFactory(role="Support", channels=[shop.channel]),
        UserFactory(role="MPO"),
    ):
        browser.force_login(user)
        assert browser.get(new(selection)).status_code == 404
        assert browser.post(new(selection), ASKED).status_code == 404
    assert not Export.objects.exists()
