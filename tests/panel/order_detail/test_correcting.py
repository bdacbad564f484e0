"""Correcting the status of a line, with a permission and a reason."""

import pytest

from cancellations.states import PlanStatus
from orders.models import OrderEvent, OrderItem
from orders.states import Status
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import statuses
from tests.factories import OrderFactory, UserFactory
from tests.panel.order_detail.pages import text_of, url_of

__all__ = ["gateway", "shop"]

REASON = "The carrier scanned another parcel"
NAME = "Luminária de mesa Ipê"


@pytest.fixture
def operator(client, shop):
    client.force_login(shop.operator)
    return client


@pytest.fixture
def order(shop):
    return shop.place("30.00", "20.00", status=Status.SHIPPED)


@pytest.fixture
def item(order):
    return order.items.first()


def page_of(item):
    return f"/omnitron/orders/{item.order.number}/items/{item.pk}/status/"


def correct(client, item, **typed):
    data = {"to": Status.PREPARING.value, "reason": REASON, "version": item.version, **typed}
    return client.post(page_of(item), data, follow=True)


def unchanged(item):
    row = OrderItem.objects.get(pk=item.pk)
    corrections = OrderEvent.objects.filter(kind=OrderEvent.Kind.STATUS_CORRECTED)
    return (row.status, row.version) == (item.status, item.version) and not corrections.exists()


def test_a_corrected_status_stands_on_the_page_in_the_log_and_in_the_order(operator, order, item):
    response = correct(operator, item, reason=f"  {REASON}\n")

    assert response.redirect_chain == [(url_of(order), 302)]
    text = text_of(response)
    assert f"{NAME}: the status is Preparing now, it was Shipped." in text
    assert "1 of 2 shipped" in text
    assert statuses(order) == ([450, 500], 450)
    log = text_of(operator.get(url_of(order, "log")))
    assert f"corrected the status of {NAME} Status Shipped → Preparing {REASON}" in log


def test_each_line_whose_status_can_be_corrected_leads_there(operator, shop, order, item):
    lamp, other = order.items.all()
    plan = shop.plan(order, shop.wish(other, plan_type="refund"), undo_seconds=60)
    html = operator.get(url_of(order)).content.decode()

    assert plan.status == PlanStatus.WAITING
    assert f'href="{page_of(lamp)}">Correct the status<' in html
    assert page_of(other) not in html


def test_who_may_not_correct_is_offered_nothing(client, shop, order, item):
    client.force_login(UserFactory(role="Support", channels=[shop.channel]))

    assert "Correct the status" not in client.get(url_of(order)).content.decode()
    assert correct(client, item).status_code == 404
    assert unchanged(item)


def test_only_live_statuses_other_than_its_own_are_offered(operator, item):
    html = operator.get(page_of(item)).content.decode()
    offered = [int(s) for s in Status.values if f'<option value="{s}">' in html]
    assert offered == [200, 300, 350, 400, 450, 510, 520, 540, 544, 545, 550]


@pytest.mark.parametrize("to", ["50", "100", "600", "546", "x"])
def test_no_correction_goes_where_only_a_plan_does(operator, item, to):
    response = correct(operator, item, to=to)

    assert response.status_code == 422
    assert "cancellation and return go through a plan." in text_of(response)
    assert f"{REASON}</textarea>" in response.content.decode()
    assert unchanged(item)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "  "}, "Say why the status is wrong: the order log keeps the reason."),
        ({"reason": "x" * 1001}, "at most 1000 characters (it has 1001)"),
        ({"to": ""}, "Choose the status that the product really has."),
        ({"to": "500"}, f"{NAME}: status Shipped is not possible from Shipped."),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(operator, item, typed, sentence):
    response = correct(operator, item, **typed)

    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert f'value="{typed.get("to", 450)}" selected' in html or typed.get("to") == ""
    assert f"{typed.get('reason', REASON).strip()}</textarea>" in html
    assert unchanged(item)


def test_a_line_that_changed_meanwhile_is_looked_at_again_and_then_corrected(operator, item):
    OrderItem.objects.filter(pk=item.pk).update(status=Status.DELIVERED, version=7)

    response = correct(operator, item)

    html = response.content.decode()
    assert response.status_code == 422
    assert f"{NAME} was changed since you looked, its status is Delivered now" in text_of(response)
    assert 'name="version" value="7"' in html
    assert 'value="450" selected' in html
    assert f"{REASON}</textarea>" in html
    item.refresh_from_db()
    assert correct(operator, item).status_code == 200
    item.refresh_from_db()
    assert item.status == Status.PREPARING


def test_an_answer_that_names_no_version_is_none_of_this_page(operator, item):
    assert "was changed since you looked" in text_of(correct(operator, item, version=""))
    assert unchanged(item)


def test_a_line_that_a_plan_took_meanwhile_is_left_to_it(operator, shop, order, item):
    shop.plan(order, shop.wish(item, plan_type="refund"), undo_seconds=60)
    sentence = (
        f"{NAME} waits for cancellation. Cancellation goes through a plan: undo it, or wait for"
        " its end, before you correct the status."
    )

    response = correct(operator, item)

    item.refresh_from_db()
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert f"{REASON}</textarea>" in response.content.decode()
    assert unchanged(item)
    opened = operator.get(page_of(item))
    assert sentence in text_of(opened)
    assert "<textarea" not in opened.content.decode()


def test_a_line_of_another_order_is_not_found(operator, shop, item):
    other = shop.place("5.00")
    url = page_of(item).replace(item.order.number, other.number)
    assert operator.get(url).status_code == 404
    assert operator.get(page_of(OrderFactory(items=1).items.get())).status_code == 404
