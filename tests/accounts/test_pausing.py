"""The pause that failed tries bring about, and whom it leaves alone."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from omnitron.accounts.models import AuditEntry
from tests.accounts.signing_in import fail, logged, sign_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

Action = AuditEntry.Action


def test_after_five_failures_even_the_right_password_waits(client, marina):
    response = fail(client, 5)
    right = sign_in(client, password="correct horse")

    for answer in (response, right):
        assert answer.status_code == 429
        assert "Too many tries failed. Signing in is paused for 15 minutes." in (
            answer.content.decode()
        )
    assert right["Retry-After"] == "900"
    assert SESSION_KEY not in client.session
    failed = (Action.SIGN_IN_FAILED, str(marina), "203.0.113.7")
    assert logged() == [failed] * 5 + [(Action.LOCKED_OUT, str(marina), "203.0.113.7")]


def test_the_pause_ends_by_itself_and_trying_does_not_prolong_it(client, marina):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        fail(client, 5)
        clock.shift(timedelta(minutes=10))
        waiting = sign_in(client, password="correct horse")
        clock.shift(timedelta(minutes=5, seconds=1))
        response = sign_in(client, password="correct horse")

    assert "paused for 5 minutes" in waiting.content.decode()
    assert response.status_code == 302


def test_others_are_not_locked_out_with_them(client, marina):
    UserFactory(username="elif")
    fail(client, 5)

    assert sign_in(client, username="elif", password="correct horse").status_code == 302
    client.logout()
    elsewhere = sign_in(client, password="correct horse", address="198.51.100.2")
    assert elsewhere.status_code == 302


def test_a_username_in_other_letters_is_no_new_chance(client, marina):
    fail(client, 4)

    assert sign_in(client, username="MARINA").status_code == 429


def test_one_address_cannot_try_a_password_on_everybody(client, marina, settings):
    settings.SIGN_IN_FAILURES_PER_ADDRESS = 6
    for number in range(6):
        sign_in(client, username=f"user{number}")

    response = sign_in(client, password="correct horse")

    assert response.status_code == 429
    assert SESSION_KEY not in client.session
    assert logged()[-1] == (Action.LOCKED_OUT, "", "203.0.113.7")
    elsewhere = sign_in(client, password="correct horse", address="198.51.100.2")
    assert elsewhere.status_code == 302


def test_a_household_of_ipv6_is_one_address(client, marina):
    for number in range(4):
        sign_in(client, address=f"2001:db8:1:2::{number}")

    assert sign_in(client, address="2001:db8:1:2:ffff::1").status_code == 429


def test_success_forgets_the_failures(client, marina):
    fail(client, 4)
    sign_in(client, password="correct horse")
    client.logout()

    assert "4 tries left" in sign_in(client).content.decode()


def test_no_log_line_names_who_tried(client, marina, caplog):
    fail(client, 6)
    fail(client, 1, username="secret@example.com")

    assert "Locking out" in caplog.text
    assert "marina" not in caplog.text
    assert "secret" not in caplog.text
