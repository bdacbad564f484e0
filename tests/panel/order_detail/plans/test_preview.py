"""The preview: every amount before anything happens."""

from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist

from cancellations.models import CancellationPlan
from orders.states import Status
from payments.gateways.registry import get_gateway
from tests.cancellations.orders import plan_count, statuses, sums
from tests.factories import SellerFactory
from tests.panel.order_detail.pages import text_of, url_of
from tests.panel.order_detail.plans.forms import amounts_shown, apply, choose, fields_of, preview

IBAN = "BR15 0000 0000 0000 1093 2840 814P 2"


def test_the_preview_shows_each_amount_and_does_nothing(operator, shop):
    order = shop.place({"price": "99.98", "quantity": 2, "discount_amount": "6.99"}, "54.78")
    towel, pillow = order.items.all()
    data = choose(shop, towel, pillow, **{f"quantity-{towel.pk}": "1"})

    response = preview(operator, order, data)

    assert response.status_code == 200
    assert amounts_shown(response) == ["€46.49", "€54.78", "€101.27"]
    text = text_of(response)
    for words in (
        "Cancel 2 items, €101.27 goes back",
        "1 of 2 pieces, ",
        "Price 2 × €49.99 €99.98",
        "Paid for the line €92.99",
        "1 piece that stays €92.99 ÷ 2 × 1; what cannot be divided stays with what is kept −€46.50",
        "Goes back by itself €101.27 Must be sent by hand €0.00 Together €101.27",
        "Current Order Amount €147.77 The same afterwards €46.50",
        "Order Cancel Cancel 2 items of order",
    ):
        assert words in text
    assert plan_count(order) == 0
    assert statuses(order) == ([Status.APPROVED, Status.APPROVED], Status.APPROVED)


def test_yes_makes_the_plan_with_the_amounts_that_were_shown(operator, shop):
    pay = [("credit_card", "20.00"), ("loyalty_money", "10.00"), ("funds_transfer", "75.00")]
    order = shop.place("60.00", "40.00", shipping="5.00", pay=pay)
    first = order.items.first()
    data = choose(shop, first, iban=IBAN, holder_name="Antônia Sá", note="By phone")
    shown = preview(operator, order, data)

    response = apply(operator, order, shown)

    plan = CancellationPlan.objects.get()
    assert response.url == f"{url_of(order)}#plans"
    assert amounts_shown(shown) == ["€60.00", "€0.00", f"€{plan.amount:.2f}"]
    assert plan.items.get().amount == Decimal("60.00")
    refunds = plan.refunds.order_by("pk").values_list("refund__amount", flat=True)
    assert list(refunds) == [Decimal("20.00"), Decimal("10.00"), Decimal("30.00")]
    assert [fields_of(shown)[f"share-{p.pk}"] for p in order.transactions.order_by("pk")] == [
        ["20.00"],
        ["10.00"],
        ["30.00"],
    ]
    assert (plan.note, plan.iban) == ("By phone", IBAN.replace(" ", ""))
    assert plan.source == "operator"
    assert plan.created_by == shop.operator


def test_a_card_whose_gateway_is_not_set_up_is_told_to_go_by_hand(operator, shop, settings):
    settings.SANDBOX_GATEWAY_URL = ""
    get_gateway.cache_clear()
    order = shop.place("30.00")
    data = choose(shop, order.items.get(), iban=IBAN, holder_name="Antônia Sá")

    text = text_of(preview(operator, order, data))

    assert "By hand The gateway is not set up here: no machine can send it." in text
    assert "Must be sent by hand €30.00" in text


def test_an_order_that_moved_on_is_shown_again_with_what_changed(operator, shop):
    order = shop.place("30.00", "20.00", shipping="5.00")
    first, second = order.items.all()
    shown = preview(operator, order, choose(shop, second))
    other = shop.plan(order, shop.wish(first))
    CancellationPlan.objects.filter(pk=other.pk).update(status="refunding")

    response = apply(operator, order, shown)

    assert response.status_code == 409
    assert amounts_shown(response) == ["€20.00", "€0.00 → €5.00", "€20.00 → €25.00"]
    assert "nothing was done. Look again, then apply. What is another amount" in text_of(response)
    assert plan_count(order) == 1
    assert apply(operator, order, response).status_code == 302
    assert plan_count(order) == 2


def test_an_item_that_somebody_else_took_goes_back_to_the_order_with_all_that_was_typed(
    operator, shop
):
    order = shop.place("30.00", "20.00")
    first, second = order.items.all()
    typed = {"note": "By phone", f"note-{second.pk}": "Torn", "refund_invoice_number": "R-1"}
    shown = preview(operator, order, choose(shop, first, second, **typed))
    shop.plan(order, shop.wish(first))

    response = apply(operator, order, shown)

    html, text = response.content.decode(), text_of(response)
    assert response.status_code == 422
    assert "Nothing was done. Luminária de mesa Ipê: a plan for it is open." in text
    for value in ("By phone", "Torn", "R-1"):
        assert f'value="{value}"' in html
    assert f'name="item" value="{second.pk}" aria-label="Choose Luminária de mesa Ipê"' in html
    assert html.count(" checked>") == 2
    assert plan_count(order) == 1


def test_less_can_be_given_back_with_a_note(operator, shop):
    order = shop.place("30.00", "20.00")
    item = order.items.first()
    data = choose(shop, item, **{f"amount-{item.pk}": "25,50", f"note-{item.pk}": "Used"})

    shown = preview(operator, order, data)

    assert amounts_shown(shown) == ["€25.50", "€25.50"]
    assert "Not given back, as typed −€4.50 Goes back €25.50" in text_of(shown)
    apply(operator, order, shown)
    entry = CancellationPlan.objects.get().items.get()
    assert (entry.amount, entry.kept_amount, entry.note) == (25.5, 4.5, "Used")


@pytest.mark.parametrize(
    ("typed", "note", "problem"),
    [
        ("25.00", "", "Luminária de mesa Ipê: say why less goes back."),
        ("25.001", "Used", "EUR has fewer than 3 decimals."),
        ("some", "Used", "“some” is no amount. Type it like 46.49."),
        (
            "1,000",
            "Used",
            "EUR has fewer than 3 decimals. Type thousands without a mark: 1000.",
        ),
        ("-5", "Used", "“-5” is no amount. Type it like 46.49."),
    ],
)
def test_an_amount_that_cannot_be_is_refused_beside_what_was_typed(
    operator, shop, typed, note, problem
):
    order = shop.place("30.00")
    item = order.items.get()
    data = choose(shop, item, **{f"amount-{item.pk}": typed, f"note-{item.pk}": note})

    response = preview(operator, order, data)

    assert response.status_code == 422
    assert problem in text_of(response)
    assert fields_of(response)[f"amount-{item.pk}"] == [typed]
    assert "Yes" not in text_of(response)


def test_an_amount_above_what_is_left_is_refused_beside_what_was_typed(operator, shop):
    order = shop.place("30.00", pay=[("credit_card", "20.00")])
    item = order.items.get()

    response = preview(operator, order, choose(shop, item, **{f"amount-{item.pk}": "25"}))

    assert response.status_code == 422
    assert "Luminária de mesa Ipê: €25.00 is more than the €20.00 that can" in text_of(response)
    assert fields_of(response)[f"amount-{item.pk}"] == ["25"]
    assert 'placeholder="20.00"' in response.content.decode()


@pytest.mark.parametrize("page", ["apply-plan", "preview-plan"])
def test_what_was_changed_since_the_preview_is_shown_before_it_is_applied(operator, shop, page):
    order = shop.place("30.00")
    item = order.items.get()
    shown = preview(operator, order, choose(shop, item, **{f"note-{item.pk}": "Used"}))

    changed = {f"amount-{item.pk}": "10.00", "step": "changed"}
    response = operator.post(url_of(order, page), {**fields_of(shown), **changed})

    assert response.status_code == 409
    assert "You have changed something since: nothing was done." in text_of(response)
    assert amounts_shown(response) == ["€30.00 → €10.00", "€30.00 → €10.00"]
    assert plan_count(order) == 0


def test_a_return_makes_one_plan_per_seller(operator, shop):
    shop.channel.channel_type = "marketplace"
    shop.channel.save()
    sellers = [SellerFactory(name=name) for name in ("Casa Aurora", "Ateliê Çınar")]
    lines = [{"price": "30.00", "seller": seller} for seller in sellers]
    order = shop.place(*lines, status=Status.DELIVERED)

    shown = preview(operator, order, choose(shop, *order.items.all(), plan_type="refund"))

    text = text_of(shown)
    assert "A plan of its own: Casa Aurora has to agree first." in text
    assert "A plan of its own: Ateliê Çınar has to agree first." in text
    assert "No money moves before the seller has agreed." in text
    assert "Order Return Take 2 items of order" in text
    apply(operator, order, shown)
    assert plan_count(order) == 2
    assert sums(order) == [(60, 0)]


def test_back_returns_to_the_order_with_all_that_was_typed(operator, shop):
    order = shop.place({"price": "30.00", "quantity": 3})
    item = order.items.get()
    typed = {f"quantity-{item.pk}": "2", f"note-{item.pk}": "Torn", "note": "By phone"}
    shown = fields_of(preview(operator, order, choose(shop, item, **typed)))

    response = preview(operator, order, {**shown, "step": "back"})

    html = response.content.decode()
    assert response.status_code == 200
    assert f'name="quantity-{item.pk}" value="2"' in html
    assert f'name="note-{item.pk}" value="Torn"' in html
    assert 'value="By phone"' in html
    assert " checked>" in html


def test_the_address_of_the_preview_leads_to_the_order(operator, shop):
    order = shop.place("30.00")
    response = operator.get(url_of(order, "preview-plan"))
    assert response.url == url_of(order)


@pytest.mark.parametrize("count", [1, 10, 50])
def test_the_preview_costs_the_same_whatever_it_holds(
    operator, shop, count, django_assert_max_num_queries
):
    order = shop.place(*[{"price": "5.00", "seller": SellerFactory()} for _ in range(count)])
    data = choose(shop, *order.items.all())
    with django_assert_max_num_queries(QUERIES):
        response = preview(operator, order, data)
    with pytest.raises(ObjectDoesNotExist):
        CancellationPlan.objects.get()
    assert response.status_code == 200


QUERIES = 30
