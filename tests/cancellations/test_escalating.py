"""Returns that no seller answers in time are put to the marketplace: once, and it hears of them."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from cancellations import tasks
from cancellations.jobs import escalating
from cancellations.jobs.escalating import escalate_overdue, mail_marketplace, untold
from cancellations.models import CancellationPlan
from cancellations.services.confirming import confirm_plan, refuse_plan
from cancellations.services.withdrawing import withdraw_plan
from orders.models import OrderEvent
from orders.states import Status
from tests.concurrency import in_threads, start_behind
from tests.factories import SalesChannelFactory, SellerFactory, SellerStaffFactory, UserFactory

pytestmark = pytest.mark.django_db

KILL_WHO_WAITS = """
    SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE NOT granted AND relation = 'orders_orderevent'::regclass
"""


@pytest.fixture
def seller(db):
    return SellerFactory(name="Lumiar")


@pytest.fixture
def staff(seller):
    return SellerStaffFactory(seller=seller).user


@pytest.fixture
def mpo(shop):
    return UserFactory(role="MPO", channels=[shop.channel])


@pytest.fixture
def make(shop, seller):
    """`make(days=4)`: a return that was asked for so many days ago."""

    def make(days=4, channel=None, seller=seller):
        place = shop if channel is None else type(shop)(channel, *[None] * 3)
        order = place.place({"price": "30.00", "seller": seller}, status=Status.DELIVERED)
        actor = UserFactory(role="Operator", channels=[order.channel])
        plan = shop.plan(order, shop.wish(order.items.get(), plan_type="refund"), actor)
        asked_at = timezone.now() - timedelta(days=days)
        CancellationPlan.objects.filter(pk=plan.pk).update(created_at=asked_at)
        plan.refresh_from_db()
        return plan

    return make


def escalated():
    """The keys of the returns that were put to the marketplace."""
    found = CancellationPlan.objects.filter(escalated_at__isnull=False)
    return set(found.values_list("pk", flat=True))


def events():
    kind = OrderEvent.Kind.RETURN_ESCALATED
    return list(OrderEvent.objects.filter(kind=kind).values_list("cause", "actor_type", "changes"))


def run():
    """What the hourly task does, and the mails that it nudges."""
    escalate_overdue()
    mail_marketplace(list(untold(timezone.now()).values_list("pk", flat=True)))


def text_of(mail):
    return " ".join(mail.get_content().split())


def test_what_is_overdue_is_put_to_the_marketplace_once(make):
    late, early = make(days=3), make(days=2)
    for _run in range(2):
        escalate_overdue()

    assert escalated() == {late.pk}
    assert events() == [(f"plan:{late.pk}", "system", {"plan": [None, late.pk]})]
    early.refresh_from_db()
    assert early.escalated_at is None


def test_how_many_days_is_a_setting(make, settings):
    settings.RETURN_ANSWER_DAYS = 1
    plan = make(days=1)
    escalate_overdue()

    assert escalated() == {plan.pk}


def test_what_was_answered_or_withdrawn_is_not(shop, make, staff):
    confirm_plan(actor=staff, plan_id=make().pk)
    refuse_plan(actor=staff, plan_id=make().pk, reason="Worn")
    withdraw_plan(actor=shop.operator, plan_id=make().pk)
    escalate_overdue()

    assert escalated() == set()
    assert events() == []


def test_a_cancellation_waits_for_no_seller(shop, seller):
    order = shop.place({"price": "30.00", "seller": seller})
    plan = shop.plan(order, shop.wish(order.items.get()), undo_seconds=60)
    CancellationPlan.objects.filter(pk=plan.pk).update(
        created_at=timezone.now() - timedelta(days=9)
    )
    escalate_overdue()

    assert escalated() == set()


def test_a_seller_may_still_answer_afterwards(make, staff):
    plan = make()
    escalate_overdue()

    assert confirm_plan(actor=staff, plan_id=plan.pk).confirmation == "given"


@pytest.mark.django_db(transaction=True)
def test_of_many_runs_at_once_one_writes_it_down(make):
    plans = [make() for _number in range(3)]
    in_threads(*[escalate_overdue] * 4)

    assert escalated() == {plan.pk for plan in plans}
    assert sorted(cause for cause, *_more in events()) == sorted(f"plan:{p.pk}" for p in plans)


@pytest.mark.django_db(transaction=True)
def test_an_answer_at_the_same_moment_wins_or_comes_after(make, staff):
    plan = make()
    in_threads(escalate_overdue, lambda: confirm_plan(actor=staff, plan_id=plan.pk))

    plan.refresh_from_db()
    assert plan.confirmation == "given"
    assert len(events()) == (plan.escalated_at is not None)


@pytest.mark.django_db(transaction=True)
def test_killed_before_the_log_was_written_it_is_as_if_it_had_not_begun(make):
    plan = make()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE orders_orderevent IN EXCLUSIVE MODE")
        killed = start_behind(escalate_overdue)
        cursor.execute(KILL_WHO_WAITS)
    with pytest.raises(OperationalError):
        killed.result()
    assert escalated() == set()
    escalate_overdue()

    assert escalated() == {plan.pk}
    assert len(events()) == 1


def test_more_than_one_run_can_take_on_are_left_for_the_next(make, monkeypatch):
    monkeypatch.setattr(escalating, "MOST", 2)
    plans = [make(days=days) for days in (4, 6, 5)]
    escalate_overdue()
    assert escalated() == {plans[1].pk, plans[2].pk}
    escalate_overdue()
    assert len(escalated()) == 3


def test_one_mail_lists_all_of_a_run(shop, mpo, make, mail_server):
    plans = [make(days=5), make(days=4)]
    run()

    (mail,) = mail_server.mails
    subject = "2 returns wait for their sellers for too long"
    assert (mail["To"], mail["Subject"]) == (mpo.email, subject)
    for plan in plans:
        assert f"Order {plan.order.number}, Lumiar, answer due" in text_of(mail)
    run()
    assert len(mail_server.mails) == 1


def test_each_hears_of_the_marketplaces_that_they_were_given(shop, mpo, make, mail_server):
    elsewhere = SalesChannelFactory(currency="EUR")
    both = UserFactory(role="MPO", channels=[shop.channel, elsewhere])
    UserFactory(role="MPO", channels=[SalesChannelFactory()])
    UserFactory(role="MPO", channels=[shop.channel], email="")
    UserFactory(role="MPO", channels=[shop.channel], is_active=False)
    UserFactory(role="Seller", channels=[shop.channel])
    UserFactory(permissions=["accounts.view_all_sellers"], channels=[shop.channel])
    here, there = make(), make(channel=elsewhere)
    run()

    mails = {mail["To"]: text_of(mail) for mail in mail_server.mails}
    assert set(mails) == {mpo.email, both.email}
    assert here.order.number in mails[mpo.email]
    assert there.order.number not in mails[mpo.email]
    assert here.order.number in mails[both.email]
    assert there.order.number in mails[both.email]


def test_the_language_of_the_mail_is_its_reader_s(shop, make, mail_server):
    UserFactory(role="MPO", channels=[shop.channel], language="tr")
    make()
    run()

    (mail,) = mail_server.mails
    assert "satıcı" in mail["Subject"]


def test_what_was_answered_before_the_mail_is_left_out(mpo, make, staff, mail_server):
    answered, waiting = make(), make()
    escalate_overdue()
    confirm_plan(actor=staff, plan_id=answered.pk)
    mail_marketplace([answered.pk, waiting.pk])

    (mail,) = mail_server.mails
    assert answered.order.number not in text_of(mail)
    assert waiting.order.number in text_of(mail)
    assert not untold(timezone.now()).exists()


def test_killed_after_the_claim_it_is_told_once_the_claim_has_lapsed(mpo, make, mail_server):
    make()
    escalate_overdue()
    long_ago = timezone.now() - timedelta(minutes=11)
    CancellationPlan.objects.update(escalation_claimed_at=timezone.now())
    run()
    assert mail_server.mails == []
    CancellationPlan.objects.update(escalation_claimed_at=long_ago)
    run()

    assert len(mail_server.mails) == 1


def test_a_mail_server_that_is_away_is_tried_again_later(mpo, make, mail_server, settings):
    make()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(ConnectionRefusedError):
        run()
    settings.EMAIL_PORT = port
    run()
    assert mail_server.mails == []
    CancellationPlan.objects.update(escalation_claimed_at=timezone.now() - timedelta(minutes=11))
    run()

    assert len(mail_server.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_writes(mpo, make, mail_server):
    plan = make()
    escalate_overdue()
    in_threads(*[lambda: mail_marketplace([plan.pk])] * 5)

    assert len(mail_server.mails) == 1


def test_where_nobody_is_to_be_told_it_waits_for_somebody(shop, make, mail_server):
    plan = make()
    run()
    plan.refresh_from_db()
    assert plan.escalation_mailed_at is None


def test_a_marketplace_without_a_reader_waits_beside_one_that_is_told(mpo, make, mail_server):
    told, waits = make(), make(channel=SalesChannelFactory(currency="EUR"))
    run()

    for plan in (told, waits):
        plan.refresh_from_db()
    assert len(mail_server.mails) == 1
    assert (told.escalation_mailed_at is None, waits.escalation_mailed_at is None) == (False, True)


def test_without_a_mail_server_and_after_days_nobody_is_told(mpo, make, settings, mail_server):
    make()
    escalate_overdue()
    CancellationPlan.objects.update(escalated_at=timezone.now() - escalating.WORTH_TELLING)
    assert not untold(timezone.now()).exists()
    mail_marketplace(list(escalated()))
    assert mail_server.mails == []
    CancellationPlan.objects.update(escalated_at=timezone.now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert not untold(timezone.now()).exists()


def test_a_long_list_is_cut(mpo, make, mail_server, monkeypatch):
    monkeypatch.setattr(escalating, "NAMED", 1)
    for _number in range(3):
        make()
    run()

    assert "… and 2 more." in text_of(mail_server.mails[0])


def test_the_task_puts_the_mail_into_its_queue(
    make, mail_server, django_capture_on_commit_callbacks
):
    make()
    with django_capture_on_commit_callbacks() as told:
        tasks.escalate_returns()
    assert len(told) == 1
    with django_capture_on_commit_callbacks() as told:
        CancellationPlan.objects.update(escalation_mailed_at=timezone.now())
        tasks.escalate_returns()
    assert told == []
