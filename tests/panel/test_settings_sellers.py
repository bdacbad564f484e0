import pytest

from omnitron.accounts import audit
from orders.models import Seller, SellerStaff
from tests.factories import OrderItemFactory, SellerFactory, SellerStaffFactory, UserFactory
from tests.forms import fields_of, post

pytestmark = pytest.mark.django_db

LIST = "/omnitron/settings/sellers/"
NEW = LIST + "new/"


@pytest.fixture
def admin(client):
    user = UserFactory(role="Admin")
    client.force_login(user)
    return user


def url_of(seller):
    return f"{LIST}{seller.pk}/"


def text(response):
    return response.content.decode()


def test_an_empty_list_offers_the_first_seller(client, admin):
    assert "No sellers yet" in text(client.get(LIST))


def test_a_seller_is_added_and_changed(client, admin):
    response = post(client, NEW, name="Luminar", code="lum", email="ops@luminar.example")
    seller = Seller.objects.get()
    assert response.url == url_of(seller)

    post(client, url_of(seller), name="Luminar Casa")

    seller.refresh_from_db()
    assert (seller.name, seller.code, seller.email) == (
        "Luminar Casa",
        "lum",
        "ops@luminar.example",
    )


def test_a_bad_address_is_refused_and_kept(client, admin):
    page = text(post(client, NEW, name="Luminar", code="lum", email="ops@luminar"))

    assert "Enter a valid email address." in page
    assert 'value="ops@luminar"' in page
    assert not Seller.objects.exists()


def test_a_code_in_use_stays(client, admin):
    seller = SellerFactory(code="lum")
    OrderItemFactory(seller=seller)

    assert "code" not in fields_of(client.get(url_of(seller)))


def test_staff_is_added_and_removed(client, admin):
    seller, user = SellerFactory(name="Luminar"), UserFactory(username="marina")

    added = client.post(url_of(seller) + "staff/", {"username": "marina"}, follow=True)
    assert f"{user} works for Luminar now." in text(added)
    assert SellerStaff.objects.filter(user=user, seller=seller).exists()
    client.post(f"{url_of(seller)}staff/{user.pk}/remove/")

    assert not SellerStaff.objects.exists()
    assert len(audit.entries_about(seller)) == 2


def test_an_unknown_username_is_named_and_kept(client, admin):
    page = text(client.post(url_of(SellerFactory()) + "staff/", {"username": "mariana"}))

    assert "There is no user “mariana”." in page
    assert 'value="mariana"' in page


def test_a_seller_is_deactivated_and_activated(client, admin):
    seller = SellerFactory(name="Luminar")

    client.post(url_of(seller) + "deactivate/")
    seller.refresh_from_db()
    assert not seller.is_active
    client.post(url_of(seller) + "activate/")

    seller.refresh_from_db()
    assert seller.is_active


def test_the_list_is_sorted_by_name_and_comes_in_pages(client, admin):
    Seller.objects.bulk_create(Seller(code=f"{n:03}", name=f"Seller {n:03}") for n in range(120))
    SellerFactory(name="şile")

    first, last = text(client.get(LIST)), text(client.get(LIST, {"page": 3}))

    assert "<strong>1–50</strong> of 121" in first
    assert 'href="?page=2"' in first
    assert "Seller 049" in first
    assert "Seller 050" not in first
    assert last.index("Seller 119") < last.index("şile")


@pytest.mark.parametrize("page", ["99", "abc", "-1", "\0"])
def test_a_page_that_does_not_exist_is_the_nearest_one(client, admin, page):
    SellerFactory(name="Luminar")

    response = client.get(LIST, {"page": page})

    assert response.status_code == 200
    assert "Luminar" in text(response)


def test_search_keeps_its_words_from_page_to_page(client, admin):
    Seller.objects.bulk_create(Seller(code=f"l{n}", name=f"Luminar {n}") for n in range(60))
    SellerFactory(name="Boutique")

    page = text(client.get(LIST, {"q": "luminar"}))

    assert "of 60" in page
    assert 'href="?q=luminar&amp;page=2"' in page


def test_pages_cost_the_same_with_3_and_33_sellers_and_staff(
    client, admin, django_assert_num_queries
):
    first = SellerFactory()
    for count in (3, 30):
        SellerStaffFactory.create_batch(count)
        SellerStaffFactory.create_batch(count, seller=first)
        client.get(LIST)
        with django_assert_num_queries(4):
            client.get(LIST)
        with django_assert_num_queries(8):
            client.get(url_of(first))
