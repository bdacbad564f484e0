import pytest

from omnitron.accounts import audit
from omnitron.accounts.models import User
from tests.factories import UserFactory
from tests.forms import post

pytestmark = pytest.mark.django_db

URL = "/accounts/settings/"


@pytest.fixture
def marina(client):
    user = UserFactory(first_name="Marina", last_name="Teixeira", role="MPO")
    client.force_login(user)
    return user


def test_own_settings_are_saved_and_logged(client, marina):
    response = post(client, URL, first_name="Mariana", time_zone="Asia/Tokyo", theme="dark")

    assert response.url == URL
    user = User.objects.get()
    assert (user.first_name, user.time_zone, user.theme) == ("Mariana", "Asia/Tokyo", "dark")
    assert audit.entries_about(user).get().changes == {
        "first_name": ["Marina", "Mariana"],
        "time_zone": ["UTC", "Asia/Tokyo"],
        "theme": ["auto", "dark"],
    }


def test_the_language_is_that_of_the_next_page(client, marina):
    post(client, URL, language="tr")

    assert '<html lang="tr"' in client.get(URL).content.decode()
    client.logout()
    assert '<html lang="en"' in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("time_zone", "Mars/Olympus"), ("language", "xx"), ("theme", "pink")]
)
def test_what_cannot_be_chosen_is_refused_and_nothing_typed_is_lost(client, marina, field, value):
    response = post(client, URL, last_name="Sá", **{field: value})

    assert response.status_code == 422
    assert "Select a valid choice." in response.content.decode()
    assert 'value="Sá"' in response.content.decode()
    assert User.objects.get().last_name == "Teixeira"


def test_an_old_name_of_a_time_zone_stays_until_another_is_chosen(client, marina):
    User.objects.update(time_zone="Turkey")

    post(client, URL, first_name="Mariana")

    assert User.objects.get().time_zone == "Turkey"
