"""How orders are seeded: repeatably, in pieces, beside what is there."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F

from cancellations.models import CancellationPlan, CancellationRequest
from omnitron.demo.lists import names, places, words
from omnitron.demo.lists.channels import CHANNELS
from omnitron.demo.olist.importing import import_olist
from omnitron.demo.registering import WITHOUT_SANDBOX
from omnitron.demo.seeding import planning
from omnitron.demo.seeding.planning import FIRST_SELLER, Plan, bounds
from omnitron.demo.seeding.seeding import seed_orders
from omnitron.demo.seeding.wording import latin_of
from orders.models import (
    Address,
    Contract,
    Customer,
    DiscountItem,
    Order,
    OrderEvent,
    OrderItem,
    Package,
    Revision,
    SalesChannel,
    Seller,
    ShippingCompany,
)
from orders.models.revisions import modified_date
from payments.models import PaymentTransaction, PaymentType, Refund
from tests.demo.invented import invented

UNTIL = datetime(2026, 11, 22, tzinfo=UTC)
# Every table the seed writes, with the columns that differ from run to run left out.
TABLES = {
    Order: {"id", "channel_id", "customer_id", "billing_address_id", "shipping_address_id"}
    | {"seller_ids", "shipping_company_ids"},
    OrderItem: {"id", "order_id", "seller_id", "package_id", "shipping_company_id"},
    Package: {"id", "order_id", "channel_id", "seller_id", "shipping_company_id"}
    | {"delivery_setting_id"},
    PaymentTransaction: {"id", "order_id"},
    OrderEvent: {"id", "order_id", "item_id"},
    Address: {"id", "customer_id", "created_at", "modified_at"},
    Customer: {"id", "channel_id", "created_at", "modified_at"},
    Contract: {"id", "order_id"},
    DiscountItem: {"id", "order_id"},
    CancellationPlan: {"id", "order_id", "seller_id"},
    CancellationRequest: {"id", "order_id", "item_id", "reason_id", "plan_id", "return_company_id"},
    Refund: {"id", "order_id", "transaction_id"},
    Revision: {"object_id", "channel_id"},
}


def seed(orders: int, *, number: int = 1, until: datetime = UNTIL) -> int:
    return seed_orders(Plan(orders=orders, seed=number, until=until), tell=lambda _line: None)


def contents() -> dict[str, list[tuple]]:
    """The rows of all tables in the order in which they were written, without their ids."""
    return {
        model.__name__: [
            tuple(repr(value) for name, value in row.items() if name not in without)
            for row in model.objects.order_by("pk").values()
        ]
        for model, without in TABLES.items()
    }


def test_the_same_seed_makes_the_same_rows(db):
    with transaction.atomic():
        seed(200)
        first = contents()
        transaction.set_rollback(True)
    seed(200)

    assert contents() == first
    assert {name: len(rows) for name, rows in first.items()}["Order"] == 200


def test_nobody_is_told_of_what_a_seed_made(db):
    seed(200)

    kinds = Counter(Revision.objects.values_list("kind", flat=True))
    assert kinds == {
        Revision.Kind.ORDER: 200,
        Revision.Kind.CANCELLATION_PLAN: CancellationPlan.objects.count(),
        Revision.Kind.CANCELLATION_REQUEST: CancellationRequest.objects.count(),
        Revision.Kind.REFUND: Refund.objects.count(),
    }
    assert not Revision.objects.exclude(is_due=False, is_unannounced=False).exists()
    dated = Order.objects.annotate(modified_date=modified_date(Revision.Kind.ORDER))
    assert dated.filter(modified_date=F("modified_at")).count() == 200


def test_another_seed_makes_other_orders_beside_the_first(db):
    seed(50)

    assert seed(50, number=2) == 50
    assert Order.objects.filter(number__endswith="-2").count() == 50
    assert Order.objects.count() == 100


def test_more_orders_of_a_seed_come_beside_the_first(db):
    seed(300)
    assert CancellationPlan.objects.exists()

    assert seed(400) > 0


def test_imported_and_seeded_orders_leave_each_other_alone(db, tmp_path):
    folder = invented().write(tmp_path)
    import_olist(folder=folder)
    imported = contents()

    assert seed(50) == 50

    both = contents()
    assert all(Counter(rows) <= Counter(both[name]) for name, rows in imported.items())
    assert len(both["Order"]) == 100
    assert import_olist(folder=folder).new_orders == 0
    assert contents() == both


def test_seeding_twice_adds_nothing(db):
    seed(100)
    before = contents()

    assert seed(100) == 0
    assert contents() == before


def test_the_pieces_make_what_one_piece_makes(db, monkeypatch):
    with transaction.atomic():
        seed(100)
        whole = contents()
        transaction.set_rollback(True)
    monkeypatch.setattr(planning, "PIECE", 60)
    seed(100)

    assert {name: sorted(rows) for name, rows in contents().items()} == {
        name: sorted(rows) for name, rows in whole.items()
    }


@pytest.mark.django_db(transaction=True)
def test_two_jobs_make_what_one_makes(monkeypatch):
    monkeypatch.setattr(planning, "PIECE", 50)
    plan = Plan(orders=100, seed=1, until=UNTIL)
    with transaction.atomic():
        seed(100)
        alone = contents()
        transaction.set_rollback(True)
    told = []

    assert seed_orders(plan, tell=told.append, jobs=2) == 100

    assert told[-1] == "100 of 100 orders"
    assert {name: sorted(rows) for name, rows in contents().items()} == {
        name: sorted(rows) for name, rows in alone.items()
    }


def test_a_second_load_at_the_same_time_is_told_to_wait(db, tmp_path):
    other = connection.copy()
    with other.cursor() as cursor:
        for name in ("seed", "import_olist"):
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
    try:
        with pytest.raises(CommandError, match="seed is running already: wait until"):
            call_command("seed", orders=5)
        with pytest.raises(CommandError, match="import_olist is running already: wait until"):
            call_command("import_olist", tmp_path)
    finally:
        # Closing alone would let the lock live until the server notices.
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")
        other.close()


def test_the_demo_has_its_first_seller_however_few_orders(db):
    seed(20)

    assert Seller.objects.get(code=FIRST_SELLER).name == "Ege Çarşı"
    assert Seller.objects.count() == 30


def test_sellers_grow_with_the_orders_and_no_two_have_the_same_name(db):
    plan = Plan(orders=1_000_000, seed=1, until=UNTIL)
    assert plan.sellers() == {"TR": 1200, "BR": 900, "EU": 690, "KW": 210}


def test_a_channel_that_was_renamed_stays_so(db):
    SalesChannel.objects.create(
        slug="shop-tr", name="Ours", channel_type="web", currency="TRY", timezone="UTC"
    )
    seed(20)

    assert SalesChannel.objects.get(slug="shop-tr").name == "Ours"
    assert ShippingCompany.objects.count() == 10


def test_every_payment_type_is_paid_with_somewhere():
    assert {name for channel in CHANNELS for name in channel.payments} == set(PaymentType)


def test_bounds_are_the_shares_added_up():
    assert bounds({"a": 1, "b": 2, "c": 1}) == [0.25, 0.75]
    assert bounds({"a": 5}) == []


@pytest.mark.parametrize(
    ("text", "latin"),
    [("Şebnem", "sebnem"), ("Işık", "isik"), ("O'Brien", "obrien"), ("Süßmilch", "sussmilch")],
)
def test_mail_addresses_are_made_of_plain_letters(text, latin):
    assert latin_of(text) == latin


def test_the_statements_know_how_long_the_lists_are():
    assert len(names.RARE_LAST.split()) == 8
    assert len(places.COMPANIES.split(";")) == 8
    assert len(places.TAX_OFFICES.split(";")) == 5
    assert len(words.LOG_NOTES.split(";")) == 6
    assert len(words.REJECTIONS.split(";")) == 4
    assert {len(texts.split(";")) for texts in words.REQUESTS.values()} == {4}


def test_the_command_seeds_until_a_given_day(db, capsys):
    call_command("seed", orders=20, until=UNTIL)

    assert capsys.readouterr().out.splitlines() == [
        "20 of 20 orders",
        "20 new orders.",
        WITHOUT_SANDBOX,
        "9 new plans, none by card.",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--orders=0"], "“0” is no whole number from 1"),
        (["--orders=5", "--seed=x"], "“x” is no whole number from 1"),
        (["--orders=5", "--until=yesterday"], "“yesterday” is no date like 2026-11-22"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("seed", *arguments)
