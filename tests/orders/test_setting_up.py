import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from omnitron.accounts import audit
from omnitron.accounts.models import AuditEntry
from omnitron.core.errors import NotFound
from omnitron.core.merging import BothChanged
from orders.models import SalesChannel, Seller, ShippingCompany
from orders.services import setting_up
from tests.concurrency import start_behind
from tests.factories import (
    OrderFactory,
    OrderItemFactory,
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

CHANNEL = {
    "name": "Web TR",
    "slug": "web-tr",
    "channel_type": "web",
    "currency": "TRY",
    "timezone": "Europe/Istanbul",
}


def an_admin():
    return UserFactory(role="Admin")


def history_of(subject):
    return [(entry.action, entry.changes) for entry in audit.entries_about(subject)]


def values_of(company):
    return {
        "code": company.code,
        "name": company.name,
        "tracking_url_template": company.tracking_url_template,
        "needs_tracking_number": company.needs_tracking_number,
    }


def test_a_new_company_is_saved_and_logged():
    actor = an_admin()

    company = setting_up.create_shipping_company(
        actor=actor, code="aras", name="Aras", tracking_url_template=""
    )

    assert ShippingCompany.objects.get() == company
    assert audit.entries_about(company).get().actor == actor
    assert history_of(company) == [
        (AuditEntry.Action.CREATED, {"code": [None, "aras"], "name": [None, "Aras"]})
    ]


def test_two_companies_may_not_share_a_code_or_a_name():
    ShippingCompanyFactory(code="aras", name="Aras")

    with pytest.raises(ValidationError) as refusal:
        setting_up.create_shipping_company(
            actor=an_admin(), code="aras", name="Aras", tracking_url_template=""
        )

    assert sorted(refusal.value.message_dict) == ["code", "name"]
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "template", ["javascript:alert(1)//{tracking_number}", "//x/{tracking_number}", "https://x/"]
)
def test_a_tracking_address_is_a_web_page_of_one_parcel(template):
    with pytest.raises(ValidationError) as refusal:
        setting_up.create_shipping_company(
            actor=an_admin(), code="aras", name="Aras", tracking_url_template=template
        )

    assert list(refusal.value.message_dict) == ["tracking_url_template"]


def test_only_changed_fields_are_logged():
    company = ShippingCompanyFactory(code="aras", name="Aras", tracking_url_template="")
    opened = values_of(company)

    setting_up.change_shipping_company(
        actor=an_admin(), pk=company.pk, opened=opened, **{**opened, "name": "Aras Kargo"}
    )

    company.refresh_from_db()
    assert company.name == "Aras Kargo"
    assert history_of(company) == [(AuditEntry.Action.CHANGED, {"name": ["Aras", "Aras Kargo"]})]


def test_saving_without_a_change_logs_nothing():
    company = ShippingCompanyFactory()
    opened = values_of(company)

    setting_up.change_shipping_company(actor=an_admin(), pk=company.pk, opened=opened, **opened)

    assert history_of(company) == []


def test_a_stale_form_keeps_what_others_changed_elsewhere():
    company = ShippingCompanyFactory(name="Aras", tracking_url_template="")
    opened = values_of(company)
    ShippingCompany.objects.update(tracking_url_template="https://a.example/{tracking_number}")

    setting_up.change_shipping_company(
        actor=an_admin(), pk=company.pk, opened=opened, **{**opened, "name": "Aras Kargo"}
    )

    company.refresh_from_db()
    assert company.name == "Aras Kargo"
    assert company.tracking_url_template == "https://a.example/{tracking_number}"


def test_a_stale_form_does_not_overwrite_what_others_changed_in_the_same_field():
    company = ShippingCompanyFactory(name="Aras")
    opened = values_of(company)
    ShippingCompany.objects.update(name="ARAS")

    with pytest.raises(BothChanged) as refusal:
        setting_up.change_shipping_company(
            actor=an_admin(), pk=company.pk, opened=opened, **{**opened, "name": "Aras Kargo"}
        )

    company.refresh_from_db()
    assert company.name == "ARAS"
    assert [(clash.mine, clash.theirs) for clash in refusal.value.clashes] == [
        ("Aras Kargo", "ARAS")
    ]
    assert history_of(company) == []


def test_a_code_is_free_until_an_order_refers_to_it():
    company = ShippingCompanyFactory(code="aras")
    opened = values_of(company)

    setting_up.change_shipping_company(
        actor=an_admin(), pk=company.pk, opened=opened, **{**opened, "code": "aras-kargo"}
    )

    assert ShippingCompany.objects.get().code == "aras-kargo"


def test_a_code_in_use_stays():
    company = ShippingCompanyFactory(code="aras", name="Aras")
    OrderItemFactory(shipping_company=company)
    opened = values_of(company)

    with pytest.raises(ValidationError) as refusal:
        setting_up.change_shipping_company(
            actor=an_admin(), pk=company.pk, opened=opened, **{**opened, "code": "other"}
        )
    setting_up.change_shipping_company(
        actor=an_admin(), pk=company.pk, opened=opened, **{**opened, "name": "Aras Kargo"}
    )

    assert refusal.value.message_dict == {"code": ["Orders refer to “aras”: it stays as it is."]}
    company.refresh_from_db()
    assert (company.code, company.name) == ("aras", "Aras Kargo")


def test_a_channel_with_orders_keeps_its_short_name_and_its_currency():
    channel = SalesChannelFactory(slug="web", currency="BRL")
    OrderFactory(channel=channel)
    opened = {**CHANNEL, "name": channel.name, "slug": "web", "currency": "BRL"}

    with pytest.raises(ValidationError) as refusal:
        setting_up.change_channel(
            actor=an_admin(),
            pk=channel.pk,
            opened=opened,
            **{**opened, "slug": "web-2", "currency": "EUR"},
        )

    assert sorted(refusal.value.message_dict) == ["currency", "slug"]


def test_a_seller_with_orders_keeps_the_code():
    seller = SellerFactory(code="lum", name="Luminar", email="")
    OrderItemFactory(seller=seller)
    opened = {"code": "lum", "name": "Luminar", "email": ""}

    with pytest.raises(ValidationError) as refusal:
        setting_up.change_seller(
            actor=an_admin(), pk=seller.pk, opened=opened, **{**opened, "code": "x"}
        )

    assert list(refusal.value.message_dict) == ["code"]


@pytest.mark.parametrize(
    ("field", "value"), [("currency", "XXY"), ("timezone", "Europe/Atlantis"), ("slug", "a b")]
)
def test_a_channel_is_refused_for_what_no_standard_has(field, value):
    with pytest.raises(ValidationError) as refusal:
        setting_up.create_channel(actor=an_admin(), **{**CHANNEL, field: value})

    assert list(refusal.value.message_dict) == [field]
    assert not SalesChannel.objects.exists()


@pytest.mark.parametrize("factory", [ShippingCompanyFactory, SalesChannelFactory, SellerFactory])
def test_a_setting_is_deactivated_and_activated_and_both_are_logged_once(factory):
    subject = factory()
    model, actor = type(subject), an_admin()

    for active in (False, False, True, True):
        setting_up.set_active(actor=actor, model=model, pk=subject.pk, active=active)

    subject.refresh_from_db()
    assert subject.is_active is True
    assert history_of(subject) == [
        (AuditEntry.Action.CHANGED, {"is_active": [False, True]}),
        (AuditEntry.Action.CHANGED, {"is_active": [True, False]}),
    ]


def test_what_does_not_exist_is_not_found():
    with pytest.raises(NotFound):
        setting_up.set_active(actor=an_admin(), model=Seller, pk=404, active=False)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_the_same_field_at_once_the_second_is_asked():
    company = ShippingCompanyFactory(name="Aras")
    opened = values_of(company)

    def save(name):
        return setting_up.change_shipping_company(
            actor=actor, pk=company.pk, opened=opened, **{**opened, "name": name}
        )

    actor = an_admin()
    with transaction.atomic():
        save("First")
        second = start_behind(lambda: save("Second"))

    with pytest.raises(BothChanged) as refusal:
        second.result(timeout=5)
    assert refusal.value.clashes[0].theirs == "First"
    company.refresh_from_db()
    assert company.name == "First"
