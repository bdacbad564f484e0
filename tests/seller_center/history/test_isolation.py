"""Whose names, notes and fields the history tells to whom."""

import pytest

from omnitron.seller_center.history.told import TOLD
from orders.models import OrderEvent
from tests.factories import CancellationReasonFactory, OrderEventFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.seller_center.history.entries import entries_of, history_of, package_url
from tests.seller_center.market import OTHERS, given_away, url_of

pytestmark = pytest.mark.django_db

Kind, ActorType = OrderEvent.Kind, OrderEvent.ActorType
# The brand's own. A new kind is hidden until it stands in the table, or here.
HIDDEN = {
    Kind.PAYMENT_RECORDED,
    Kind.PAYMENT_VOIDED,
    Kind.PAYMENT_CAPTURED,
    Kind.PAYMENT_NOT_KNOWN,
    Kind.CUSTOMER_EDITED,
    Kind.CUSTOMER_ERASED,
    Kind.DETAILS_CHANGED,
    Kind.NOTE_ADDED,
    Kind.REPORTED,
    Kind.REFUND_SUCCEEDED,
    Kind.REFUND_DECLINED,
    Kind.ACCOUNT_RECORDED,
    Kind.ACCOUNT_CORRECTED,
    Kind.REFUND_MADE,
    Kind.REFUND_LEFT,
    Kind.REFUND_REVERSED,
    Kind.EXTERNAL_REVERSED,
    Kind.REFUND_EXTERNAL,
    Kind.GATEWAY_TRIED_AGAIN,
}


def of_sheet(market, **values):
    values = {"kind": Kind.STATUS_CORRECTED, "changes": {"status": [450, 400]}, **values}
    return OrderEventFactory(order=market.order, item=market.item("Sheet"), **values)


def did(user):
    """Of an event: that this person did it."""
    return {"actor_type": ActorType.USER, "actor": user, "actor_name": user.distinct_name}


def test_each_kind_of_event_is_told_or_hidden_on_purpose():
    assert set(TOLD) | HIDDEN == set(Kind)
    assert set(TOLD) & HIDDEN == set()


@pytest.mark.parametrize("kind", [*sorted(HIDDEN), "not_listed_yet"])
def test_what_is_the_brand_s_own_is_told_to_nobody(enter, market, kind):
    values = {"kind": kind, "note": "Between us", "changes": {"iban": [None, "TR33"]}}
    of_sheet(market, **values)
    OrderEventFactory(order=market.order, cause="package:PKG-MINE", **values)

    for user in (market.mpo, market.seller):
        client = enter(user)
        for url in (url_of(market.order), package_url("PKG-MINE")):
            response = client.get(url)
            assert entries_of(response) == []
            assert "Between us" not in response.content.decode()


def test_an_account_that_a_plan_was_made_with_is_told_to_nobody(enter, shop, market):
    iban = "DE89370400440532013000"
    wish = shop.wish(market.item("Sheet"), iban=iban, holder_name="Ana Lima")
    shop.plan(market.order, wish)

    for user in (market.mpo, market.seller):
        (made, _held) = entries_of(enter(user).get(url_of(market.order)))
        assert "€20.00 goes back" in made
        assert "IBAN" not in made
        assert "3000" not in made


def test_each_is_told_what_a_shared_plan_gives_back_for_their_items(enter, shop, market):
    secret = CancellationReasonFactory(subject="Zebra", sources=frozenset({"operator"}))
    wish = shop.wish(market.item("Sheet"), market.item(OTHERS["name"]))
    mine, other = wish.items
    other = type(other)(other.item_id, other.quantity, secret.pk, "Zebra note")
    wish = type(wish)(plan_type=wish.plan_type, items=(mine, other))
    plan = shop.plan(market.order, wish, undo_seconds=60)
    response = enter(market.seller).get(url_of(market.order))

    assert entries_of(response) == [
        f"The brand made Plan {plan.pk} : €20.00 goes back Reason: {shop.reasons['cancel']}",
        f"The brand changed Sheet Status Waiting Packaging → Cancellation Waiting Plan {plan.pk}",
    ]
    assert given_away(response) == set()
    newest, *_older = entries_of(enter(market.mpo).get(url_of(market.order)))
    assert newest == (
        f"{shop.operator.distinct_name} made Plan {plan.pk} : €77,797.77 goes back"
        f" Reasons: 1 × {shop.reasons['cancel']}, 1 × Zebra"
    )


@pytest.fixture
def actors(shop, market):
    """Who may have done something, and what a seller calls them; the marketplace knows all."""
    colleague = staff_of(market.mine)
    both = staff_of(market.other)
    market.mine.staff.create(user=both)
    users = {
        colleague: colleague.distinct_name,
        both: both.distinct_name,
        shop.operator: "The brand",
        UserFactory(role="API client", channels=[shop.channel]): "The brand",
        UserFactory(is_superuser=True): "The brand",
        market.mpo: "The marketplace",
        market.neighbour: "Another person",
        staff_of(market.other, role="MPO"): "The marketplace",
    }
    return [(did(user), word, user.distinct_name) for user, word in users.items()] + [
        ({"actor_type": ActorType.SYSTEM}, "The system", "The system"),
        ({"actor_type": ActorType.SYSTEM, "actor_name": "Feed"}, "The system", "Feed"),
        (
            {"actor_type": ActorType.API_CLIENT, "actor_name": "erp"},
            "The brand",
            "API client erp",
        ),
        ({"actor_type": ActorType.USER, "actor_name": "Gone"}, "Another person", "Gone"),
    ]


def test_colleagues_go_by_their_names_and_others_by_what_they_work_for(enter, market, actors):
    for number, (values, _word, _name) in enumerate(actors):
        of_sheet(market, cause=f"request:{number}", **values)

    def people(user):
        told = entries_of(enter(user).get(url_of(market.order), {"history": "all"}))
        return [entry.partition(" corrected")[0] for entry in reversed(told)]

    assert people(market.seller) == [word for _values, word, _name in actors]
    assert people(market.mpo) == [name for _values, _word, name in actors]


def test_what_made_it_happen_is_told_to_whom_knows_who_did_it(enter, shop, market):
    of_sheet(market, cause="bulk:7/1204", **did(shop.operator))
    of_sheet(market, cause="bulk:8/2", **did(market.seller))
    ours, brand_s = entries_of(enter(market.seller).get(url_of(market.order)))

    assert "Bulk update 8, line 2" in ours
    assert brand_s.endswith("Preparing → Waiting Packaging")
    of_brand = entries_of(enter(market.mpo).get(url_of(market.order)))[1]
    assert "Bulk update 7, line 1,204" in of_brand


def test_a_reason_is_told_to_the_writer_s_colleagues_and_the_marketplace(enter, shop, market):
    of_sheet(market, note="The other parcel", **did(shop.operator))
    of_sheet(market, note="Typed too fast", **did(market.seller))

    mine = history_of(enter(market.seller).get(url_of(market.order)))
    assert "Typed too fast" in mine
    assert "The other parcel" not in mine
    whole = history_of(enter(market.mpo).get(url_of(market.order)))
    assert "Typed too fast" in whole
    assert "The other parcel" in whole


def test_notes_of_the_brand_s_plans_stay_with_the_brand(enter, shop, market):
    wish = shop.wish(market.item("Sheet"), note="Kept between us")
    shop.plan(market.order, wish)

    for user in (market.mpo, market.seller):
        assert "Kept between us" not in history_of(enter(user).get(url_of(market.order)))


def test_numbers_of_lines_are_for_who_sees_all_of_them(enter, market):
    of_sheet(market, kind=Kind.LINE_SPLIT, changes={"quantity": [3, 1], "new_line": [None, 9]})

    (told,) = entries_of(enter(market.seller).get(url_of(market.order)))
    assert told == "The system split the line of Sheet Quantity 3 → 1"
    (whole,) = entries_of(enter(market.mpo).get(url_of(market.order)))
    assert whole == "The system split the line of Sheet New line empty → 9 Quantity 3 → 1"


def test_what_was_done_to_items_of_several_sellers_at_once_names_only_one_s_own(enter, market):
    event = of_sheet(market)
    OrderEventFactory(
        order=market.order,
        item=market.item(OTHERS["name"]),
        kind=event.kind,
        changes=event.changes,
        at=event.at,
    )

    (together,) = entries_of(enter(market.mpo).get(url_of(market.order)))
    assert OTHERS["name"] in together
    response = enter(market.seller).get(url_of(market.order))
    assert entries_of(response) == [
        "The system corrected the status of Sheet Status Preparing → Waiting Packaging"
    ]
    assert given_away(response) == set()
