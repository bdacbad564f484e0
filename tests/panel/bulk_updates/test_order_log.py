"""What the log of an order says of a change that a file made."""

import pytest

from tests.factories import UserFactory
from tests.panel.bulk_updates.pages import address, applied, items_of, shipping, undone
from tests.panel.order_detail.pages import text_of, url_of

pytestmark = pytest.mark.django_db


def test_the_log_names_the_file_and_its_line_and_links_it(operator, user, channel):
    items = items_of(channel, 2)
    update = undone(applied(shipping(user, items)))

    page = operator.get(url_of(items[1].order, "log"))

    link = f'<a href="{address(update)}">'
    assert f"{link}Bulk update {update.pk}, line 3</a>" in page.content.decode()
    assert f"{link}Undo of bulk update {update.pk}, line 3</a>" in page.content.decode()


def test_who_may_not_look_at_files_reads_the_same_without_a_link(client, user, channel):
    item = items_of(channel, 1)[0]
    update = applied(shipping(user, [item]))
    client.force_login(UserFactory(role="Support", channels=[channel]))

    page = client.get(url_of(item.order, "log"))

    assert f"Bulk update {update.pk}, line 2" in text_of(page)
    assert address(update) not in page.content.decode()
