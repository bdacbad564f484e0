import pytest
from django.http import QueryDict

from orders.filter_reading import is_in_order, is_words_alone
from orders.filters import OrderFilter
from payments.models import PaymentType
from tests.factories import SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db


def filter_of(user, query):
    return OrderFilter(QueryDict(query), user=user, payment_types=PaymentType.choices)


@pytest.mark.parametrize(
    ("query", "everything", "expected"),
    [
        ("status=500&status=400&placed_from=2017-11-24", True, True),
        ("platform=web", True, True),
        ("reported=no", True, True),
        ("waiting=yes", True, True),
        ("status=500", False, False),
        ("reported=yes", True, False),
        ("status=500&platform=web", True, False),
        ("payment_type=wallet", True, False),
        ("", True, False),
    ],
)
def test_one_field_alone_is_read_in_order_of_its_index(query, everything, expected):
    SalesChannelFactory()
    user = UserFactory(role="Admin", is_superuser=everything)

    assert is_in_order(filter_of(user, query)) is expected


def test_channels_are_read_in_order_for_who_has_few():
    channel = SalesChannelFactory()
    SalesChannelFactory()
    user = UserFactory(role="Operator", channels=[channel])

    assert is_in_order(filter_of(user, f"channel={channel.pk}"))


@pytest.mark.parametrize(
    ("query", "everything", "expected"),
    [
        ("customer=elif", True, True),
        ("q=elif", True, True),
        ("customer=elif", False, False),
        ("customer=elif&status=500", True, False),
        ("q=elif&customer=elif", True, False),
        ("q=1711,1712", True, False),
        ("status=500", True, False),
    ],
)
def test_statistics_are_asked_about_words_alone(query, everything, expected):
    SalesChannelFactory()
    order_filter = filter_of(UserFactory(role="Admin", is_superuser=everything), query)
    assert order_filter.qs is not None

    assert is_words_alone(order_filter) is expected
