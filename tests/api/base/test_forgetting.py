"""What clients sent and were answered goes with the customer that it is about."""

import pytest

from integrations.models import ErrorReport, IntegrationAction
from omnitron.api.models import KeptAnswer
from omnitron.panel.services.erasing import erase_customer
from tests.factories import CustomerFactory, OrderFactory, UserFactory

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "once"}


@pytest.fixture
def order(channel):
    named = {"first_name": "Inês", "last_name": "Araújo"}
    customer = CustomerFactory(channel=channel, phone_number="", **named)
    return OrderFactory(
        channel=channel,
        customer=customer,
        email="ines@example.com",
        phone="+55 11 98765",
    )


def erase(order):
    admin = UserFactory(role="Admin", channels=[order.channel])
    erase_customer(actor=admin, number=order.number)


def test_a_kept_answer_is_blank_and_nothing_is_done_twice(api, order):
    address = f"/api/v1/orders/{order.pk}/"
    first = api.patch(address, {"is_send": True}, headers=KEY)

    erase(order)

    assert first.json()["email"] == "ines@example.com"
    assert KeptAnswer.objects.get().body == ""
    again = api.patch(address, {"is_send": True}, headers=KEY)
    assert (again.status_code, again.content) == (200, b"")
    assert again.headers["Idempotent-Replayed"] == "true"


def test_the_answers_about_others_stay(api, order, channel):
    other = OrderFactory(channel=channel, first_name="Inês", email="joao@example.com")
    api.patch(f"/api/v1/orders/{other.pk}/", {"is_send": True}, headers=KEY)

    erase(order)

    assert "joao@example.com" in KeptAnswer.objects.get().body


@pytest.mark.parametrize(
    "told",
    [
        {"raw_request": '{"to": "Ines@Example.com"}'},
        {"raw_response": '{"name": "In\\u00eas Ara\\u00fajo"}'},
        {"error_desc": "Nobody answers +55 11 98765"},
        {"raw_request": "somebody", "action_content_type": "order"},
        {"raw_request": "somebody", "target_content_type": "customer"},
    ],
)
def test_a_report_about_the_customer_is_blank(api, channel, order, told):
    keys = {"action_object_id": order.pk, "target_object_id": order.customer_id}
    url = f"/api/v1/channel/{channel.pk}/error_reports/"
    assert api.post(url, {**keys, **told, "error_code": "E1"}).status_code == 201

    erase(order)

    texts = ("error_code", "error_desc", "raw_request", "raw_response")
    assert ErrorReport.objects.values_list(*texts).get() == ("", "", "", "")


def test_a_report_about_others_stays(api, channel, order):
    url = f"/api/v1/channel/{channel.pk}/error_reports/"
    other = OrderFactory(channel=channel)
    about = {"action_content_type": "order", "action_object_id": other.pk}
    api.post(url, {**about, "raw_request": "Inês Teixeira"})

    erase(order)

    assert ErrorReport.objects.get().raw_request == "Inês Teixeira"


def test_of_mappings_only_what_names_nobody_stays(api, channel, order):
    url = f"/api/v1/channel/{channel.pk}/integration_actions/"
    for name, key in (("order", order.pk), ("customer", order.customer_id)):
        told = {"content_type": name, "object_id": key, "remote_id": "R-1"}
        assert api.post(url, {**told, "state": {"name": "Inês"}}).status_code == 201

    erase(order)

    left = IntegrationAction.objects.order_by("pk").values_list("remote_id", "state")
    assert list(left) == [("R-1", {}), ("", {})]
