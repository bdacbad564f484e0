import pytest

from omnitron.panel.models import SavedView
from tests.factories import (
    OrderEventFactory,
    OrderFactory,
    PaymentTransactionFactory,
    UserFactory,
)
from tests.panel.order_detail.pages import text_of, url_of


@pytest.fixture
def order(channel):
    return OrderFactory(channel=channel, number="1711", notes="Inês lives in the back")


@pytest.fixture
def admin(client, channel):
    user = UserFactory(role="Admin", channels=[channel])
    client.force_login(user)
    return client


def test_the_question_says_what_will_happen(admin, order):
    OrderFactory(channel=order.channel, customer=order.customer)
    text = text_of(admin.get(url_of(order)))
    assert "Erase this customer’s personal data?" in text
    assert "in the customer’s record, in 2 orders and in their logs." in text
    assert "There is no way back" in text


def test_an_admin_erases_order_addresses_and_log(admin, order):
    OrderEventFactory(order=order, kind="note_added", note="Inês called")
    response = admin.post(url_of(order, "erase-customer"), follow=True)
    order.refresh_from_db()
    assert "The customer’s personal data was erased from 1 order." in text_of(response)
    assert (order.first_name, order.email, order.phone, order.notes) == ("", "", "", "")
    assert (order.shipping_address.line, order.shipping_address.country) == ("", "BR")
    for page in ("detail", "log"):
        assert "Inês" not in text_of(admin.get(url_of(order, page)))
    assert "erased the customer’s personal data" in text_of(admin.get(url_of(order, "log")))


def test_cards_and_saved_searches_of_the_customer_go_too(admin, order):
    PaymentTransactionFactory(order=order, card_mask="**** 4417")
    owner = UserFactory()
    for name, query in (("Hers", f"customer={order.email}"), ("All", "status=400")):
        SavedView.objects.create(user=owner, name=name, query=query)

    admin.post(url_of(order, "erase-customer"))

    assert order.transactions.get().card_mask == ""
    assert SavedView.objects.get().name == "All"


@pytest.mark.parametrize("role", ["Support", "Operator", "Finance", "MPO"])
def test_nobody_else_is_offered_it_or_may(client, channel, order, role):
    client.force_login(UserFactory(role=role, channels=[channel]))
    assert "Erase personal data" not in text_of(client.get(url_of(order)))
    assert client.post(url_of(order, "erase-customer")).status_code == 404
    order.refresh_from_db()
    assert order.first_name == "Inês"


def test_looking_at_the_address_erases_nothing(admin, order):
    assert admin.get(url_of(order, "erase-customer")).status_code == 405
    order.refresh_from_db()
    assert order.first_name == "Inês"


def test_a_stranger_s_customer_is_not_erased(admin):
    stranger = OrderFactory()
    assert admin.post(url_of(stranger, "erase-customer")).status_code == 404
    stranger.refresh_from_db()
    assert stranger.first_name == "Inês"
