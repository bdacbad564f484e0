from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from omnitron.accounts.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
WRONG = "wrong"
Action = AuditEntry.Action


@pytest.fixture
def marina():
    return UserFactory(username="marina", role="MPO")


def sign_in(client, username="marina", password=WRONG, address="203.0.113.7", **data):
    return client.post(
        LOGIN, {"username": username, "password": password, **data}, REMOTE_ADDR=address
    )


def fail(client, times, **kwargs):
    for _each in range(times):
        response = sign_in(client, **kwargs)
    return response


def logged():
    entries = AuditEntry.objects.order_by("id")
    return [(entry.action, entry.subject_name, entry.remote_addr) for entry in entries]


def test_the_right_password_opens_the_panel_of_the_role(client, marina):
    response = sign_in(client, password="correct horse")

    assert response.status_code == 302
    assert response.url == "/"
    assert client.get("/").url == "/seller-center/"
    assert logged() == [(Action.SIGNED_IN, str(marina), "203.0.113.7")]


def test_after_a_wrong_password_only_that_is_asked_for_again(client, marina):
    response = sign_in(client)

    assert response.status_code == 422
    fields = response.context["form"].fields
    assert response.context["form"]["username"].value() == "marina"
    assert [name for name in fields if "autofocus" in fields[name].widget.attrs] == ["password"]


def test_signing_in_gives_the_session_a_new_key(client, marina):
    session = client.session
    session["before"] = True
    session.save()

    sign_in(client, password="correct horse")

    assert client.session.session_key != session.session_key
    assert client.session[SESSION_KEY] == str(marina.pk)


def test_the_wrong_password_says_how_many_tries_are_left(client, marina):
    texts = [sign_in(client).content.decode() for _each in range(4)]

    for left, text in zip((4, 3, 2), texts, strict=False):
        assert f"Username or password is wrong. {left} tries left, then 15 minutes’ pause." in text
    assert "Username or password is wrong. 1 try left, then 15 minutes’ pause." in texts[3]
    assert 'value="marina"' in texts[0]
    assert "wrong" not in texts[0].split('name="password"')[1].split(">")[0]
    assert logged() == [(Action.SIGN_IN_FAILED, str(marina), "203.0.113.7")] * 4


def test_an_unknown_username_gets_the_same_words_and_is_stored_nowhere(client, marina):
    known = sign_in(client).content.decode()
    unknown = sign_in(client, username="secret@example.com").content.decode()

    def message(page):
        return page.split('role="alert"')[1].split("</p>")[0]

    assert message(known) == message(unknown)
    assert logged()[1] == (Action.SIGN_IN_FAILED, "", "203.0.113.7")
    stored = [str(row) for row in AccessAttempt.objects.values_list()]
    assert not [row for row in stored if "secret" in row or "marina" in row]


def test_a_deactivated_user_is_as_unknown(client, marina):
    marina.is_active = False
    marina.save()

    response = sign_in(client, password="correct horse")

    assert "Username or password is wrong. 4 tries left" in response.content.decode()
    assert SESSION_KEY not in client.session


def test_an_empty_field_is_no_try(client, marina):
    response = sign_in(client, password="")

    assert "This field is required." in response.content.decode()
    assert logged() == []


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


@pytest.mark.parametrize("place", ["query", "body"])
def test_the_way_back_is_kept(client, marina, place):
    data = {"next": "/seller-center/?tab=1"} if place == "body" else {}
    url = LOGIN + ("?next=/seller-center/%3Ftab%3D1" if place == "query" else "")

    page = client.get(LOGIN + "?next=/seller-center/")
    response = client.post(url, {"username": "marina", "password": "correct horse", **data})

    assert 'name="next" value="/seller-center/"' in page.content.decode()
    assert response.url == "/seller-center/?tab=1"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", LOGIN]
)
def test_the_way_back_leads_to_no_other_site_and_in_no_circle(client, marina, target):
    response = sign_in(client, password="correct horse", next=target)

    assert response.url == "/"
    assert client.get(LOGIN, {"next": target}).url == "/"


def test_signing_out_ends_the_session_by_post_only(client, marina):
    client.force_login(marina)

    assert client.get("/accounts/logout/").status_code == 405
    response = client.post("/accounts/logout/", REMOTE_ADDR="203.0.113.7")

    assert response.url == LOGIN
    assert SESSION_KEY not in client.session
    assert logged() == [(Action.SIGNED_OUT, str(marina), "203.0.113.7")]


def test_who_was_deactivated_is_signed_out_at_once(client, marina):
    client.force_login(marina)
    marina.is_active = False
    marina.save()

    assert client.get("/seller-center/").url == f"{LOGIN}?next=/seller-center/"


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "198.51.100.9", "203.0.113.7"),
        (1, "198.51.100.9, 192.0.2.1", "192.0.2.1"),
        (2, "198.51.100.9, 192.0.2.1", "198.51.100.9"),
        (3, "192.0.2.1", "192.0.2.1"),
        (1, "nonsense", "203.0.113.7"),
    ],
)
def test_only_headers_of_our_own_proxies_are_believed(
    client, marina, settings, proxies, header, address
):
    settings.TRUSTED_PROXIES = proxies
    client.post(
        LOGIN,
        {"username": "marina", "password": "correct horse"},
        REMOTE_ADDR="203.0.113.7",
        headers={"X-Forwarded-For": header},
    )

    assert logged() == [(Action.SIGNED_IN, str(marina), address)]


def test_no_log_line_names_who_tried(client, marina, caplog):
    fail(client, 6)
    fail(client, 1, username="secret@example.com")

    assert "Locking out" in caplog.text
    assert "marina" not in caplog.text
    assert "secret" not in caplog.text
