import pytest
from django.urls import reverse

from omnitron.panel.order_detail.forms import CustomerForm
from orders.models import Address, Customer, Order
from orders.services.editing import Opened
from orders.snapshots import snapshot_of
from tests.factories import AddressFactory, OrderFactory, OrderItemFactory, UserFactory
from tests.forms import fields_of
from tests.panel.order_detail.edits import opened_fields, send
from tests.panel.order_detail.pages import text_of, url_of


def test_the_form_shows_what_the_order_says(panel, order):
    fields = opened_fields(panel, order)
    assert fields["first_name"] == ["Inês"]
    assert fields["phone"] == ["+55 31 98840-1276"]
    assert fields["shipping_address__country"] == ["BR"]
    assert fields["billing_same"] == ["yes"]


def test_saving_changes_the_order_says_so_and_goes_back(panel, order, support):
    response = panel.post(
        url_of(order, "edit-customer"),
        {**opened_fields(panel, order), "first_name": " Ines ", "phone": "(49) 99102-4417"},
        follow=True,
    )
    order.refresh_from_db()
    event = order.events.get()
    assert response.redirect_chain == [(url_of(order), 302)]
    assert "Customer saved." in text_of(response)
    assert (order.first_name, order.phone) == ("Ines", "+5549991024417")
    assert (event.actor, event.changes) == (
        support,
        {"first_name": ["Inês", "Ines"], "phone": ["+5531988401276", "+5549991024417"]},
    )


def test_saving_an_untouched_form_writes_nothing(panel, order):
    response = panel.post(url_of(order, "edit-customer"), opened_fields(panel, order), follow=True)
    order.refresh_from_db()
    assert "Nothing was changed." in text_of(response)
    assert order.version == 1
    assert not order.events.exists()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("email", "ines@exemplo", "“exemplo” is not a domain. Did you mean exemplo.com.br?"),
        ("email", "ines", "“ines” is no e-mail address: it needs a name, an @ and a domain."),
        (
            "phone",
            "12",
            "“12” is no phone number. Write it with its country code, such as +55 11 2345-6789.",
        ),
        (
            "last_name",
            "x" * 256,
            "Ensure this value has at most 255 characters (it has 256).",
        ),
        (
            "shipping_address__country",
            "ZZ",
            "Select a valid choice. ZZ is not one of the available choices.",
        ),
        ("first_name", "a\0b", "Null characters are not allowed."),
    ],
)
def test_a_field_that_is_wrong_says_so_and_keeps_what_was_typed(
    panel, order, field, typed, sentence
):
    response = send(panel, order, **{field: typed, "shipping_address__city": "Betim"})
    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors == {field: [sentence]}
    assert sentence in text_of(response)
    assert f'name="{field}"' in response.content.decode()
    assert (form[field].value(), form["shipping_address__city"].value()) == (typed, "Betim")
    assert not order.events.exists()


@pytest.mark.parametrize("letter", ["\ufdfa", "\u3316"])
def test_a_name_of_the_widest_letters_is_saved_and_found(panel, order, letter):
    response = send(panel, order, first_name=letter * 255)
    listed = panel.get(reverse("omnitron:order-list"), {"q": letter * 255})

    assert response.status_code == 302
    order.refresh_from_db()
    assert order.first_name == letter * 255
    assert panel.get(url_of(order)).status_code == 200
    assert [row.pk for row in listed.context["listing"].page.rows] == [order.pk]


def test_a_failed_form_begins_at_the_field_that_is_wrong(panel, order):
    html = send(panel, order, email="ines").content.decode()
    field = html[html.index('name="email"') :]
    assert html.count("autofocus") == 1
    assert "autofocus" in field[: field.index(">")]


def test_an_old_value_that_no_rule_accepts_does_not_keep_others_from_being_saved(panel, order):
    Order.objects.filter(pk=order.pk).update(phone="ask at the door", email="no address")
    Address.objects.filter(pk=order.shipping_address_id).update(country="ZZ", phone="none")
    assert send(panel, order, first_name="Ines").status_code == 302
    order.refresh_from_db()
    assert (order.first_name, order.phone) == ("Ines", "ask at the door")
    assert order.shipping_address.country == "ZZ"


def test_an_address_in_use_is_left_as_it_is(panel, order):
    old = order.shipping_address
    send(panel, order, shipping_address__city="Betim")
    order.refresh_from_db()
    old.refresh_from_db()
    assert (old.city, order.shipping_address.city) == ("Belo Horizonte", "Betim")
    assert order.billing_address == order.shipping_address


def test_a_billing_address_of_its_own(panel, order):
    fields = opened_fields(panel, order)
    del fields["billing_same"]
    send(panel, order, fields, billing_address__company_name="Ipê Ltda")
    order.refresh_from_db()
    assert order.billing_address.company_name == "Ipê Ltda"
    assert order.billing_address.city == "Belo Horizonte"
    assert order.shipping_address.company_name == ""


def test_the_same_address_box_wins_over_what_stands_in_the_billing_fields(panel, order):
    order.billing_address = AddressFactory(customer=order.customer, city="Betim")
    order.save()
    send(panel, order, billing_same="on", billing_address__city="Contagem")
    order.refresh_from_db()
    assert order.billing_address == order.shipping_address
    assert not Address.objects.filter(city="Contagem").exists()


@pytest.mark.parametrize(("ticked", "name"), [({}, "Inês"), ({"also_future": "on"}, "Ines")])
def test_the_customer_s_own_record_changes_only_by_a_tick(panel, order, ticked, name):
    send(panel, order, first_name="Ines", **ticked)
    assert Customer.objects.get(pk=order.customer_id).first_name == name


@pytest.mark.parametrize("opened", ["", "forged", "another order's"])
def test_a_form_that_lost_its_token_is_shown_again_with_what_was_typed(
    panel, order, channel, opened
):
    if opened == "another order's":
        opened = opened_fields(panel, OrderFactory(channel=channel))["opened"]
    response = send(panel, order, opened=opened, first_name="Ines")
    assert response.status_code == 422
    assert "This form was open for too long. Look at the values and save again." in text_of(
        response
    )
    assert response.context["form"]["first_name"].value() == "Ines"
    assert send(panel, order, fields_of(response)).status_code == 302
    order.refresh_from_db()
    assert order.first_name == "Ines"


def test_support_may_edit_and_is_offered_it(panel, order):
    assert 'id="edit-customer"' in panel.get(url_of(order)).content.decode()


@pytest.mark.parametrize("role", ["MPO", "Seller", "API client"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_edit_finds_no_form(client, channel, order, role, method):
    client.force_login(UserFactory(role=role, channels=[channel]))
    assert getattr(client, method)(url_of(order, "edit-customer")).status_code == 404


def test_fields_are_as_long_as_their_columns(order):
    form = CustomerForm(order, Opened(order.version, snapshot_of(order)))
    lengths = {name: getattr(field, "max_length", None) for name, field in form.fields.items()}
    columns = {
        f"{prefix}{column.name}": column.max_length
        for model, prefix in ((Order, ""), (Address, "shipping_address__"))
        for column in model._meta.concrete_fields
    }
    limited = {name for name in columns if columns[name] and lengths.get(name)}
    assert {name: lengths[name] for name in limited} == {name: columns[name] for name in limited}
    assert len(limited) == 15


@pytest.mark.parametrize("count", [3, 33])
def test_the_form_costs_the_same_at_3_and_33_lines(panel, order, count, django_assert_num_queries):
    OrderItemFactory.create_batch(count, order=order)
    with django_assert_num_queries(9):
        panel.get(url_of(order, "edit-customer"))
