"""The lists of rows: all changes, those of a group, the unchanged, the refused by reason."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnitron.bulk_update_pages import refusals, row_pages
from orders.models import ChannelAccess
from orders.states import Status
from tests.factories import OrderItemFactory, ShippingCompanyFactory, UserFactory
from tests.panel.bulk_updates.pages import (
    UNKNOWN,
    address,
    applied,
    change,
    items_of,
    line_of,
    read_by,
    shipping,
)
from tests.panel.order_detail.pages import text_of

pytestmark = pytest.mark.django_db

HEADER = (
    "order_number",
    "order_item_id",
    "status",
    "shipping_company",
    "tracking_number",
    "invoice_date",
)


def lines(response):
    return [row.row.line for row in response.context["shown"].rows]


def groups_of(operator, update):
    """{words: (items, address)} as the preview lists them."""
    groups = operator.get(address(update)).context["shown"].groups
    return {re.sub("<[^>]+>", "", str(group.words)): (group.items, group.url) for group in groups}


@pytest.fixture
def many(user, channel):
    """A file of each kind of change."""
    old, new = ShippingCompanyFactory(name="Correios"), ShippingCompanyFactory(name="Jadlog")
    items = [
        *items_of(channel, 2),
        *items_of(channel, 2, shipping_company=old, tracking_number="OLD"),
    ]
    rows = [
        line_of(items[0], "Shipped", "", "JD1", "2017-11-30"),
        line_of(items[1], "Preparing", "Jadlog", "", ""),
        line_of(items[2], "Shipped", "Jadlog", "JD2", ""),
        line_of(items[3], "", "[clear]", "[clear]", ""),
    ]
    assert new.name == "Jadlog"
    return read_by(user, *rows, header=HEADER)


def test_every_kind_of_group_leads_to_its_rows(operator, many):
    groups = groups_of(operator, many)

    found = {words: (items, lines(operator.get(url))) for words, (items, url) in groups.items()}
    assert found == {
        "Approved to Shipped": (2, [2, 4]),
        "Approved to Preparing": (1, [3]),
        "Shipping company set to Jadlog": (1, [3]),
        "Shipping company Correios to Jadlog": (1, [4]),
        "Shipping company Correios emptied by [clear]": (1, [5]),
        "Tracking number set": (1, [2]),
        "Tracking number replaced": (1, [4]),
        "Tracking number emptied by [clear]": (1, [5]),
        "Invoice date set": (1, [2]),
    }


def test_all_changes_stand_before_and_after(operator, many):
    page = operator.get(address(many, "changes/"))

    assert lines(page) == [2, 3, 4, 5]
    text = text_of(page)
    assert "Tracking number empty → JD1 Invoice date empty → 30 Nov 2017" in text
    assert "Shipping company Correios → empty Tracking number OLD → empty" in text
    assert "4 of 4 rows" in text


@pytest.mark.parametrize("group", ["0", "99", "-1", "x", ""])
def test_a_group_that_is_none_shows_all(operator, many, group):
    assert lines(operator.get(address(many, f"changes/?group={group}"))) == [2, 3, 4, 5]


def test_changes_follow_each_other_page_by_page_in_their_group(
    operator, user, channel, monkeypatch
):
    monkeypatch.setattr(row_pages, "PAGE_SIZE", 2)
    items = items_of(channel, 5)
    rows = [line_of(item, "Shipped", f"JD{at}" * (at % 2)) for at, item in enumerate(items)]
    update = read_by(user, *rows)
    place = groups_of(operator, update)["Approved to Shipped"][1]

    first, second = operator.get(place), operator.get(f"{place}&after=3")

    assert (lines(first), lines(second)) == ([2, 3], [4, 5])
    assert f'href="{address(update, "changes/")}?group=1&amp;after=3"' in first.content.decode()
    assert lines(operator.get(f"{place}&after=5")) == [6]
    assert lines(operator.get(f"{place}&before=4")) == [2, 3]
    page = operator.get(f"{place}&after=x")
    assert lines(page) == [2, 3]
    assert "There is no such page; this is the first one." in text_of(page)


def test_rows_that_change_nothing_have_their_own_page(operator, user, channel):
    same, other = items_of(channel, 2)
    update = read_by(user, line_of(same, "Approved", ""), line_of(other, "Shipped", ""))

    page = operator.get(address(update, "unchanged/"))

    assert lines(page) == [2]
    assert "Unchanged rows" in text_of(page)
    assert same.order.number in text_of(page)


def test_refused_rows_are_told_apart_by_reason(operator, user, channel):
    delivered = items_of(channel, 1, status=Status.DELIVERED)
    rows = [line_of(item, "Shpped", "") for item in items_of(channel, 2)]
    rows += [line_of(item, "Preparing", "") for item in delivered]
    update = read_by(user, *rows)

    page = operator.get(address(update))
    found = page.context["shown"].refusals
    assert [(tab.label, tab.total) for tab in found.tabs] == [
        ("All", 3),
        ("Unknown status", 2),
        ("Status move not allowed", 1),
    ]
    assert [row.row.line for row in found.rows] == [2, 3, 4]

    _all, _unknown, moves = found.tabs
    page = operator.get(address(update, moves.query))
    assert [row.row.line for row in page.context["shown"].refusals.rows] == [4]
    assert "A wrong status is put right on the order page" in text_of(page)


def test_refused_rows_follow_each_other_page_by_page(operator, user, channel, monkeypatch):
    monkeypatch.setattr(refusals, "PAGE_SIZE", 2)
    rows = [line_of(item, "Shpped", "") for item in items_of(channel, 3)]
    update = read_by(user, *rows, UNKNOWN)

    first = operator.get(address(update)).context["shown"].refusals
    second = operator.get(address(update, first.next_query)).context["shown"].refusals

    assert [row.row.line for row in first.rows] == [2, 3]
    assert [row.row.line for row in second.rows] == [4, 5]
    assert (second.next_query, first.previous_query) == ("", "")
    assert second.previous_query == "?rows=refused&before=4#refused"


def test_two_lists_of_one_page_are_paged_by_themselves(operator, user, channel):
    items = items_of(channel, 2)
    update = read_by(user, *[line_of(item, "Shipped", "") for item in items], UNKNOWN)
    change(items[0])
    applied(update)

    shown = operator.get(address(update, "?rows=turned_bad&after=3")).context["shown"]

    assert [row.row.line for row in shown.turned_bad.rows] == []
    assert [row.row.line for row in shown.refusals.rows] == [4]


def test_what_a_file_says_is_shown_and_never_run(operator, user, channel):
    item = items_of(channel, 1)[0]
    evil = "<script>alert(1)</script>"
    update = read_by(user, line_of(item, "Shipped", evil), (evil, evil, evil, evil))

    html = operator.get(address(update)).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_long_value_is_shown_whole(operator, user, channel):
    item = items_of(channel, 1)[0]
    update = read_by(user, line_of(item, "", "X" * 128))

    html = operator.get(address(update)).content.decode()

    assert f"<ins>{'X' * 128}</ins>" in html


def test_an_order_that_was_taken_away_keeps_its_values_to_itself(operator, user, channel):
    item = items_of(channel, 1, tracking_number="SECRET", name="Canary")[0]
    update = read_by(user, line_of(item, "Shipped", "NEW"))
    ChannelAccess.objects.filter(user=user).delete()

    for page in ("", "changes/"):
        html = operator.get(address(update, page)).content.decode()
        assert "This order is no longer given to you." in html
        assert "SECRET" not in html
        assert "Canary" not in html


def test_only_orders_that_can_be_opened_are_links(operator, user, channel):
    item, stranger = items_of(channel, 1)[0], OrderItemFactory()
    update = read_by(
        user, line_of(item, "Shpped", ""), line_of(stranger, "Shipped", ""), ("77", item.pk, "", "")
    )

    html = operator.get(address(update)).content.decode()

    assert html.count('class="ref" href=') == 1
    assert f'href="/omnitron/orders/{item.order.number}/"' in html


def test_pages_cost_the_same_with_3_and_33_rows(operator, user, channel):
    company = ShippingCompanyFactory()
    counted = {}
    for count in (3, 33):
        good = shipping(user, items_of(channel, count, shipping_company=company))
        bad = read_by(user, *[line_of(item, "x", "") for item in items_of(channel, count)])
        again = items_of(channel, count)
        both = shipping(user, again)
        for item in again:
            change(item)
        applied(both)
        for name, page in {
            "good": address(good),
            "changes": address(good, "changes/"),
            "bad": address(bad),
            "turned bad": address(both),
        }.items():
            operator.get(page)
            with CaptureQueriesContext(connection) as queries:
                operator.get(page)
            counted.setdefault(name, []).append(len(queries))

    assert {name: few == many for name, (few, many) in counted.items()} == dict.fromkeys(
        counted, True
    )


def test_others_rows_are_nobody_s_business(client, user, channel):
    update = shipping(user, items_of(channel, 1))
    client.force_login(UserFactory(role="Operator"))

    for page in ("", "changes/", "unchanged/", "progress/", "result/", "refused/"):
        assert client.get(address(update, page)).status_code == 404
    for action in ("apply/", "apply-all/", "discard/", "undo/", "read-again/"):
        assert client.post(address(update, action)).status_code == 404
