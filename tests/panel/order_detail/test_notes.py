import pytest
from django.contrib.auth.models import Permission

from orders.models import OrderEvent
from tests.factories import OrderFactory, UserFactory
from tests.panel.order_detail.pages import text_of, url_of


def test_a_note_stands_in_the_log(panel, order, support):
    response = panel.post(
        url_of(order, "add-note"), {"note": "Prefers <b>PIX</b>\r\nfrom now on"}, follow=True
    )
    event = order.events.get()
    assert response.redirect_chain == [(url_of(order, "log"), 302)]
    assert (event.kind, event.actor) == (OrderEvent.Kind.NOTE_ADDED, support)
    assert "Note added." in text_of(response)
    assert "Elif Şahin (elif) added a note Prefers <b>PIX</b> from now on" in text_of(response)


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (" \n ", "The note is empty. Write what the others should know."),
        ("x" * 4001, "The note has 4001 characters; 4000 fit. Shorten it or add two."),
    ],
)
def test_a_note_that_cannot_be_kept_says_why_and_stays(panel, order, note, sentence):
    response = panel.post(url_of(order, "add-note"), {"note": note})
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert f">{note}</textarea>" in response.content.decode()
    assert not OrderEvent.objects.exists()


def test_who_may_only_look_is_offered_no_note(client, channel, order):
    reader = UserFactory(channels=[channel])
    reader.user_permissions.set(
        Permission.objects.filter(codename__in=["use_omnitron", "view_orders"])
    )
    client.force_login(reader)
    assert "Add Note" not in text_of(client.get(url_of(order, "log")))
    assert client.post(url_of(order, "add-note"), {"note": "Hi"}).status_code == 404
    assert not OrderEvent.objects.exists()


def test_a_stranger_s_order_takes_no_note(panel):
    stranger = OrderFactory()
    response = panel.post(url_of(stranger, "add-note"), {"note": "Hi"})
    assert response.status_code == 404
    assert "There is no such order here" in text_of(response)
    assert not OrderEvent.objects.exists()
