"""Canceling and giving back by `orders/{pk}/cancel/`."""

from decimal import Decimal
from uuid import UUID

import pytest

from cancellations.models import CancellationPlan
from orders.states import Status
from tests.api.cancellations.bodies import cancel, for_lines, keys_of
from tests.api.clients import client_of
from tests.cancellations.orders import register, run, statuses
from tests.factories import (
    CancellationReasonFactory,
    OrderItemFactory,
    SalesChannelFactory,
    SellerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

IBAN = "DE89 3704 0044 0532 0130 00"


def plans():
    return list(CancellationPlan.objects.order_by("pk"))


def told(answer, field):
    assert answer.status_code == 400, answer.content
    return answer.json()[field]


def test_lines_are_canceled_and_the_money_goes_back(api, shop, gateway):
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    first = order.items.get(line_number=1)

    answer = cancel(api, order, **for_lines(shop, first))

    (plan,) = plans()
    shown = answer.json()
    assert keys_of(answer) == [plan.pk]
    assert (shown["pk"], shown["number"], shown["cancel_status"]) == (
        order.pk,
        order.number,
        "waiting",
    )
    assert (plan.plan_type, plan.source, plan.created_by) == ("cancel", "api", api.user)
    assert plan.executes_at <= plan.created_at
    assert statuses(order)[0] == [50, 400]
    run(plan)
    assert plan.status == "completed"
    assert statuses(order)[0] == [100, 400]
    assert [line["amount"] for line in gateway.ledger()] == ["30.00"]


def test_it_is_the_order_as_its_own_address_shows_it(api, shop):
    order = shop.place("30.00")

    answer = cancel(api, order, **for_lines(shop, order.items.get())).json()

    keys = answer.pop("cancellation_plans")
    assert keys == [plan.pk for plan in plans()]
    assert answer == api.get(f"/api/v1/orders/{order.pk}/").json()


def test_an_order_is_canceled_in_its_channel_too(api, shop, channel):
    order = shop.place("30.00")
    body = {"order": order.pk, **for_lines(shop, order.items.get())}

    answer = api.post(f"/api/v1/channel/{channel.pk}/orders/{order.pk}/cancel/", body)

    assert keys_of(answer) == [plan.pk for plan in plans()]


def test_lines_that_were_shipped_come_back(api, shop):
    order = shop.place("30.00", status=Status.DELIVERED)
    body = for_lines(shop, order.items.get(), plan_type="refund", refund_invoice_number="RF-1")

    answer = cancel(api, order, **body)

    (plan,) = plans()
    assert keys_of(answer) == [plan.pk]
    assert (plan.plan_type, plan.refund_invoice_number) == ("refund", "RF-1")


def test_a_line_goes_with_all_its_pieces(api, shop):
    order = shop.place({"price": "30.00", "quantity": 3})

    cancel(api, order, **for_lines(shop, order.items.get()))

    assert [item.quantity for item in order.items.all()] == [3]
    assert plans()[0].amount == Decimal("30.00")


def test_a_return_in_a_marketplace_waits_for_each_seller(api, shop, channel):
    channel.channel_type = "marketplace"
    channel.save()
    sellers = SellerFactory.create_batch(2)
    order = shop.place(
        *({"price": "30.00", "seller": seller} for seller in sellers), status=Status.DELIVERED
    )
    body = for_lines(shop, *order.items.all(), plan_type="refund")

    answer = cancel(api, order, **body)

    assert keys_of(answer) == [plan.pk for plan in plans()]
    assert {(plan.seller, plan.confirmation, plan.executes_at) for plan in plans()} == {
        (seller, "due", None) for seller in sellers
    }
    assert keys_of(cancel(api, order, **body)) == keys_of(answer)


def test_lines_that_left_and_others_do_not_mix(api, shop):
    order = shop.place({"price": "1", "name": "Cup"}, {"price": "2", "name": "Jug", "status": 500})
    cup, jug = order.items.order_by("line_number")

    answer = cancel(api, order, **for_lines(shop, cup, jug))

    assert told(answer, "non_field_errors") == [
        "One plan never mixes cancellations with returns:"
        f" {cup.pk} Cup (Approved) and {jug.pk} Jug (Shipped)."
    ]
    assert plans() == []


def test_all_takes_what_is_live_and_in_no_plan(api, shop):
    order = shop.place("30.00", "20.00", {"price": "10.00", "status": 100})
    first, second, _gone = order.items.order_by("line_number")
    shop.plan(order, shop.wish(first))
    reasons = {str(item.pk): shop.reasons["cancel"].pk for item in (first, second)}

    answer = cancel(api, order, is_all=True, reasons=reasons)

    plan = plans()[-1]
    assert keys_of(answer) == [plan.pk]
    assert [entry.item for entry in plan.items.all()] == [second]


def test_all_is_refused_once_something_left(api, shop):
    order = shop.place("30.00", {"price": "20.00", "name": "Jug", "status": 510})
    first, jug = order.items.order_by("line_number")

    answer = cancel(api, order, is_all=True, **for_lines(shop, first))

    assert told(answer, "non_field_errors") == [
        f"{jug.pk} Jug (Shipped and informed) cannot be canceled any more:"
        " name the other lines in cancel_items."
    ]
    assert plans() == []


def test_all_of_an_order_without_items_is_what_was_paid(api, shop):
    order = shop.place(pay=[("credit_card", "25.00")])
    body = {"is_all": True, "reasons": {"order": shop.reasons["cancel"].pk}}

    answer = cancel(api, order, **body)

    (plan,) = plans()
    assert keys_of(answer) == [plan.pk]
    assert (plan.rest_amount, answer.json()["status"]) == (Decimal("25.00"), "50")
    assert keys_of(cancel(api, order, **body)) == [plan.pk]


def test_each_line_needs_a_reason(api, shop):
    order = shop.place({"price": "1", "name": "Cup"}, {"price": "2", "name": "Jug"})
    cup, jug = order.items.order_by("line_number")
    body = for_lines(shop, cup, jug)
    body["reasons"][str(jug.pk)] = None

    assert told(cancel(api, order, **body), "reasons") == ["Jug: choose a reason."]
    assert plans() == []


def test_a_reason_of_the_other_type_is_refused(api, shop):
    order = shop.place({"price": "1", "name": "Cup"})
    body = for_lines(shop, order.items.get())
    body["reasons"] = dict.fromkeys(body["reasons"], shop.reasons["refund"].pk)

    assert told(cancel(api, order, **body), "reasons") == [
        "Cup: this reason cannot be given here: choose one from the list."
    ]


def test_a_reason_that_asks_for_more_gets_a_note(api, shop):
    reason = CancellationReasonFactory(extra_information_needed=True, subject="Other")
    order = shop.place({"price": "1", "name": "Cup"})
    body = for_lines(shop, order.items.get())
    body["reasons"] = dict.fromkeys(body["reasons"], reason.pk)

    assert told(cancel(api, order, **body), "note") == [
        "Cup: the reason “Other” asks for more about it."
    ]
    assert cancel(api, order, **body, note="Moved away").status_code == 200


def test_lines_of_another_order_are_refused(api, shop):
    order, other = shop.place("1"), shop.place("2").items.get()

    answer = cancel(api, order, **for_lines(shop, order.items.get(), other))

    assert told(answer, "cancel_items") == [f"There is no order line {other.pk} in this order."]
    assert plans() == []


def test_the_order_in_the_body_is_that_of_the_address(api, shop):
    order, other = shop.place("1"), shop.place("2")
    body = {"order": other.pk, **for_lines(shop, order.items.get())}

    answer = api.post(f"/api/v1/orders/{order.pk}/cancel/", body)

    assert told(answer, "order") == [
        f"This is the address of order {order.pk}: name that one, or none."
    ]
    assert (
        api.post(f"/api/v1/orders/{order.pk}/cancel/", {**body, "order": None}).status_code == 200
    )


@pytest.mark.parametrize("amount", [True, 0, "5.00", 12.5, "", "false"])
def test_an_amount_is_never_forced(api, shop, amount):
    order = shop.place("1")
    body = for_lines(shop, order.items.get(), forced_refund_amount=amount)

    assert told(cancel(api, order, **body), "forced_refund_amount") == [
        "Amounts follow the rules of the sales channel: send null or false."
    ]
    assert cancel(api, order, **{**body, "forced_refund_amount": False}).status_code == 200


def test_money_that_goes_by_hand_needs_an_account_for_each_line(api, shop):
    order = shop.place("30.00", "20.00", pay=[("funds_transfer", "50.00")])
    first, second = order.items.order_by("line_number")
    body = for_lines(shop, first, second)
    body["ibans"] = {str(first.pk): IBAN}
    body["holder_names"] = {str(first.pk): "Inês", str(second.pk): "Rui"}

    assert told(cancel(api, order, **body), "ibans") == [
        "A part of this goes back by hand: give the IBAN that it goes to."
    ]
    body["ibans"][str(second.pk)] = "GB33BUKB20201555555555"
    assert cancel(api, order, **body).status_code == 200
    kept = plans()[0].items.order_by("item_id").values_list("iban", "holder_name")
    assert list(kept) == [
        ("DE89370400440532013000", "Inês"),
        ("GB33BUKB20201555555555", "Rui"),
    ]


def test_what_is_no_iban_is_refused_at_its_field(api, shop):
    order = shop.place("30.00", pay=[("funds_transfer", "30.00")])
    (item,) = order.items.all()
    names = {str(item.pk): "Inês"}

    answer = cancel(
        api, order, **for_lines(shop, item, ibans={str(item.pk): "12"}, holder_names=names)
    )

    assert "is no IBAN" in told(answer, "ibans")[0]


def test_nothing_asked_for_is_refused(api, shop):
    assert told(cancel(api, shop.place("1")), "non_field_errors") == [
        "Name order lines in cancel_items, or ask for is_all or is_cargo_refund."
    ]


def test_a_key_makes_one_plan_however_often_it_comes(api, shop):
    order = shop.place("30.00")
    url, body = f"/api/v1/orders/{order.pk}/cancel/", for_lines(shop, order.items.get())

    first = api.post(url, body, headers={"Idempotency-Key": "once"})
    second = api.post(url, body, headers={"Idempotency-Key": "once"})

    assert first.json() == second.json()
    assert isinstance(plans()[0].key, UUID)
    assert len(plans()) == 1


def test_a_strangers_order_is_not_found(stranger, shop, channel):
    order = shop.place("30.00")
    body = for_lines(shop, order.items.get())

    assert cancel(stranger, order, **body).status_code == 404
    url = f"/api/v1/channel/{channel.pk}/orders/{order.pk}/cancel/"
    assert stranger.post(url, body).status_code == 404
    assert plans() == []


def test_an_order_of_another_channel_is_not_found_in_this_one(shop, channel):
    second = SalesChannelFactory()
    both = client_of(UserFactory(role="API client", channels=[channel, second]))
    order = shop.place("30.00")
    url = f"/api/v1/channel/{second.pk}/orders/{order.pk}/cancel/"

    assert both.post(url, for_lines(shop, order.items.get())).status_code == 404


def test_whoever_may_only_look_cancels_nothing(shop, channel):
    support = client_of(UserFactory(role="Support", channels=[channel]))
    order = shop.place("30.00")

    answer = cancel(support, order, **for_lines(shop, order.items.get()))

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert plans() == []


@pytest.mark.parametrize(
    ("currency", "price", "shown"), [("JPY", "700", "700"), ("KWD", "1.25", "1.250")]
)
def test_amounts_have_the_decimals_of_the_currency(api, shop, channel, currency, price, shown):
    channel.currency = currency
    channel.save()
    order = shop.place(price)

    cancel(api, order, **for_lines(shop, order.items.get()))

    (plan,) = api.get(f"/api/v1/cancellation_plans/?order={order.pk}").json()["results"]
    assert (plan["amount"], plan["cancellationplanorderitem_set"][0]["amount"]) == (shown, shown)
    assert [refund["amount"] for refund in plan["refunds"]] == [shown]


ODD = [None, True, 1.5, -1, 0, 2**63, 10**40, "x", "", "1", [], {}, [[]], [{}], [None], ["x"]]


@pytest.mark.parametrize(
    "field",
    [
        *("order", "is_all", "cancel_items", "reasons", "is_cargo_refund", "forced_refund_amount"),
        *("refund_invoice_number", "ibans", "holder_names", "note"),
    ],
)
def test_no_odd_value_is_an_error_of_ours(api, shop, field):
    order = shop.place("30.00")
    url, body = f"/api/v1/orders/{order.pk}/cancel/", for_lines(shop, order.items.get())

    for odd in [*ODD, [2**63], {"1": []}, {"x": 1}, {"1": 2**63}, {"": "1"}]:
        assert api.post(url, {**body, field: odd}).status_code in (200, 400), odd


@pytest.mark.parametrize("body", ["[]", "null", "1", '"x"', "", '{"cancel_items": ["\\u0000"]}'])
def test_no_odd_body_is_an_error_of_ours(api, shop, body):
    order = shop.place("30.00")
    url = f"/api/v1/orders/{order.pk}/cancel/"

    assert api.generic("POST", url, body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("many", [3, 33])
def test_more_lines_take_no_more_queries(api, shop, many, django_assert_num_queries):
    order = shop.place(*["1.00"] * many)
    body = for_lines(shop, *order.items.all())

    with django_assert_num_queries(33):
        cancel(api, order, **body)


def test_what_is_canceled_already_is_refused(api, shop):
    item = OrderItemFactory(order__channel=shop.channel, status=100, name="Cup")

    answer = cancel(api, item.order, **for_lines(shop, item))

    assert told(answer, "cancel_items") == ["Cup: it is canceled already."]
