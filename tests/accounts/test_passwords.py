import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from omnitron.accounts import audit
from omnitron.accounts.models import AuditEntry, User
from omnitron.accounts.sign_in_links import sign_in_link
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NEW = "a battery staple"


@pytest.fixture
def marina():
    return UserFactory(username="marina", role="MPO")


def change(client, old="correct horse", new=NEW):
    return client.post(
        "/accounts/password/",
        {"old_password": old, "new_password1": new, "new_password2": new},
    )


def test_a_new_password_keeps_this_session_and_ends_the_others(client, marina):
    other = Client()
    for browser in (client, other):
        browser.force_login(marina)

    response = change(client)

    assert response.url == "/accounts/settings/"
    assert User.objects.get().check_password(NEW)
    assert client.get("/seller-center/").status_code == 200
    assert other.get("/seller-center/").status_code == 302
    assert audit.entries_about(marina).get().action == AuditEntry.Action.PASSWORD_CHANGED
    assert audit.entries_about(marina).get().changes == {}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("wrong", NEW, "Your old password was entered incorrectly"),
        ("correct horse", "short", "at least 10 characters"),
        ("correct horse", "password123", "too common"),
        ("correct horse", "teixeira marina", "too similar"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(client, old, new, sentence):
    user = UserFactory(username="marina", last_name="Teixeira marina", role="MPO")
    client.force_login(user)

    response = change(client, old, new)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert User.objects.get().check_password("correct horse")
    assert not AuditEntry.objects.exists()


def follow(client, user):
    return client.get(sign_in_link(user, "http://testserver/").removeprefix("http://testserver"))


def choose(client, url, new=NEW):
    return client.post(url, {"new_password1": new, "new_password2": new})


def test_a_link_lets_a_new_user_choose_a_password_once(client, marina):
    marina.set_unusable_password()
    marina.save()
    link = sign_in_link(marina, "http://testserver/")

    form_url = follow(client, marina).url
    response = choose(client, form_url)

    assert response.url == "/accounts/login/"
    assert User.objects.get().check_password(NEW)
    assert audit.entries_about(marina).get().action == AuditEntry.Action.PASSWORD_CHANGED
    again = Client().get(link)
    assert again.status_code == 200
    assert "This link does not work any more" in again.content.decode()


def test_the_address_of_the_form_does_not_hold_the_token(client, marina):
    assert follow(client, marina).url.endswith("/set-password/")


def test_a_chosen_password_ends_a_pause(client, marina):
    for _each in range(5):
        client.post("/accounts/login/", {"username": "marina", "password": "wrong"})

    choose(client, follow(client, marina).url)
    response = client.post("/accounts/login/", {"username": "marina", "password": NEW})

    assert response.status_code == 302


def test_choosing_a_password_ends_the_session_of_somebody_else(client, marina):
    client.force_login(UserFactory())

    choose(client, follow(client, marina).url)

    assert SESSION_KEY not in client.session


def test_a_weak_password_is_refused_and_the_link_stays_good(client, marina):
    form_url = follow(client, marina).url

    response = choose(client, form_url, "short")

    assert response.status_code == 422
    assert "at least 10 characters" in response.content.decode()
    assert choose(client, form_url).status_code == 302


@pytest.mark.parametrize("kind", ["forged", "deactivated", "stranger"])
def test_a_link_that_is_not_good_says_where_to_get_one(client, marina, kind):
    path = sign_in_link(marina, "/")
    if kind == "forged":
        path = path[:-3] + "xx/"
    elif kind == "deactivated":
        User.objects.update(is_active=False)
    else:
        path = "/accounts/choose-password/OTk5OTk/abc-def/"

    response = client.get(path.replace("//", "/"))

    assert response.status_code == 200
    assert "Ask your administrator for a new one." in response.content.decode()
