"""A token for a name and a password."""

import pytest
from rest_framework.test import APIClient

from omnitron.accounts.models import ApiToken, AuditEntry
from omnitron.accounts.services.passwords import set_password
from omnitron.accounts.services.tokens import SIGN_INS_KEPT
from omnitron.api.base.authentication import TokenAuthentication
from orders.events import Actor
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/api/v1/auth/login/"


def sign_in(user, password="correct horse"):
    return APIClient().post(LOGIN, {"username": user.username, "password": password})


def asking(key):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    return client


def test_a_name_and_a_password_give_a_token_that_holds():
    user = UserFactory(role="API client")

    key = sign_in(user).json()["key"]

    answer = asking(key).get("/api/v1/active_user/")
    assert (answer.status_code, answer.json()["username"]) == (200, user.username)


def test_only_the_digest_of_a_token_is_kept():
    key = sign_in(UserFactory()).json()["key"]

    token = ApiToken.objects.get()

    assert key not in (token.digest, token.token_key)
    assert len(token.token_key) < len(key) / 2


def test_a_wrong_password_is_400_as_json_and_logged():
    user = UserFactory()

    answer = sign_in(user, password="wrong")

    assert answer.status_code == 400
    assert answer.json() == {
        "non_field_errors": ["Unable to log in with provided credentials."],
        "code": "invalid",
    }
    assert AuditEntry.objects.get().action == "sign_in_failed"


def test_after_five_wrong_passwords_it_is_paused():
    user = UserFactory()
    for _ in range(5):
        sign_in(user, password="wrong")

    answer = sign_in(user)

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 60


def test_a_new_password_ends_the_tokens_that_the_old_one_gave():
    user = UserFactory()
    key = sign_in(user).json()["key"]

    set_password(actor=user, password="battery staple horse")

    assert asking(key).get("/api/v1/active_user/").status_code == 401


def test_somebody_who_is_shut_out_has_no_token_any_more():
    user = UserFactory()
    key = sign_in(user).json()["key"]
    user.is_active = False
    user.save()

    assert asking(key).get("/api/v1/active_user/").status_code == 401


def test_of_the_tokens_of_sign_ins_the_newest_stay():
    user = UserFactory()
    first = sign_in(user).json()["key"]

    for _ in range(SIGN_INS_KEPT):
        sign_in(user)

    assert asking(first).get("/api/v1/active_user/").status_code == 401
    assert ApiToken.objects.count() == SIGN_INS_KEPT


@pytest.mark.parametrize("header", ["", "Token", "Token x y", "Token ä", "Bearer abc", "Token abc"])
def test_what_is_no_token_is_401_as_json(header):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=header)

    answer = client.get("/api/v1/active_user/")

    assert answer.status_code == 401
    assert set(answer.json()) == {"detail", "code"}


def test_what_is_done_by_a_token_is_logged_as_an_api_clients(api):
    key = api._credentials["HTTP_AUTHORIZATION"].split()[1]
    user, _token = TokenAuthentication().authenticate_credentials(key.encode())

    assert Actor.of(user).type == "api_client"
