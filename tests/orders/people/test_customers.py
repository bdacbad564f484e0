import pytest
from django.db import connection

from omnitron.core.errors import FieldsRefused, Forbidden, NotFound
from orders.models import Customer
from orders.services.people.customers import change_customer, create_customer
from tests.factories import CustomerFactory, OrderFactory, SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_customer_is_kept_as_the_channel_tells_it(actor, channel):
    customer = create_customer(
        actor=actor,
        channel_id=channel.pk,
        channel_code="C-17",
        email="Ines@Example.com",
        first_name="Inês",
        last_name="Araújo",
        phone_number="0555 666 77 88",
        erp_code="E17",
        extra_field={"tier": "gold"},
    )
    customer.refresh_from_db()
    assert customer.channel == channel
    assert (customer.channel_code, customer.email) == ("C-17", "Ines@Example.com")
    assert (customer.first_name, customer.last_name) == ("Inês", "Araújo")
    assert (customer.phone_number, customer.erp_code) == ("0555 666 77 88", "E17")
    assert (customer.extra_field, customer.is_active) == ({"tier": "gold"}, True)
    assert customer.created_at <= customer.modified_at


def test_a_code_stands_for_one_customer_of_a_channel(actor, channel):
    CustomerFactory(channel=channel, channel_code="C-17")
    with pytest.raises(FieldsRefused) as refused:
        create_customer(actor=actor, channel_id=channel.pk, channel_code="C-17")
    assert refused.value.fields == {
        "channel_code": ["This channel has a customer with the code C-17 already."]
    }
    assert refused.value.code == "unique"
    assert Customer.objects.count() == 1


def test_another_channel_may_have_the_same_code(actor, channel):
    CustomerFactory(channel_code="C-17")
    create_customer(actor=actor, channel_id=channel.pk, channel_code="C-17")
    assert Customer.objects.filter(channel_code="C-17").count() == 2


def test_what_does_not_fit_is_told_by_field(actor, channel):
    with pytest.raises(FieldsRefused) as refused:
        create_customer(
            actor=actor,
            channel_id=channel.pk,
            channel_code="C" * 129,
            email="nobody",
            phone_number="5" * 65,
        )
    assert set(refused.value.fields) == {"channel_code", "email", "phone_number"}
    assert "at most 128 characters" in refused.value.fields["channel_code"][0]
    assert "at most 64 characters" in refused.value.fields["phone_number"][0]


def test_a_change_keeps_what_it_does_not_say_and_leaves_orders_alone(actor, channel):
    customer = CustomerFactory(channel=channel, first_name="Inês", email="ines@example.com")
    order = OrderFactory(channel=channel, customer=customer)
    before = customer.modified_at
    change_customer(actor=actor, pk=customer.pk, first_name="Agnès")
    customer.refresh_from_db()
    order.refresh_from_db()
    assert (customer.first_name, customer.email) == ("Agnès", "ines@example.com")
    assert customer.modified_at > before
    assert order.first_name == "Inês"


def test_nobody_takes_the_code_of_another_customer_by_a_change(actor, channel):
    CustomerFactory(channel=channel, channel_code="C-17")
    other = CustomerFactory(channel=channel, channel_code="C-18")
    with pytest.raises(FieldsRefused) as refused:
        change_customer(actor=actor, pk=other.pk, channel_code="C-17")
    assert set(refused.value.fields) == {"channel_code"}


def test_a_strangers_channel_and_customer_do_not_exist(channel):
    stranger = UserFactory(role="API client", channels=[SalesChannelFactory()])
    customer = CustomerFactory(channel=channel)
    with pytest.raises(NotFound):
        create_customer(actor=stranger, channel_id=channel.pk, channel_code="C-17")
    with pytest.raises(NotFound):
        change_customer(actor=stranger, pk=customer.pk, first_name="Other")
    assert not Customer.objects.visible_to(stranger).exists()


def test_only_who_takes_orders_in_adds_and_changes_customers(channel):
    operator = UserFactory(role="Operator", channels=[channel])
    customer = CustomerFactory(channel=channel)
    with pytest.raises(Forbidden):
        create_customer(actor=operator, channel_id=channel.pk, channel_code="C-17")
    with pytest.raises(Forbidden):
        change_customer(actor=operator, pk=customer.pk, first_name="Other")
    assert Customer.objects.visible_to(operator).get() == customer


@pytest.mark.parametrize(
    ("field", "index"), [("email", "customer_by_email"), ("phone_number", "customer_by_phone")]
)
def test_a_customer_is_found_by_an_index(channel, field, index):
    """The other customers are as many as it takes for the planner to prefer an index."""
    Customer.objects.bulk_create(
        Customer(channel=channel, channel_code=f"{n}", email=f"c{n}@example.com", phone_number=n)
        for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE orders_customer")
    found = Customer.objects.filter(channel=channel, **{field: "c7@example.com"}).order_by("pk")
    assert index in found[:11].explain()
