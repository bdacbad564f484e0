"""Orders change while a client takes them over: nothing is missed, nothing given for nothing."""

from collections import Counter
from functools import partial
from random import Random
from threading import Semaphore

import pytest
from django.db import connection, transaction
from django.db.models import Max

from integrations.content_types import ORDER
from integrations.services.feed import rows_of, updates_of
from integrations.services.naming import NamedObject
from orders.models import Order, OrderEvent, Revision
from tests.concurrency import in_threads, start_behind
from tests.integrations.takes import batch_of, changed_order, due, move, pulled
from tests.orders.revisions.rows import write_event

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, CHANGES = 3, 40


def changing(orders, random):
    """A person who changes some orders in one transaction, again and again."""

    def work():
        for _turn in range(CHANGES):
            some = random.sample(orders, random.randint(1, 3))
            with transaction.atomic(), connection.cursor() as cursor:
                # Whoever gives up waiting takes back what others found locked, which is then due
                # again as it was: on a busy machine that is no finding.
                cursor.execute("SET LOCAL lock_timeout = 0")
                keys = [order.pk for order in some]
                list(Order.objects.filter(pk__in=keys).order_by("pk").select_for_update())
                for order in some:
                    write_event(order, lines=random.randint(1, 2))

    return work


class Puller:
    """A client that takes over whatever is due, a few at a time, until nothing changes any more."""

    def __init__(self, client, channel, random, *, fails):
        self.client, self.channel, self.random, self.fails = client, channel, random, fails
        # What was given, how often; and the last line of each order's log that came with it.
        self.given = Counter()
        self.known = {}

    def pull(self):
        """Take over a page; whether there was one."""
        updates = updates_of(actor=self.client, channel=self.channel, kind=Revision.Kind.ORDER)
        revisions = list(updates[: self.random.randint(1, 6)])
        rows = rows_of(revisions, Order.objects.annotate(last=Max("events__pk")))
        named = [NamedObject(ORDER, row.pk, version_date=row.modified_date) for row in rows]
        batch = batch_of(self.client, self.channel, named)
        if self.fails and self.random.random() < 0.3:
            move(self.client, batch, "fail")
            return bool(rows)
        move(self.client, batch, "done", named)
        self.given.update((row.pk, row.modified_date) for row in rows)
        self.known.update({row.pk: row.last for row in rows})
        return bool(rows)

    def work(self, over):
        """Until every writer is over, and then until nothing is due."""
        for _writer in range(WRITERS):
            while not over.acquire(blocking=False):
                self.pull()
        while self.pull():
            pass


def run_together(client, channel, seed, *, fails):
    orders = [changed_order(channel) for _turn in range(10)]
    puller = Puller(client, channel, Random(f"{seed}/puller"), fails=fails)  # noqa: S311
    over = Semaphore(0)

    def writer(number):
        try:
            changing(orders, Random(f"{seed}/{number}"))()  # noqa: S311
        finally:
            over.release()

    writers = [partial(writer, number) for number in range(WRITERS)]
    in_threads(*writers, partial(puller.work, over))
    return puller


def last_lines():
    return dict(OrderEvent.objects.values_list("order_id").annotate(last=Max("pk")))


@pytest.mark.parametrize("seed", range(3))
def test_the_last_change_of_each_order_is_given_and_nothing_twice(client, channel, seed):
    puller = run_together(client, channel, seed, fails=False)

    assert puller.known == last_lines()
    assert [pair for pair, times in puller.given.items() if times > 1] == []
    assert due(client, channel) == []


@pytest.mark.parametrize("seed", range(3))
def test_with_batches_that_fail_the_last_change_of_each_order_is_given_too(client, channel, seed):
    puller = run_together(client, channel, seed, fails=True)

    assert puller.known == last_lines()


def test_taking_over_and_changing_many_orders_do_not_wait_for_each_other(client, channel):
    first, second = changed_order(channel), changed_order(channel)
    [of_first, of_second] = pulled(client, channel)

    def change_both():
        with transaction.atomic():
            write_event(first)
            write_event(second)

    with transaction.atomic():
        batch_of(client, channel, [of_second])
        # It has the revision of the first, and waits for that of the second.
        changing_both = start_behind(change_both)
        batch_of(client, channel, [of_first])
        assert not changing_both.done()
    changing_both.result()

    assert sorted(due(client, channel)) == [first.pk, second.pk]
