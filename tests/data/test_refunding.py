"""Real orders are canceled and returned, and the money goes back the way it came."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Count, Q

from cancellations.planning.charges import rest_of
from cancellations.planning.standing import read_standing
from cancellations.planning.wishes import ItemWish, Wish
from cancellations.services.by_hand import Evidence, make_refunds
from cancellations.services.confirming import confirm_plan
from cancellations.services.planning import make_plan
from cancellations.states import PlanStatus, Source
from omnitron.accounts.panels import OMNITRON
from omnitron.demo.olist.importing import import_olist
from orders.models import Order
from orders.services.moving import correct_items
from orders.states import Status
from payments.models import InternalLedgerEntry, Refund
from tests.cancellations.conftest import gateway  # noqa: F401
from tests.cancellations.orders import register, run, statuses, sums
from tests.data.folder import OLIST, needs_orders
from tests.factories import CancellationReasonFactory, UserFactory

pytestmark = [pytest.mark.django_db, needs_orders]
ACCOUNT = {"iban": "DE89370400440532013000", "holder_name": "Antônia Guimarães"}


@pytest.fixture(scope="module")
def _imported(django_db_setup, django_db_blocker):
    """All orders, imported once for the module and taken out after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        import_olist(folder=OLIST)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def finance(_imported):
    """Somebody who may do everything with these orders."""
    channel = Order.objects.first().channel
    return UserFactory(role="Finance", channels=[channel])


def plan(finance, order, **wish):
    """The plan that a wish makes, brought on by what workers would do."""
    made = make_plan(
        actor=finance,
        number=order.number,
        wish=Wish(**wish),
        source=Source.OPERATOR,
        key=uuid4(),
        undo_seconds=0,
    )
    assert len(made) == 1
    return made[0]


def item_wish(item, plan_type="cancel"):
    reason = CancellationReasonFactory(cancellation_type=plan_type)
    return (ItemWish(item.pk, item.quantity, reason.pk),)


def test_one_item_of_an_order_paid_by_card_and_several_vouchers(finance, gateway):  # noqa: F811
    payments = Order.objects.annotate(
        cards=Count("transactions", Q(transactions__payment_type="credit_card"), distinct=True),
        vouchers=Count(
            "transactions", Q(transactions__payment_type="loyalty_money"), distinct=True
        ),
    )
    order = payments.filter(cards=1, vouchers__gt=1, item_count__gt=1).order_by("number").first()
    register(gateway, order)
    items = list(order.items.order_by("line_number"))
    # All such orders were delivered; these were not, after all.
    correct_items(
        actor=finance,
        item_ids=[item.pk for item in items],
        to=Status.PREPARING,
        reason="Never left the warehouse",
    )

    done = run(plan(finance, order, items=item_wish(items[0])))

    assert done.status == PlanStatus.COMPLETED
    assert statuses(order)[0] == [Status.CANCELED, *[Status.PREPARING] * (len(items) - 1)]
    by_card = sum(Decimal(line["amount"]) for line in gateway.ledger())
    by_voucher = sum(InternalLedgerEntry.objects.values_list("amount", flat=True))
    assert by_card + by_voucher == items[0].paid_amount == done.amount
    assert sum(refunded for _reserved, refunded in sums(order)) == done.amount


def test_a_delivered_item_paid_by_boleto_is_sent_back_by_hand(finance, settings):
    orders = Order.objects.filter(payment_types=["funds_transfer"], item_count__gt=1)
    order = orders.filter(status=Status.DELIVERED, seller_ids__len=1).order_by("number").first()
    item = order.items.order_by("line_number").first()

    waiting = plan(finance, order, plan_type="refund", items=item_wish(item, "refund"), **ACCOUNT)
    # The seller of the item has a say in its return.
    assert (waiting.status, waiting.executes_at) == (PlanStatus.WAITING, None)
    settings.CANCELLATION_UNDO_SECONDS = 0
    confirm_plan(actor=finance, plan_id=waiting.pk, reason="By phone", panel=OMNITRON)
    assert run(waiting).status == PlanStatus.MANUAL_REFUND_NEEDED
    refund = Refund.objects.get(plan_link__plan=waiting)
    assert (refund.status, refund.amount) == ("needed", item.paid_amount)
    make_refunds(
        actor=finance,
        refund_ids=[refund.pk],
        evidence=Evidence("TED 118204-3", order.placed_at.date()),
    )

    waiting.refresh_from_db()
    assert waiting.status == PlanStatus.COMPLETED
    assert statuses(order)[0][0] == Status.REFUNDED
    assert sums(order) == [(0, item.paid_amount)]


def test_an_order_that_was_paid_and_has_no_items_gets_its_rest_back(finance, gateway):  # noqa: F811
    orders = Order.objects.filter(item_count=0, status=Status.APPROVED)
    order = orders.filter(payment_types=["credit_card"]).order_by("number").first()
    register(gateway, order)
    paid = order.transactions.get().amount
    rest = rest_of(read_standing(order))
    reason = CancellationReasonFactory()

    done = run(plan(finance, order, rest=rest, reason_id=reason.pk, note="Paid, never packed"))

    assert rest == paid
    assert done.status == PlanStatus.COMPLETED
    assert statuses(order) == ([], Status.CANCELED)
    assert [Decimal(line["amount"]) for line in gateway.ledger()] == [paid]
