import pytest
from django.db.models import ProtectedError

from catalog.models import Product
from catalog.services.products import change_product, create_product
from omnitron.core.errors import FieldsRefused, Forbidden, NotFound
from tests.factories import OrderItemFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_user():
    return UserFactory(role="API client")


def test_a_product_is_added_with_all_that_is_said_of_it(client_user):
    product = create_product(
        actor=client_user,
        sku="LUM-IPE-1",
        name="Luminária Ipê",
        attributes={"color": "Latão", "watts": 7},
        image_url="https://images.example/ipe.jpg",
        non_returnable=True,
    )
    product.refresh_from_db()
    assert (product.sku, product.name) == ("LUM-IPE-1", "Luminária Ipê")
    assert product.attributes == {"color": "Latão", "watts": 7}
    assert product.image_url == "https://images.example/ipe.jpg"
    assert (product.non_returnable, product.is_active) == (True, True)


def test_a_sku_stands_for_one_product(client_user):
    ProductFactory(sku="LUM-IPE-1")
    with pytest.raises(FieldsRefused) as refused:
        create_product(actor=client_user, sku="LUM-IPE-1", name="Other")
    assert refused.value.fields == {"sku": ["There is a product with the SKU LUM-IPE-1 already."]}
    assert Product.objects.count() == 1


def test_nobody_takes_the_sku_of_another_product_by_a_change(client_user):
    ProductFactory(sku="LUM-IPE-1")
    other = ProductFactory(sku="LUM-IPE-2")
    with pytest.raises(FieldsRefused):
        change_product(actor=client_user, pk=other.pk, sku="LUM-IPE-1")
    other.refresh_from_db()
    assert other.sku == "LUM-IPE-2"


def test_what_is_too_long_is_told_by_field_with_the_most_that_fits(client_user):
    with pytest.raises(FieldsRefused) as refused:
        create_product(actor=client_user, sku="A" * 129, name="")
    assert set(refused.value.fields) == {"sku", "name"}
    assert "at most 128 characters" in refused.value.fields["sku"][0]


def test_a_change_keeps_what_it_does_not_say(client_user):
    product = ProductFactory(name="Luminária Ipê", attributes={"color": "Latão"})
    item = OrderItemFactory(product=product, name="Luminária Ipê")
    before = product.modified_at
    change_product(actor=client_user, pk=product.pk, name="Luminária Ipê II")
    product.refresh_from_db()
    item.refresh_from_db()
    assert (product.name, product.attributes) == ("Luminária Ipê II", {"color": "Latão"})
    assert product.modified_at > before
    assert item.name == "Luminária Ipê"


def test_what_is_not_there_is_not_changed(client_user):
    with pytest.raises(NotFound):
        change_product(actor=client_user, pk=0, name="Other")


def test_only_who_takes_orders_in_adds_and_changes_products():
    product = ProductFactory()
    operator = UserFactory(role="Operator")
    with pytest.raises(Forbidden):
        create_product(actor=operator, sku="LUM-IPE-1", name="Luminária Ipê")
    with pytest.raises(Forbidden):
        change_product(actor=operator, pk=product.pk, name="Other")


def test_products_are_seen_by_those_who_look_orders_up():
    product = ProductFactory()
    assert Product.objects.visible_to(UserFactory(role="Support")).get() == product
    assert not Product.objects.visible_to(UserFactory(role="Seller")).exists()


def test_a_product_of_an_order_line_is_not_deleted():
    product = ProductFactory()
    OrderItemFactory(product=product)
    with pytest.raises(ProtectedError):
        product.delete()
