"""`Idempotency-Key`."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from omnitron.api.clearing import clear_answers
from omnitron.api.models import KeptAnswer
from orders.models import OrderEvent
from tests.api.clients import client_of
from tests.concurrency import in_threads
from tests.factories import OrderItemFactory, UserFactory

pytestmark = pytest.mark.django_db
KEY = "3f6f7d0e-one"


@pytest.fixture
def item(channel):
    return OrderItemFactory(order__channel=channel, status=400)


def send(api, item, key=KEY, **data):
    return api.patch(
        f"/api/v1/order_items/{item.pk}/", data or {"status": 450}, HTTP_IDEMPOTENCY_KEY=key
    )


def test_the_same_again_is_answered_again(api, item):
    first = send(api, item)
    item.refresh_from_db()
    # Somebody goes on meanwhile: the answer stays what it was.
    api.patch(f"/api/v1/order_items/{item.pk}/", {"tracking_number": "T-1"})

    again = send(api, item)

    assert again.status_code == 200
    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"


def test_the_same_key_with_another_body_is_409(api, item):
    send(api, item)

    answer = send(api, item, status=500)

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")


def test_the_same_key_for_another_address_is_409(api, item):
    send(api, item)
    other = OrderItemFactory(order=item.order, status=400)

    assert send(api, other).status_code == 409


def test_somebody_elses_key_is_another_one(api, item, channel):
    send(api, item)
    other = client_of(UserFactory(role="API client", channels=[channel]))

    assert send(other, item, status=500).status_code == 200


def test_what_was_refused_may_be_mended_and_sent_again(api, item):
    refused = send(api, item, status=550)

    mended = send(api, item, status=450)

    assert (refused.status_code, mended.status_code) == (409, 200)


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_that_cannot_be_kept_is_400(api, item, key):
    assert send(api, item, key=key).status_code == 400


def test_answers_are_forgotten_after_a_day(api, item):
    send(api, item)

    assert clear_answers() == 0
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        assert clear_answers() == 1
    assert not KeptAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_it_once(channel, api, item):
    answers = in_threads(*[lambda: send(api, item).status_code] * 4)

    assert set(answers) <= {200, 409}
    assert OrderEvent.objects.filter(item=item, kind="status_changed").count() == 1
