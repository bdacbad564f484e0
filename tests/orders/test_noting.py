import pytest

from omnitron.core.errors import NotFound, Refusal
from orders.models import OrderEvent
from orders.services.noting import MAX_LENGTH, add_note
from tests.factories import SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_note_is_kept_with_its_author(order, support):
    add_note(actor=support, number=order.number, text="  Cliente ligou.\r\nPrefere PIX. ")
    event = OrderEvent.objects.get()
    assert (event.order, event.kind, event.actor) == (order, "note_added", support)
    assert event.note == "Cliente ligou.\nPrefere PIX."
    assert event.changes == {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The note is empty. Write what the others should know."),
        (" \r\n ", "The note is empty. Write what the others should know."),
        (
            "x" * (MAX_LENGTH + 1),
            "The note has 4001 characters; 4000 fit. Shorten it or add two.",
        ),
        ("a\0b", "The note has a character that is not text. Remove it."),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused(order, support, text, sentence):
    with pytest.raises(Refusal) as refusal:
        add_note(actor=support, number=order.number, text=text)
    assert str(refusal.value) == sentence
    assert not OrderEvent.objects.exists()


def test_the_longest_note_fits(order, support):
    add_note(actor=support, number=order.number, text="x" * MAX_LENGTH)
    assert len(OrderEvent.objects.get().note) == MAX_LENGTH


def test_a_stranger_s_order_does_not_exist(order):
    stranger = UserFactory(role="Support", channels=[SalesChannelFactory()])
    with pytest.raises(NotFound):
        add_note(actor=stranger, number=order.number, text="Hello")
    assert not OrderEvent.objects.exists()
