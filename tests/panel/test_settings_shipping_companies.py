import pytest

from omnitron.accounts import audit
from orders.models import ShippingCompany
from tests.factories import (
    DeliverySettingFactory,
    OrderItemFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.forms import fields_of, post

pytestmark = pytest.mark.django_db

LIST = "/omnitron/settings/shipping-companies/"
NEW = LIST + "new/"


@pytest.fixture
def admin(client):
    user = UserFactory(role="Admin", username="elif", first_name="Elif", last_name="Şahin")
    client.force_login(user)
    return user


def url_of(company):
    return f"{LIST}{company.pk}/"


def text(response):
    return response.content.decode()


def test_an_empty_list_offers_the_first_company(client, admin):
    page = text(client.get(LIST))

    assert "No shipping companies yet" in page
    assert page.count(f'href="{NEW}"') == 2


def test_a_company_is_added(client, admin):
    response = post(client, NEW, name="Aras Kargo", code="aras")

    company = ShippingCompany.objects.get()
    assert response.url == url_of(company)
    assert (company.name, company.code, company.is_active) == ("Aras Kargo", "aras", True)
    assert "Aras Kargo was added." in text(client.get(response.url))


def test_a_new_company_needs_tracking_numbers_unless_somebody_unticks_it(client, admin):
    post(client, NEW, name="Aras Kargo", code="aras")
    post(client, NEW, name="Own van", code="van", needs_tracking_number=[])

    needed = dict(ShippingCompany.objects.values_list("code", "needs_tracking_number"))
    assert needed == {"aras": True, "van": False}


def test_whether_it_needs_tracking_numbers_is_changed_and_stands_in_the_history(client, admin):
    company = ShippingCompanyFactory()

    post(client, url_of(company), needs_tracking_number=[])

    company.refresh_from_db()
    assert company.needs_tracking_number is False
    (entry,) = audit.entries_about(company)
    assert entry.changes == {"needs_tracking_number": [True, False]}
    history = text(client.get(url_of(company))).split('id="history"')[1]
    assert "needs a tracking number" in history
    assert "<ins>no</ins>" in history


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(client, admin):
    ShippingCompanyFactory(code="aras")

    page = text(
        post(client, NEW, name="Başka", code="aras", tracking_url_template="javascript:alert(1)")
    )

    assert "Shipping company with this Code already exists." in page
    assert "Give a web address that begins with https://." in page
    assert 'value="Başka"' in page
    assert 'value="javascript:alert(1)"' in page
    assert ShippingCompany.objects.count() == 1


def test_a_code_that_files_cannot_name_is_refused_in_words(client, admin):
    page = text(post(client, NEW, name="Aras", code="aras kargo"))

    assert "Use letters from a to z, digits, hyphens and underscores, without spaces." in page
    assert not ShippingCompany.objects.exists()


def test_a_change_is_saved_and_stands_in_the_history(client, admin):
    company = ShippingCompanyFactory(name="Aras")

    post(client, url_of(company), name="Aras Kargo")

    page = text(client.get(url_of(company)))
    history = page.split('id="history"')[1]
    assert "<del>Aras</del>" in history
    assert "<ins>Aras Kargo</ins>" in history
    assert "Elif Şahin (elif)" in history


def test_a_code_in_use_cannot_be_typed_over(client, admin):
    company = ShippingCompanyFactory(code="aras", name="Aras")
    OrderItemFactory(shipping_company=company)

    page = client.get(url_of(company))
    post(client, url_of(company), code="other", name="Aras Kargo")

    assert "code" not in fields_of(page)
    assert "Orders refer to it, so it stays as it is." in text(page)
    company.refresh_from_db()
    assert (company.code, company.name) == ("aras", "Aras Kargo")


def test_a_clash_names_the_field_and_the_person_and_shows_both_values(client, admin):
    company = ShippingCompanyFactory(name="Aras")
    opened = client.get(url_of(company))
    post(client, url_of(company), name="Aras A.Ş.")

    answer = post(client, url_of(company), opened_as=opened, name="Aras Kargo")

    page = text(answer)
    assert "Elif Şahin (elif) changed this while you were editing it: Name." in page
    assert "Aras A.Ş." in page
    assert 'value="Aras Kargo"' in page
    company.refresh_from_db()
    assert company.name == "Aras A.Ş."


@pytest.mark.parametrize(("choice", "name"), [("mine", "Aras Kargo"), ("theirs", "Aras A.Ş.")])
def test_after_a_clash_the_person_decides(client, admin, choice, name):
    company = ShippingCompanyFactory(name="Aras")
    opened = client.get(url_of(company))
    post(client, url_of(company), name="Aras A.Ş.")
    clash = post(client, url_of(company), opened_as=opened, name="Aras Kargo")

    response = post(client, url_of(company), opened_as=clash, **{"choose-name": choice})

    assert response.status_code == 302
    company.refresh_from_db()
    assert company.name == name


def test_changes_of_two_people_in_different_fields_are_both_kept(client, admin):
    company = ShippingCompanyFactory(name="Aras", code="aras")
    opened = client.get(url_of(company))
    post(client, url_of(company), code="aras-kargo")

    response = post(client, url_of(company), opened_as=opened, name="Aras Kargo")

    assert response.status_code == 302
    company.refresh_from_db()
    assert (company.name, company.code) == ("Aras Kargo", "aras-kargo")


@pytest.mark.parametrize("opened", ["", "forged"])
def test_a_form_without_its_seal_is_shown_again_before_it_is_saved(client, admin, opened):
    company = ShippingCompanyFactory(name="Aras")

    answer = post(client, url_of(company), name="Aras Kargo", opened=opened)

    assert "This form was open for too long." in text(answer)
    company.refresh_from_db()
    assert company.name == "Aras"
    assert post(client, url_of(company), opened_as=answer).status_code == 302
    company.refresh_from_db()
    assert company.name == "Aras Kargo"


def test_a_company_is_deactivated_and_activated(client, admin):
    company = ShippingCompanyFactory(name="Aras")

    response = client.post(url_of(company) + "deactivate/", follow=True)
    assert "Aras is deactivated: files and pages may name it no longer." in text(response)
    response = client.post(url_of(company) + "activate/", follow=True)

    assert "Aras is active: files and pages may name it again." in text(response)
    assert [entry.changes for entry in audit.entries_about(company)] == [
        {"is_active": [False, True]},
        {"is_active": [True, False]},
    ]


@pytest.mark.parametrize("query", ["kargo", "KARGO", "yurtici", "Yurtiçi KARGO", "YURTİÇİ"])
def test_search_finds_names_and_codes_whatever_the_case_or_accents(client, admin, query):
    ShippingCompanyFactory(name="Yurtiçi Kargo", code="yk")
    ShippingCompanyFactory(name="Correios", code="correios")

    page = text(client.get(LIST, {"q": query}))

    assert "Yurtiçi Kargo" in page
    assert "Correios" not in page


@pytest.mark.parametrize("query", ["nothing", "100%", "a\0b", "_"])
def test_a_search_without_a_match_names_what_was_looked_for(client, admin, query):
    ShippingCompanyFactory(name="Aras", code="aras")

    page = text(client.get(LIST, {"q": query}))

    assert f"Nothing here has “{query}” in it.".replace("\0", "") in page


def test_the_list_can_be_narrowed_to_a_state(client, admin):
    ShippingCompanyFactory(name="Aras", code="a")
    ShippingCompanyFactory(name="Correios", code="c", is_active=False)

    page = text(client.get(LIST, {"state": "inactive"}))

    assert "Correios" in page
    assert "Aras" not in page


def test_the_list_costs_the_same_with_3_and_33_companies(client, admin, django_assert_num_queries):
    ShippingCompanyFactory.create_batch(3)
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    ShippingCompanyFactory.create_batch(30)

    with django_assert_num_queries(4):
        client.get(LIST)


def test_the_history_comes_in_pages(client, admin):
    company = ShippingCompanyFactory(name="Name 0")
    for number in range(1, 22):
        changes = {"name": [f"Name {number - 1}", f"Name {number}"]}
        audit.record(actor=admin, action=audit.Action.CHANGED, subject=company, changes=changes)

    first = text(client.get(url_of(company))).split('id="history"')[1]
    second = text(client.get(url_of(company), {"history": 2})).split('id="history"')[1]

    assert "<ins>Name 21</ins>" in first
    assert "<ins>Name 1</ins>" not in first
    assert "<ins>Name 1</ins>" in second


def test_whoever_deactivates_a_company_reads_how_many_delivery_settings_go_by_it(client, admin):
    company, unused = ShippingCompanyFactory(), ShippingCompanyFactory()
    DeliverySettingFactory.create_batch(2, shipping_company=company)

    of_company = text(client.post(url_of(company) + "deactivate/", follow=True))
    of_unused = text(client.post(url_of(unused) + "deactivate/", follow=True))

    sentence = "2 delivery settings still go by it: whoever ships their packages has to choose"
    assert sentence in of_company
    assert "still go" not in of_unused
