"""A gateway that is not set up here is looked for again, ever less often, and starves nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cancellations.jobs import sweeping
from cancellations.jobs.executing import execute_plan
from cancellations.jobs.refunding import ask_refund, send_refunds
from cancellations.planning.objections import Refused
from cancellations.services.planning import PlanChanged
from cancellations.states import PlanStatus
from omnitron.panel.order_detail.plans.stories import attempt_in_words
from payments.gateways.registry import get_gateway
from payments.models import Refund
from payments.states import RefundStatus
from tests.cancellations.orders import register, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def refund(shop, settings, gateway):
    """A refund whose gateway was taken out of the settings."""
    order = shop.place("30.00")
    register(gateway, order)
    (refund_id,) = execute_plan(shop.plan(order, shop.wish(order.items.get())).pk)
    settings.SANDBOX_GATEWAY_URL = ""
    get_gateway.cache_clear()
    return Refund.objects.get(pk=refund_id)


def send(refund):
    send_refunds([refund.pk])


def ask(refund):
    ask_refund(refund.pk)


def looked(refund, look):
    """In how many seconds it is looked for again after a look that was due."""
    Refund.objects.filter(pk=refund.pk).update(next_check_at=timezone.now() - timedelta(minutes=1))
    before = timezone.now()
    look(refund)
    refund.refresh_from_db()
    return round((refund.next_check_at - before).total_seconds())


def test_what_cannot_be_sent_is_put_off_ever_longer(refund, settings):
    first = settings.REFUND_FIRST_CHECK_SECONDS

    assert [looked(refund, send) for _time in range(3)] == [first, 2 * first, 4 * first]

    assert (refund.status, refund.first_sent_at) == (RefundStatus.REQUESTED, None)
    assert attempt_in_words(refund.attempts.last()) == (
        "The gateway is not set up here. Nothing was sent; it is tried again later."
    )
    Refund.objects.update(checks=99)
    assert looked(refund, send) == 15 * 60


def test_it_is_sent_once_the_gateway_is_set_up_again(refund, settings, gateway):
    looked(refund, send)
    settings.SANDBOX_GATEWAY_URL = gateway.url
    Refund.objects.update(next_check_at=timezone.now())
    send_refunds([refund.pk])

    refund.refresh_from_db()
    assert refund.status == RefundStatus.SUCCEEDED


def test_what_cannot_be_asked_about_says_so(refund, settings):
    now = timezone.now()
    sent = {"claimed_at": now, "first_sent_at": now, "last_sent_at": now}
    Refund.objects.update(status=RefundStatus.SUBMITTED, **sent)
    Refund.objects.update(status=RefundStatus.UNKNOWN, claimed_at=None)

    assert looked(refund, ask) == settings.REFUND_FIRST_CHECK_SECONDS

    assert (refund.status, refund.attempts.get().content["code"]) == (
        RefundStatus.UNKNOWN,
        "not_set_up",
    )


@pytest.fixture
def without_gateway(settings):
    """A shop that takes cards by a gateway which is not set up here."""
    settings.SANDBOX_GATEWAY_URL = ""
    get_gateway.cache_clear()
    yield
    get_gateway.cache_clear()


def test_a_new_plan_does_not_wait_for_it_but_goes_to_the_desk(shop, without_gateway):
    order = shop.place("30.00", "20.00", pay=[("credit_card", "20.00"), ("wallet", "30.00")])
    wish = shop.wish(*order.items.all(), iban="DE89370400440532013000", holder_name="Inês")
    (draft,) = shop.preview(order, wish).drafts
    shown = [(share.method, share.amount) for share in draft.shares]

    plan = run(shop.plan(order, wish))

    written = Refund.objects.filter(plan_link__plan=plan).order_by("pk")
    made = [(refund.method, refund.amount) for refund in written if refund.method == "internal"]
    by_hand = [refund for refund in written if refund.method == "manual"]
    assert shown == [*made, ("manual", sum(refund.amount for refund in by_hand))]
    assert {(one.status, one.gateway, one.failure_code) for one in by_hand} == {
        (RefundStatus.NEEDED, "", "not_set_up")
    }
    assert plan.status == PlanStatus.MANUAL_REFUND_NEEDED


def test_whoever_previews_it_is_asked_for_the_account(shop, without_gateway):
    order = shop.place("30.00")

    with pytest.raises(Refused, match="A part of this goes back by hand"):
        shop.preview(order, shop.wish(order.items.get()))


def test_a_gateway_that_went_away_since_the_preview_makes_a_new_preview(shop, gateway, settings):
    order = shop.place("30.00")
    wish = shop.wish(order.items.get(), iban="DE89370400440532013000", holder_name="Inês")
    digest = shop.preview(order, wish).digest
    settings.SANDBOX_GATEWAY_URL = ""
    get_gateway.cache_clear()

    with pytest.raises(PlanChanged):
        shop.plan(order, wish, digest=digest)


def test_rows_that_fail_every_time_leave_room_for_others(shop, monkeypatch):
    monkeypatch.setattr(sweeping, "MOST", 2)
    order = shop.place("30.00", "20.00", "10.00")
    for item in order.items.all():
        execute_plan(shop.plan(order, shop.wish(item)).pk)
    long_ago = timezone.now() - timedelta(hours=1)
    Refund.objects.update(next_check_at=long_ago)
    oldest, *others = Refund.objects.order_by("pk").values_list("pk", flat=True)
    Refund.objects.filter(pk=oldest).update(next_check_at=long_ago - timedelta(hours=1))

    found = [sweeping.sweep().to_send for _time in range(40)]

    assert {first for first, _other in found} == {oldest}
    assert {other for _first, other in found} == set(others)
