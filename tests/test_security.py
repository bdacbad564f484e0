import os
import subprocess
import sys

import pytest

from tests.factories import OrderFactory, UserFactory

PRODUCTION = {
    "OMNITRON_ENV": "production",
    "SECRET_KEY": "k4n1z-" * 12 + "unlike-any-other",
    "ALLOWED_HOSTS": "omnitron.example",
}

# Nothing else of this process: a test before this one may have left its own settings there.
SERVICES = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "REDIS_URL")}


def test_the_deployment_check_is_silent_in_production():
    outcome = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "DEBUG"],
        env={**SERVICES, **PRODUCTION},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "System check identified no issues (0 silenced)." in outcome.stdout + outcome.stderr
    assert outcome.returncode == 0


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/settings/", "/no/such/page/"])
def test_every_page_forbids_scripts_and_styles_of_others(client, path):
    client.force_login(UserFactory(role="MPO"))
    if path == "/accounts/login/":
        client.logout()

    response = client.get(path)

    policy = dict(
        directive.strip().split(" ", 1)
        for directive in response["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_the_address_of_a_form_opened_as_a_page_says_so_in_the_frame(client):
    client.force_login(UserFactory(role="Operator"))

    response = client.get("/omnitron/order-list/select/")

    page = response.content.decode()
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "Nothing was changed." in page
    assert 'href="/omnitron/orders/"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "{}/", "{}/edit/", "{}/log/"])
def test_who_goes_back_gets_a_whole_page(client, page):
    order = OrderFactory()
    client.force_login(UserFactory(role="Operator", channels=[order.channel]))

    response = client.get(
        f"/omnitron/orders/{page.format(order.number)}",
        headers={"HX-History-Restore-Request": "true", "HX-Request": "true"},
    )

    assert response.status_code == 200
    assert response.content.decode().lstrip().startswith("<!doctype html>")
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_no_page_has_a_script_or_a_style_of_its_own(client):
    client.force_login(UserFactory(role="MPO"))

    for path in ("/accounts/settings/", "/seller-center/", "/no/such/page/"):
        page = client.get(path).content.decode()
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count("<script src=")
