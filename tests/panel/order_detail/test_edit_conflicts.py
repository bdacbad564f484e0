import pytest
from django.db import connection
from django.test import Client

from tests.concurrency import in_threads
from tests.forms import fields_of
from tests.panel.order_detail.edits import opened_fields, save_as, send
from tests.panel.order_detail.pages import text_of, url_of


def rows(response):
    """The rows of the conflict page: field, mine, theirs, when opened, who changed."""
    return [
        (row.name, row.mine, row.theirs, row.base, row.changed)
        for row in response.context["conflict"].rows
    ]


def test_changes_of_different_fields_are_merged_and_both_are_told(panel, order, colleague):
    fields = opened_fields(panel, order)
    save_as(colleague, order, last_name="Sá")
    response = panel.post(
        url_of(order, "edit-customer"), {**fields, "first_name": "Ines"}, follow=True
    )
    order.refresh_from_db()
    event = order.events.order_by("pk").last()
    assert (order.first_name, order.last_name) == ("Ines", "Sá")
    assert "Customer saved, together with what Deniz Aydın (deniz) saved meanwhile." in text_of(
        response
    )
    assert event.fields_changed() == [("first_name", "Inês", "Ines")]
    assert (event.merged_with, event.note) == ("Deniz Aydın (deniz)", "")


def conflict(client, order, colleague):
    """Both changed the phone, each of them one more field."""
    fields = opened_fields(client, order)
    save_as(colleague, order, phone="+55 49 3322 4417", last_name="Sá")
    return send(client, order, fields, phone="+55 49 99102 4417", first_name="Ines")


def test_changes_of_the_same_field_are_asked_about(panel, order, colleague):
    response = conflict(panel, order, colleague)
    assert response.status_code == 409
    assert rows(response) == [
        ("phone", "+55 49 99102-4417", "+55 49 3322-4417", "+55 31 98840-1276", "both"),
        ("first_name", "Ines", "Inês", "Inês", "mine"),
        ("last_name", "Araújo Pimentel", "Sá", "Araújo Pimentel", "theirs"),
    ]
    text = text_of(response)
    assert "Deniz Aydın (deniz) saved this customer while you were editing" in text
    assert "28 other fields are the same on all sides." in text
    order.refresh_from_db()
    assert (order.phone, order.first_name) == ("+554933224417", "Inês")


@pytest.mark.parametrize(
    ("chosen", "saved"),
    [
        (
            {"phone": "mine", "first_name": "mine", "last_name": "theirs"},
            ("+5549991024417", "Ines", "Sá"),
        ),
        (
            {"phone": "theirs", "first_name": "theirs", "last_name": "mine"},
            ("+554933224417", "Inês", "Araújo Pimentel"),
        ),
    ],
)
def test_what_was_chosen_is_saved(panel, order, colleague, chosen, saved):
    page = conflict(panel, order, colleague)
    choices = {f"choose-{name}": side for name, side in chosen.items()}
    assert send(panel, order, fields_of(page) | choices).status_code == 302
    order.refresh_from_db()
    assert (order.phone, order.first_name, order.last_name) == saved


def test_a_choice_meets_the_next_change_as_a_new_question(panel, order, colleague):
    page = conflict(panel, order, colleague)
    save_as(colleague, order, phone="+55 11 2345 6789")
    response = send(panel, order, fields_of(page) | {"choose-phone": "mine"})
    assert response.status_code == 409
    assert rows(response)[0] == (
        "phone",
        "+55 49 99102-4417",
        "+55 11 2345-6789",
        "+55 49 3322-4417",
        "both",
    )


def test_two_billing_addresses_are_one_question(panel, order, colleague):
    fields = opened_fields(panel, order)
    del fields["billing_same"]
    other = Client()
    other.force_login(colleague)
    send(other, order, fields, billing_address__city="Betim")
    page = send(panel, order, fields, billing_address__city="Contagem")
    [row] = page.context["conflict"].rows
    assert (row.name, row.label, row.base) == (
        "billing_address",
        "Billing address",
        "Same as the shipping address",
    )
    assert "30130-171 Contagem" in row.mine
    assert "30130-171 Betim" in row.theirs
    send(panel, order, fields_of(page) | {"choose-billing_address": "theirs"})
    order.refresh_from_db()
    assert order.billing_address.city == "Betim"


def test_mine_can_be_discarded(panel, order, colleague):
    html = conflict(panel, order, colleague).content.decode()
    assert f'<a class="btn" href="{url_of(order)}">Discard mine</a>' in html


@pytest.mark.django_db(transaction=True)
def test_of_two_forms_sent_at_once_one_is_asked(order, support, colleague):
    clients = [Client(), Client()]
    for client, user in zip(clients, (support, colleague), strict=True):
        client.force_login(user)
    fields = opened_fields(clients[0], order)
    answers = in_threads(
        lambda: send(clients[0], order, fields, first_name="Ines", last_name="Sá"),
        lambda: send(clients[1], order, fields, first_name="Inez"),
    )
    order.refresh_from_db()
    asked, saved = sorted(answers, key=lambda answer: answer.status_code, reverse=True)
    assert [saved.status_code, asked.status_code] == [302, 409]
    phone_rows = {row.name: (row.mine, row.theirs) for row in asked.context["conflict"].rows}
    assert set(phone_rows["first_name"]) == {"Ines", "Inez"}
    assert phone_rows["first_name"][1] == order.first_name
    assert order.events.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_reads_so_in_the_form(order, support):
    client = Client()
    client.force_login(support)
    fields = opened_fields(client, order)

    def save():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', '50ms', false)")
        return send(client, order, fields, first_name="Ines")

    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT 1 FROM orders_order WHERE id = %s FOR UPDATE", [order.pk])
        [response] = in_threads(save)
        cursor.execute("ROLLBACK")
    assert response.status_code == 422
    assert "Somebody else is changing this right now. Try again in a moment." in text_of(response)
    assert response.context["form"]["first_name"].value() == "Ines"
