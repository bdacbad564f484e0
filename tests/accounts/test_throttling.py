from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from omnitron.accounts.models import AuditEntry, User
from omnitron.accounts.throttling import counted_address
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

RIGHT = "correct horse"
HOME = "198.51.100.2"
ELSEWHERE = "192.0.2.77"
WRONG = "wrong"
PAUSED = "Too many tries failed. Signing in is paused for 15 minutes."


@pytest.fixture
def limit(settings):
    """How often a username may be guessed over all addresses: less often than in production."""
    settings.SIGN_IN_FAILURES_PER_USERNAME = 8
    return settings.SIGN_IN_FAILURES_PER_USERNAME


def sign_in(client, username="marina", password=WRONG, address=HOME):
    data = {"username": username, "password": password}
    return client.post("/accounts/login/", data, REMOTE_ADDR=address)


def fail_from_many_addresses(client, times, username="marina"):
    """Four failures an address: one fewer than stops the address itself."""
    for number in range(times):
        response = sign_in(client, username, address=f"203.0.113.{number // 4}")
    return response


def test_one_username_cannot_be_guessed_from_many_addresses(client, marina):
    last = fail_from_many_addresses(client, 20)
    right = sign_in(client, password=RIGHT, address=ELSEWHERE)

    for response in (last, right):
        assert response.status_code == 429
        assert PAUSED in response.content.decode()
    assert AuditEntry.objects.filter(action=AuditEntry.Action.LOCKED_OUT).count() == 1
    assert AuditEntry.objects.filter(action=AuditEntry.Action.SIGN_IN_FAILED).count() == 20


def test_nineteen_failures_from_many_addresses_do_not_pause(client, marina):
    last = fail_from_many_addresses(client, 19)

    assert "1 try left, then 15 minutes’ pause" in last.content.decode()
    assert sign_in(client, password=RIGHT, address=ELSEWHERE).status_code == 302


def test_strangers_cannot_keep_somebody_out_of_where_they_work(client, marina, limit):
    sign_in(client, password=RIGHT, address=HOME)
    client.logout()
    fail_from_many_addresses(client, limit)

    assert sign_in(client, password=RIGHT, address=ELSEWHERE).status_code == 429
    assert "4 tries left" in sign_in(client, address=HOME).content.decode()
    assert sign_in(client, password=RIGHT, address=HOME).status_code == 302


def test_a_place_where_somebody_worked_long_ago_is_no_exception(client, marina, limit):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, password=RIGHT, address=HOME)
        client.logout()
        clock.shift(timedelta(days=30, seconds=1))
        fail_from_many_addresses(client, limit)

        assert sign_in(client, password=RIGHT, address=HOME).status_code == 429


def test_the_place_of_a_colleague_is_no_exception(client, marina, limit):
    UserFactory(username="elif", role="MPO")
    sign_in(client, "elif", RIGHT, HOME)
    client.logout()
    fail_from_many_addresses(client, limit)

    assert sign_in(client, password=RIGHT, address=HOME).status_code == 429
    assert sign_in(client, "elif", RIGHT, HOME).status_code == 302


def test_a_pause_lasts_until_fewer_failures_than_the_limit_are_left(client, marina, limit):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        fail_from_many_addresses(client, 4)
        clock.shift(timedelta(minutes=10))
        for _each in range(limit - 4):
            sign_in(client, address="198.51.100.100")
        paused = sign_in(client, password=RIGHT, address=ELSEWHERE)
        clock.shift(timedelta(minutes=5, seconds=1))

        assert "paused for 5 minutes" in paused.content.decode()
        assert sign_in(client, password=RIGHT, address=ELSEWHERE).status_code == 302


@pytest.mark.parametrize("typed", ["MARINA", " marina ", "ｍarina"])
def test_however_a_username_is_typed_it_is_one(client, marina, limit, typed):
    fail_from_many_addresses(client, limit, username=typed)

    assert sign_in(client, password=RIGHT, address=ELSEWHERE).status_code == 429


def change_password(client, old=WRONG, address=HOME):
    new = "a battery staple"
    data = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/accounts/password/", data, REMOTE_ADDR=address)


def test_the_old_password_can_be_guessed_as_seldom_as_at_the_sign_in(client, marina):
    client.force_login(marina)
    responses = [change_password(client) for _each in range(5)]
    right = change_password(client, RIGHT)

    assert [response.status_code for response in responses] == [422] * 4 + [429]
    assert "Your old password was entered incorrectly" in responses[3].content.decode()
    for response in (responses[4], right):
        assert "Too many wrong passwords. Try again in 15 minutes." in response.content.decode()
    assert right.status_code == 429
    assert User.objects.get().check_password(RIGHT)


def test_a_pause_of_the_password_form_ends_by_itself(client, marina):
    client.force_login(marina)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _each in range(5):
            change_password(client)
        clock.shift(timedelta(minutes=15, seconds=1))
        wrong = change_password(client)
        right = change_password(client, RIGHT)

    assert wrong.status_code == 422
    assert right.status_code == 302


def test_the_old_password_cannot_be_guessed_from_many_addresses(client, marina, limit):
    client.force_login(marina)
    for number in range(limit):
        last = change_password(client, address=f"203.0.113.{number // 4}")
    right = change_password(client, RIGHT, ELSEWHERE)

    for response in (last, right):
        assert response.status_code == 429
        assert "Too many wrong passwords. Try again in 15 minutes." in response.content.decode()
    assert User.objects.get().check_password(RIGHT)


def test_strangers_do_not_pause_the_password_form_where_somebody_works(client, marina, limit):
    sign_in(client, password=RIGHT, address=HOME)
    fail_from_many_addresses(client.__class__(), limit)

    assert change_password(client, RIGHT).status_code == 302


def test_people_behind_a_proxy_that_speaks_ipv6_are_counted_apart(rf):
    first, second = (
        rf.get("/", REMOTE_ADDR=f"::ffff:{address}") for address in ("203.0.113.7", "203.0.113.8")
    )

    assert counted_address(first) == "203.0.113.7"
    assert counted_address(second) == "203.0.113.8"
