import json
import logging
from logging.config import dictConfig
from smtplib import SMTPRecipientsRefused

import pytest
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from omnitron.core import logs
from omnitron.core.tracebacks import formatted, quotes_values
from tests.factories import OrderFactory, UserFactory

ACCESS = "omnitron.core.middleware"


@pytest.fixture
def written(capsys):
    """What a production log writes for a message that comes with its request."""

    def write(request, message, *values):
        formatter = {"json": logs.JSON_FORMATTER}
        handler = {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request"]}
        dictConfig(
            {
                "version": 1,
                "disable_existing_loggers": False,
                "filters": {"request": {"()": logs.AddRequest}},
                "formatters": formatter,
                "handlers": {"here": handler},
                "loggers": {"a.test": {"handlers": ["here"], "propagate": False}},
            }
        )
        with logs.bound(request):
            logging.getLogger("a.test").warning(message, *values, extra={"request": request})
        return json.loads(capsys.readouterr().err)

    return write


def test_a_line_holds_the_request_but_not_its_address(written):
    request = RequestFactory().get("/omnitron/orders/", {"q": "ayse@example.com"})
    request.request_id = "r-1"

    line = written(request, "Not Found")

    assert {name: line[name] for name in ("levelname", "message", "request_id")} == {
        "levelname": "WARNING",
        "message": "Not Found",
        "request_id": "r-1",
    }
    assert "request" not in line
    assert "ayse" not in str(line)


@pytest.mark.django_db
def test_a_line_of_django_names_the_page_and_not_its_address(client, written):
    request = client.get("/accounts/choose-password/MQ/s3cret-token/").wsgi_request

    line = written(request, "%s: %s", "Internal Server Error", request.path)

    assert line["message"] == "Internal Server Error: accounts:choose-password"


def test_a_line_never_loads_the_user(written):
    request = RequestFactory().get("/")
    request.user = SimpleLazyObject(lambda: pytest.fail("The user was loaded."))

    assert written(request, "Too late")["user_id"] is None


@pytest.mark.django_db
def test_a_request_is_logged_by_its_view_alone(client, caplog):
    user = UserFactory(role="Operator")
    client.force_login(user)
    with caplog.at_level(logging.INFO, logger=ACCESS):
        client.get("/omnitron/orders/", {"q": "ayse@example.com +905324449000"})

    (record,) = [record for record in caplog.records if record.name == ACCESS]
    assert record.method == "GET"
    assert record.view == "omnitron:order-list"
    assert record.status == 200
    assert not hasattr(record, "order_number")
    assert "ayse" not in str(vars(record))
    assert "5324449000" not in str(vars(record))


@pytest.mark.django_db
def test_the_order_of_a_request_is_logged(client, caplog):
    order = OrderFactory()
    client.force_login(UserFactory(role="Operator", channels=[order.channel]))
    with caplog.at_level(logging.INFO, logger=ACCESS):
        client.get(f"/omnitron/orders/{order.number}/")

    (record,) = [record for record in caplog.records if record.name == ACCESS]
    assert (record.view, record.order_number) == ("omnitron:order-detail", order.number)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/static/omnitron/mark.svg"])
def test_machines_and_static_files_are_not_logged(client, caplog, path):
    with caplog.at_level(logging.INFO, logger=ACCESS):
        client.get(path)

    assert not [record for record in caplog.records if record.name == ACCESS]


@pytest.mark.django_db
def test_what_somebody_typed_for_a_number_is_not_logged(client, caplog):
    client.force_login(UserFactory(role="Operator"))
    with caplog.at_level(logging.INFO, logger=ACCESS):
        client.get("/omnitron/orders/ana@example.com/")

    (record,) = [record for record in caplog.records if record.name == ACCESS]
    assert (record.view, record.status) == ("omnitron:order-detail", 404)
    assert not hasattr(record, "order_number")


def test_an_address_that_a_mail_server_refused_is_not_logged():
    refused = {"ana@example.com": (550, b"No such user")}
    try:
        raise SMTPRecipientsRefused(refused)
    except SMTPRecipientsRefused as error:
        text = formatted(error)

    assert quotes_values(SMTPRecipientsRefused({}))
    assert "SMTPRecipientsRefused" in text
    assert "ana@example.com" not in text
