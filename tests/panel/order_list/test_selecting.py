import html
import re

import pytest
from django.urls import reverse

from orders.states import Status
from tests.factories import OrderFactory
from tests.panel.order_list.pages import LIST, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["9" * 20, "9" * 5000, "-1", "x"])
def test_keys_that_no_order_has_are_left_out_of_a_selection(panel, channel, key):
    make(channel, 3)
    response = panel.post(
        reverse("omnitron:order-select"), {"query": "", "shown": [key], "chosen": [key]}
    )
    assert response.status_code == 302
    assert panel.get(LIST).context["chosen"].count == 0


def test_ticks_last_from_page_to_page(panel, channel):
    make(channel, 60)
    first = panel.get(LIST)
    ids = [order.pk for order in first.context["listing"].page.rows]
    data = {"query": "", "shown": ids, "chosen": ids[:2]}
    panel.post(reverse("omnitron:order-select"), data)
    panel.get(LIST, {"after": first.context["listing"].page.next})
    again = panel.get(LIST)
    assert again.context["chosen"].page_ids == set(ids[:2])
    assert "<strong>2 selected</strong>" in again.content.decode()


def test_without_a_script_ticking_stays_on_its_page(panel, channel):
    make(channel, 60)
    first = panel.get(LIST, {"sort": "date"})
    after = first.context["listing"].page.next
    second = panel.get(LIST, {"sort": "date", "after": after})
    [query] = re.findall(r'name="query" value="([^"]*)"', second.content.decode())[:1]
    ids = [order.pk for order in second.context["listing"].page.rows]

    response = panel.post(
        reverse("omnitron:order-select"),
        {"query": html.unescape(query), "shown": ids, "chosen": ids[:1]},
        follow=True,
    )

    assert [order.pk for order in response.context["listing"].page.rows] == ids
    assert response.context["chosen"].page_ids == set(ids[:1])


def test_all_that_match_can_be_selected_and_let_go(panel, channel):
    make(channel, 60)
    select = reverse("omnitron:order-select")
    panel.post(select, {"query": "", "action": "all"})
    assert "<strong>All 60 selected</strong>" in panel.get(LIST).content.decode()
    panel.post(select, {"query": "", "action": "none"})
    assert panel.get(LIST).context["chosen"].count == 0


def test_what_comes_after_all_were_selected_is_shown_as_left_out(panel, channel):
    early = OrderFactory(channel=channel)
    select = reverse("omnitron:order-select")
    panel.post(select, {"query": "", "action": "all"})
    late = OrderFactory(channel=channel)
    response = panel.get(LIST)
    text = response.content.decode()
    assert response.context["chosen"].page_ids == {early.pk}
    assert "<strong>All 1 selected</strong>" in text
    assert f"Order {late.number} came after you selected all that match" in text
    # The page is sent back as it is: nothing is taken out of the choice, and nothing added.
    panel.post(select, {"query": "", "shown": [early.pk], "chosen": [early.pk]})
    assert panel.get(LIST).context["chosen"].count == 1


def test_a_selection_belongs_to_its_filter(panel, channel):
    make(channel, 3, status=Status.SHIPPED)
    panel.post(reverse("omnitron:order-select"), {"query": "status=500", "action": "all"})
    assert panel.get(LIST, {"status": "500"}).context["chosen"].count == 3
    assert panel.get(LIST).context["chosen"].count == 0
