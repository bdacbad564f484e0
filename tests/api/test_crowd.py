"""Fifty clients at once: they hand orders over and cancel lines of the same orders."""

import http.client
import json
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum

from cancellations.models import CancellationPlan, CancellationPlanItem
from omnitron.accounts.models import ApiToken
from orders.models import Order, OrderEvent, OrderItem
from orders.services.placing.new_orders import NewItem, NewOrder
from orders.services.rolling_up import roll_up
from orders.states import Status
from payments.models import PaymentTransaction
from payments.services.taking_in import NewPayment, PaidOrder, take_orders_in
from tests.api.served import faults, served
from tests.factories import (
    AddressFactory,
    CancellationReasonFactory,
    CustomerFactory,
    SalesChannelFactory,
    SellerFactory,
    UserFactory,
)

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

CLIENTS = 50
ROUNDS = 6
SHARED = 8
LINES = 6
PRICE = Decimal("25.00")
PAID_AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
# Somebody waits for a row for three seconds at most, then comes again.
ATTEMPTS = 20


class Town:
    """One channel, what its clients name, and orders that all of them know."""

    def __init__(self):
        self.channel = SalesChannelFactory(currency="TRY")
        self.customer = CustomerFactory(channel=self.channel)
        self.address = AddressFactory(customer=self.customer)
        self.seller = SellerFactory()
        self.reason = CancellationReasonFactory()
        users = [UserFactory(role="API client", channels=[self.channel]) for _user in range(5)]
        source = ApiToken.Source.PAGE
        self.keys = [ApiToken.objects.create(user, source=source)[1] for user in users]
        orders = [self._paid(f"shared-{place}") for place in range(SHARED)]
        self.shared = take_orders_in(actor=users[0], channel=self.channel.pk, orders=orders)
        items = OrderItem.objects.filter(order__in=self.shared)
        self.items = list(items.values_list("order_id", "pk"))

    def _paid(self, number):
        """By points of the house, which need no gateway."""
        order = NewOrder(
            number=number,
            customer=self.customer.pk,
            shipping_address=self.address.pk,
            currency="TRY",
            amount=PRICE * LINES,
            items=tuple(
                NewItem(sku=f"S-{line}", price=PRICE, seller=self.seller.pk)
                for line in range(LINES)
            ),
        )
        points = NewPayment(payment_type="loyalty_money", amount=order.amount, captured_at=PAID_AT)
        return PaidOrder(order, (points,))

    def request(self, number):
        """An order that a client hands over."""
        return {
            "order": {
                "number": number,
                "customer": self.customer.pk,
                "shipping_address": self.address.pk,
                "currency": "TRY",
                "amount": "120.00",
                "shipping_amount": 20.0,
            },
            "order_item": [
                {"sku": "S-1", "price": 60.0, "seller": self.seller.pk},
                {"sku": "S-2", "price": "40.00", "tax_rate": 20},
            ],
        }


class Client:
    """One of the crowd, with a connection of its own."""

    def __init__(self, town, port, place):
        self.town = town
        self.place = place
        self.random = random.Random(place)  # noqa: S311
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        key = town.keys[place % len(town.keys)]
        self.headers = {"Authorization": f"Token {key}", "Content-Type": "application/json"}
        self.answers = Counter()
        self.canceled = set()

    def run(self):
        """All that this client does."""
        for turn in range(ROUNDS):
            assert self.post("create_orders/", self.town.request(f"c{self.place}-{turn}")) == 201
            # All clients have this one, and hand it over with another of their own.
            both = [self.town.request(f"all-{turn}"), self.town.request(f"d{self.place}-{turn}")]
            assert self.post("create_orders/", both) in {201, 400}
            self.cancel(*self.random.choice(self.town.items))
        self.http.close()
        return self

    def cancel(self, order_id, item_id):
        """Cancel a line; somebody else may have been faster."""
        reasons = {str(item_id): self.town.reason.pk}
        asked = {"cancel_items": [item_id], "reasons": reasons}
        status = self.post(f"orders/{order_id}/cancel/", asked)
        assert status in {200, 400, 409}
        if status == 200:
            self.canceled.add(item_id)

    def post(self, path, data):
        """The status of the answer, which comes again while somebody else changes the same rows."""
        address = f"/api/v1/channel/{self.town.channel.pk}/{path}"
        for _attempt in range(ATTEMPTS):
            self.http.request("POST", address, json.dumps(data), self.headers)
            answer = self.http.getresponse()
            told = json.loads(answer.read())
            self.answers[answer.status] += 1
            if answer.status != 409 or told["code"] != "busy":
                break
        return answer.status


def deadlocks():
    """How often PostgreSQL ended a transaction, as two waited for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_stat_force_next_flush(), deadlocks FROM pg_stat_database"
            " WHERE datname = current_database()"
        )
        return cursor.fetchone()[1]


def test_fifty_clients_at_once_lose_nothing(tmp_path, record_property):
    town = Town()
    before = deadlocks()

    with served(tmp_path) as port, ThreadPoolExecutor(CLIENTS) as pool:
        clients = [Client(town, port, place) for place in range(CLIENTS)]
        done = list(pool.map(Client.run, clients))

    answers = sum((client.answers for client in done), Counter())
    record_property("told", f"answers: {dict(answers)}")
    assert faults(tmp_path) == []
    assert deadlocks() == before
    assert_each_order_came_in_once(done)
    assert_each_line_was_canceled_once(town, set().union(*(client.canceled for client in done)))


def assert_each_order_came_in_once(clients):
    own = {f"c{client.place}-{turn}" for client in clients for turn in range(ROUNDS)}
    numbers = set(
        Order.objects.exclude(number__startswith="shared").values_list("number", flat=True)
    )
    common = {number for number in numbers if number.startswith("all-")}
    beside = {number for number in numbers if number.startswith("d")}
    assert numbers == own | common | beside
    # Who was first with the common number has the other one, too; of all others nothing came in.
    assert len(common) == len(beside) == ROUNDS
    came_in = Order.objects.filter(number__in=numbers)
    assert set(came_in.values_list("item_count", "amount", "status")) == {
        (2, Decimal("120.00"), Status.APPROVED)
    }
    assert all(order.packages.count() == 1 for order in came_in.prefetch_related("packages"))
    placed = OrderEvent.objects.filter(order__in=came_in, kind=OrderEvent.Kind.PLACED)
    assert placed.count() == placed.values("order").distinct().count() == len(numbers)


def assert_each_line_was_canceled_once(town, canceled):
    lines = CancellationPlanItem.objects.values_list("item", flat=True)
    assert len(lines) == len(set(lines))
    assert set(lines) == canceled
    assert len(canceled) > len(town.items) / 2
    waiting = OrderItem.objects.filter(status=Status.CANCELLATION_WAITING)
    assert set(waiting.values_list("pk", flat=True)) == canceled
    made = OrderEvent.objects.filter(kind=OrderEvent.Kind.PLAN_MADE).count()
    assert made == CancellationPlan.objects.count()
    payments = PaymentTransaction.objects.filter(order__in=town.shared)
    held = dict(payments.values_list("order", "reserved_amount"))
    for order_id in town.shared:
        of_order = CancellationPlan.objects.filter(order=order_id).aggregate(sum=Sum("amount"))
        count = OrderItem.objects.filter(order=order_id, pk__in=canceled).count()
        assert held[order_id] == (of_order["sum"] or 0) == count * PRICE
    assert_nothing_is_left_to_roll_up(town.shared)


def assert_nothing_is_left_to_roll_up(keys):
    """What orders derive from their lines is what the lines say: no change of one was lost."""
    versions = list(Order.objects.filter(pk__in=keys).order_by("pk").values_list("version"))
    roll_up(keys)
    assert list(Order.objects.filter(pk__in=keys).order_by("pk").values_list("version")) == versions
