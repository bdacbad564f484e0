"""The list: which bulk updates it shows, and what of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulk_updates.models import BulkUpdate
from omnitron.bulk_update_pages import listing
from tests.bulk_updates.uploads import read, uploaded
from tests.factories import BulkUpdateFactory, SalesChannelFactory, UserFactory
from tests.panel.bulk_updates.pages import (
    LIST,
    address,
    applied,
    change,
    items_of,
    line_of,
    read_by,
    shipping,
    undone,
)
from tests.panel.order_detail.pages import text_of

pytestmark = pytest.mark.django_db


def ids(response):
    return [look.update.pk for look in response.context["listing"].rows]


def test_an_empty_list_leads_to_the_first_upload(operator):
    page = operator.get(LIST)

    assert "No file was uploaded yet" in text_of(page)
    assert f'class="btn btn-primary" href="{LIST}new/"' in page.content.decode()


def test_the_newest_stands_first(operator, user, channel):
    first = shipping(user, items_of(channel, 1))
    second = shipping(user, items_of(channel, 1))

    assert ids(operator.get(LIST)) == [second.pk, first.pk]


def test_a_row_names_the_file_the_person_and_what_became_of_it(operator, user, channel):
    one, two, three = items_of(channel, 3)
    rows = [line_of(one, "Shipped", "JD1"), line_of(two, "approved", ""), line_of(three, "nn", "")]
    update = read_by(user, *rows, name="kargo.csv")

    text = text_of(operator.get(LIST))
    assert f"kargo.csv Bulk update {update.pk}" in text
    assert f"{user} 3 – 1 1 Ready to apply" in text

    applied(update)
    assert f"{user} 3 1 1 1 Done" in text_of(operator.get(LIST))


def test_what_turned_bad_counts_as_refused_and_an_undone_one_says_so(operator, user, channel):
    items = items_of(channel, 2)
    update = shipping(user, items)
    change(items[0])
    applied(update)

    assert f"{user} 2 1 0 1 Done" in text_of(operator.get(LIST))
    undone(update)
    assert f"{user} 2 0 0 1 Undone" in text_of(operator.get(LIST))


def test_a_file_of_which_nothing_can_be_applied_does_not_ask_for_it(operator, user, channel):
    update = read_by(user, line_of(items_of(channel, 1)[0], "nn", ""))

    assert "Nothing to apply" in text_of(operator.get(LIST))
    assert "Nothing to apply" in text_of(operator.get(address(update)))


def test_one_that_is_worked_on_says_how_far_it_is(operator, user, channel):
    update = shipping(user, items_of(channel, 4))
    BulkUpdate.objects.filter(pk=update.pk).update(status="applying", changed_count=3)

    assert "Applying 75%" in text_of(operator.get(LIST))


def test_what_cannot_be_read_has_no_figures(operator, user):
    read(b"order_number,order_item_id,status\n", actor=user)

    assert f"{user} – – – – Cannot be read" in text_of(operator.get(LIST))


def test_a_file_name_is_shown_as_it_is_and_never_as_markup(operator, user, channel):
    item = items_of(channel, 1)[0]
    update = read_by(user, line_of(item, "Shipped", ""), name="<b>&amp;.csv")

    for place in (LIST, address(update), address(update, "changes/")):
        assert "&lt;b&gt;&amp;amp;.csv" in operator.get(place).content.decode()


def test_others_are_listed_only_where_all_their_channels_are_mine(operator, user, channel):
    other = UserFactory(is_superuser=True)
    shared = shipping(other, items_of(channel, 1))
    hidden = shipping(other, [*items_of(channel, 1), *items_of(SalesChannelFactory(), 1)])

    assert ids(operator.get(LIST)) == [shared.pk]
    assert operator.get(address(shared)).status_code == 200
    assert operator.get(address(hidden)).status_code == 404


def test_pages_follow_each_other_by_key(operator, user, channel, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    updates = [uploaded(b"order_number,order_item_id,status\n1,2,3\n", actor=user) for _ in "abcde"]
    newest = [update.pk for update in updates][::-1]

    first = operator.get(LIST)
    second = operator.get(f"{LIST}?after={first.context['listing'].page.next}")
    third = operator.get(f"{LIST}?after={second.context['listing'].page.next}")
    back = operator.get(f"{LIST}?before={second.context['listing'].page.previous}")

    assert [ids(page) for page in (first, second, third)] == [newest[:2], newest[2:4], newest[4:]]
    assert ids(back) == newest[:2]
    assert not third.context["listing"].page.next


def test_a_page_that_never_was_is_the_first_and_says_so(operator, user):
    update = uploaded(b"order_number,order_item_id,status\n1,2,3\n", actor=user)

    page = operator.get(f"{LIST}?after=nonsense")

    assert ids(page) == [update.pk]
    assert "There is no such page; this is the first one." in text_of(page)


def test_it_costs_the_same_with_3_and_33(operator, user):
    counted = []
    for count in (3, 30):
        BulkUpdateFactory.create_batch(count, uploaded_by=user)
        operator.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            operator.get(LIST)
        counted.append(len(queries))

    assert counted[0] == counted[1]
