"""What cannot be goes back to the order's page: nothing is written, nothing typed is lost."""

import re

import pytest

from cancellations.models import CancellationPlan, CancellationPlanItem
from orders.models import OrderEvent, OrderItem
from orders.states import Status
from payments.models import PaymentTransaction, Refund
from tests.panel.order_detail.pages import text_of
from tests.panel.order_detail.plans.forms import choose, preview
from tests.panel.order_detail.plans.test_preview import IBAN

OF_PLANS = (CancellationPlan, CancellationPlanItem, Refund, OrderEvent, OrderItem)


def written():
    """All that a plan writes."""
    rows = [list(model.objects.order_by("pk").values()) for model in OF_PLANS]
    return [*rows, list(PaymentTransaction.objects.order_by("pk").values())]


def refused(client, order, data):
    """The page that says no to a wish, as HTML and as text; nothing was written."""
    before = written()
    response = preview(client, order, data)
    assert response.status_code == 422
    assert written() == before
    return response.content.decode(), text_of(response)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"item": []}, "Nothing was done. Tick the products first."),
        ({"reason": ""}, "Luminária de mesa Ipê: choose a reason."),
        ({"type": "refund"}, "it has not been shipped: choose Cancel."),
        ({"quantity": "4"}, "the line has 3 pieces, so 4 cannot go back."),
        ({"quantity": "0"}, "the line has 3 pieces, so 0 cannot go back."),
        ({"quantity": "-1"}, "Ipê: “-1” is no number of pieces. Type a whole one, 1 to 3."),
        ({"quantity": "1.5"}, "Ipê: “1.5” is no number of pieces. Type a whole one, 1 to 3."),
        ({"quantity": ""}, "Luminária de mesa Ipê: type how many pieces go, 1 to 3."),
        ({"item": ["987654321", "x", "9" * 30]}, "There is no order line 987654321 in this order."),
        ({"iban": "DE88370400440532013000"}, "its check digits do not fit."),
    ],
)
def test_what_cannot_be_goes_back_to_the_order_and_nothing_typed_is_lost(
    operator, shop, change, words
):
    order = shop.place({"price": "30.00", "quantity": 3}, pay=[("funds_transfer", "30.00")])
    item = order.items.get()
    typed = {"note": "By phone", f"note-{item.pk}": "Torn", "iban": IBAN, "holder_name": "Inês"}
    if "quantity" in change:
        change = {f"quantity-{item.pk}": change["quantity"]}

    html, text = refused(operator, order, {**choose(shop, item, **typed), **change})

    assert words in text
    assert 'value="By phone"' in html
    assert 'value="Torn"' in html
    assert f'value="{change.get("iban", IBAN)}"' in html
    assert f'name="quantity-{item.pk}" value="{change.get(f"quantity-{item.pk}") or 3}"' in html


def test_a_reason_that_is_lacking_is_asked_for_in_the_list_for_all(operator, shop):
    order = shop.place("30.00", "20.00")
    lamp, hanger = order.items.all()
    own = {f"reason-{lamp.pk}": shop.reasons["cancel"].pk}

    html, _text = refused(operator, order, choose(shop, lamp, hanger, reason="", **own))

    marked = re.findall(r'is-invalid"[^>]* name="([^"]*)"', html)
    assert marked == ["reason"]
    words = html.partition('id="reason-for-all"')[2].partition("</option>")[0]
    assert words.endswith(">Choose a reason")


TYPED = {"note": "By phone", "refund_invoice_number": "R-1", "iban": IBAN, "holder_name": "Inês"}


@pytest.mark.parametrize(
    ("status", "plan_type", "words"),
    [
        (Status.CANCELED, "cancel", "Cabide: it is canceled already."),
        (Status.REFUNDED, "refund", "Cabide: it is refunded already."),
        (Status.SHIPPED, "cancel", "Cabide: it has been shipped: choose Return."),
    ],
)
def test_one_item_that_cannot_be_keeps_what_was_typed_for_the_other(
    operator, shop, status, plan_type, words
):
    other = {"price": "20.00", "status": status, "name": "Cabide"}
    lives = Status.APPROVED if plan_type == "cancel" else Status.DELIVERED
    order = shop.place("30.00", other, status=lives, pay=[("funds_transfer", "50.00")])
    lamp, hanger = order.items.all()
    data = choose(shop, lamp, hanger, plan_type=plan_type, **TYPED, **{f"note-{lamp.pk}": "Torn"})

    html, text = refused(operator, order, data)

    assert f"Nothing was done. {words}" in text
    for value in (*TYPED.values(), "Torn"):
        assert f'value="{value}"' in html
    assert re.search(rf'name="item" value="{lamp.pk}"[^>]* checked>', html)


def test_an_item_with_an_open_plan_keeps_what_was_typed_for_the_other(operator, shop):
    order = shop.place("30.00", {"price": "20.00", "name": "Cabide"})
    lamp, hanger = order.items.all()
    shop.plan(order, shop.wish(hanger))

    html, text = refused(
        operator, order, choose(shop, lamp, hanger, **{f"note-{lamp.pk}": "Torn"}, note="By phone")
    )

    assert "Nothing was done. Cabide: a plan for it is open." in text
    assert 'value="Torn"' in html
    assert 'value="By phone"' in html
    assert re.search(rf'name="item" value="{lamp.pk}"[^>]* checked>', html)


def test_a_reason_of_the_other_type(operator, shop):
    order = shop.place("30.00")
    item = order.items.get()
    data = choose(shop, item, note="By phone", **{f"note-{item.pk}": "Torn"})

    html, text = refused(operator, order, {**data, "reason": shop.reasons["refund"].pk})

    assert (
        "Nothing was done. Luminária de mesa Ipê: this reason cannot be given here: choose one from"
        " the list."
    ) in text
    assert 'value="Torn"' in html
    assert 'value="By phone"' in html
    assert html.count(" checked>") == 2


def test_a_rest_above_what_is_left_keeps_its_account(client, shop):
    client.force_login(shop.finance)
    order = shop.place("30.00", pay=[("funds_transfer", "36.00")])
    data = {"what": "rest", "reason": shop.reasons["cancel"].pk, "rest": "6.01", **TYPED}

    html, text = refused(client, order, data)

    assert "€6.01 is more than the €6.00 that is left beyond what the order costs." in text
    form = html.partition('id="refund-rest"')[2].partition("</dialog>")[0]
    for value in ("6.01", "By phone", IBAN, "Inês"):
        assert f'value="{value}"' in form
    assert f'value="{shop.reasons["cancel"].pk}" selected' in form
