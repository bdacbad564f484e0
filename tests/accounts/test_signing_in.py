import pytest
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY

from omnitron.accounts.models import AuditEntry
from tests.accounts.signing_in import LOGIN, logged, sign_in

pytestmark = pytest.mark.django_db

Action = AuditEntry.Action


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
