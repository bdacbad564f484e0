"""The page of one's own tokens."""

import re

import pytest

from omnitron.accounts import audit
from omnitron.accounts.models import ApiToken, AuditEntry
from omnitron.accounts.services.tokens import make_at_sign_in, make_token
from tests.accounts.people import manager
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
URL = "/accounts/tokens/"
KEY = re.compile(r"\b[0-9a-f]{64}\b")
WITHOUT_HTML = re.compile(r"<[^>]+>")


@pytest.fixture
def marina(client):
    user = UserFactory(role="MPO")
    client.force_login(user)
    return user


def words(response):
    """What the page says, in one line."""
    return " ".join(WITHOUT_HTML.sub(" ", response.content.decode()).split())


def keys_in(response):
    return set(KEY.findall(response.content.decode()))


@pytest.mark.parametrize("days", ["30", "90", "365", ""])
def test_a_token_is_made_for_as_long_as_was_chosen(client, marina, days):
    client.post(URL, {"name": "ERP", "days": days})

    token = ApiToken.objects.get()
    lasts = token.expiry and round((token.expiry - token.created).total_seconds() / 86_400)
    assert (token.user, token.name, token.source) == (marina, "ERP", "page")
    assert lasts == (int(days) if days else None)


def test_its_key_works_and_stands_on_the_answer_alone(client, marina, caplog):
    caplog.set_level(0)
    answer = client.post(URL, {"name": "ERP", "days": "30"})

    (key,) = keys_in(answer)
    assert "Copy it now: it will not be shown again." in words(answer)
    assert answer["Cache-Control"] == "private, no-store"
    header = {"Authorization": f"Token {key}"}
    assert client.get("/api/v1/active_user/", headers=header).status_code == 200
    # Nowhere else: neither on the next page nor in what is kept of this one.
    assert keys_in(client.get(URL)) == set()
    kept = [*dict(client.session).values(), client.cookies.output(), caplog.text]
    kept += AuditEntry.objects.values_list("changes", flat=True)
    assert key not in str(kept)


def test_the_form_sent_once_more_makes_no_second_one(client, marina):
    client.post(URL, {"name": "ERP", "days": "30"})

    again = client.post(URL, {"name": "ERP", "days": "30"})

    assert again.status_code == 422
    assert "You have a token “ERP” already" in words(again)
    assert keys_in(again) == set()
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": " ", "days": "30"}, "This field is required."),
        ({"name": "x" * 101, "days": "30"}, "at most 100 characters"),
        ({"name": "A\0B", "days": "30"}, "Null characters are not allowed."),
        ({"name": "ERP", "days": "31"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_made_is_refused_at_its_field(client, marina, given, told):
    answer = client.post(URL, given)

    assert answer.status_code == 422
    assert told in words(answer)
    assert not ApiToken.objects.exists()


def test_the_page_lists_ones_own_tokens_and_nobody_elses(client, marina):
    make_token(actor=marina, name="ERP", days=None)
    token, _key = make_at_sign_in(user=marina, remote_addr=None)
    make_token(actor=UserFactory(), name="Somebody else's", days=None)

    page = words(client.get(URL))

    assert "ERP" in page
    assert f"Signed in by the API {token.beginning}" in page
    assert "if unused until then" in page
    assert "Somebody else" not in page


def test_who_has_none_reads_what_they_are_for(client, marina):
    page = client.get(URL)

    assert "You have no tokens" in words(page)
    assert page.content.decode().count('href="/api/docs/"') == 2


def test_one_is_revoked_by_the_beginning_of_its_key(client, marina):
    token, _key = make_token(actor=marina, name="ERP", days=None)
    kept, _key = make_token(actor=marina, name="Shop", days=None)

    answer = client.post(f"{URL}{token.token_key}/revoke/", follow=True)

    assert f"ERP ({token.beginning}) was revoked." in words(answer)
    assert ApiToken.objects.get() == kept


def test_the_token_of_somebody_else_does_not_exist(client, marina):
    token, _key = make_token(actor=UserFactory(), name="ERP", days=None)

    answer = client.post(f"{URL}{token.token_key}/revoke/")

    assert answer.status_code == 404
    assert ApiToken.objects.get() == token


def test_all_are_revoked(client, marina):
    for name in ("ERP", "Shop"):
        make_token(actor=marina, name=name, days=None)
    other, _key = make_token(actor=UserFactory(), name="ERP", days=None)

    answer = client.post(f"{URL}revoke/", follow=True)

    assert "All your tokens were revoked." in words(answer)
    assert ApiToken.objects.get() == other


def test_the_page_asks_no_more_for_many_tokens(client, marina, django_assert_num_queries):
    client.get(URL)
    make_token(actor=marina, name="ERP", days=None)
    with django_assert_num_queries(3):
        client.get(URL)
    for number in range(30):
        make_token(actor=marina, name=f"ERP {number}", days=None)

    with django_assert_num_queries(3):
        client.get(URL)


def test_whoever_has_no_panel_finds_the_page_too(client):
    client.force_login(UserFactory(role="API client"))

    assert client.get(URL).status_code == 200
    assert f'href="{URL}"' in client.get("/").content.decode()


def test_an_administrator_sees_and_revokes_the_tokens_of_a_user(client):
    admin, user = UserFactory(role="Admin"), UserFactory(role="API client")
    client.force_login(admin)
    token, key = make_token(actor=user, name="ERP", days=None)
    page = client.get(f"/omnitron/settings/users/{user.pk}/")
    assert f"ERP {token.beginning}" in words(page)
    assert key not in page.content.decode()

    answer = client.post(f"/omnitron/settings/users/{user.pk}/revoke-tokens/", follow=True)

    assert f"All tokens of {user} were revoked." in words(answer)
    assert "No program asks in this user’s name." in words(answer)
    assert f"Token revoked · {admin.distinct_name}" in words(answer)
    assert f"tokens − {token}" in words(answer)
    assert f"Token made · {user.distinct_name}" in words(answer)
    assert not ApiToken.objects.exists()


def test_who_may_not_change_a_user_only_looks_at_their_tokens(client):
    admin = UserFactory(role="Admin")
    token, _key = make_token(actor=admin, name="ERP", days=None)
    client.force_login(manager())

    page = client.get(f"/omnitron/settings/users/{admin.pk}/")
    answer = client.post(f"/omnitron/settings/users/{admin.pk}/revoke-tokens/")

    assert token.beginning in words(page)
    assert "Revoke All Tokens" not in words(page)
    assert answer.status_code == 400
    assert ApiToken.objects.get() == token
    assert not audit.entries_about(admin).filter(action="token_revoked").exists()
