"""Each action of a package's page, and what each refuses: nothing written, nothing typed lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orders.models import OrderEvent, Package
from orders.services.packages.shipping import ship_package
from orders.states import Status
from tests.factories import (
    DeliverySettingFactory,
    OrderItemFactory,
    SellerFactory,
    ShippingCompanyFactory,
)
from tests.orders.packages.parcels import fresh, package_of, staff_of, statuses_of
from tests.seller_center.packages.pages import actions_on, messages_of, opened_in, text_of, url_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def ready(seller):
    """A package that stands ready."""
    return package_of(seller, Status.PREPARING, ready_at=timezone.now())


@pytest.fixture
def jadlog(db):
    return ShippingCompanyFactory(name="Jadlog")


def send(client, package, step, **values):
    """The answer to a form of the page, opened just now unless `opened` says what was seen."""
    if step in ("invoice/", "delivery/"):
        values.setdefault("opened", opened(client, package, step))
    return client.post(url_of(package, step), values, follow=True)


def opened(client, package, step):
    """What a form of the page shows now, sealed."""
    return opened_in(client.get(url_of(package)), step.removesuffix("/"))


def words_of(response):
    return " ".join(text_of(response).split())


def is_untouched(package):
    return fresh(package).status == package.status and not OrderEvent.objects.exists()


def test_a_package_is_shipped(client, packer, ready, jadlog):
    response = send(client, ready, "ship/", company_id=jadlog.pk, tracking_number=" JD04 ")

    assert response.redirect_chain == [(url_of(ready), 302)]
    assert messages_of(response) == [f"Package {ready.number} is Shipped now."]
    package = fresh(ready)
    assert (package.status, package.shipping_company, package.tracking_number) == (
        "shipped",
        jadlog,
        "JD04",
    )
    assert 'href="https://carrier.example.com/track/JD04"' in text_of(response)


@pytest.mark.parametrize(
    "step",
    ["ship/", "invoice/", "delivery/", "divide/", "reject/", "undo/1/", "do/start_preparing/"],
)
def test_the_address_of_a_form_leads_to_the_page_that_has_it(client, packer, package, step):
    response = client.get(url_of(package, step))

    assert (response.status_code, response.url) == (302, url_of(package))


def test_the_answer_to_a_form_bears_the_address_of_its_page(client, packer, ready):
    address = f'data-address="{url_of(ready)}"'

    assert address in text_of(send(client, ready, "ship/", company_id="", tracking_number=""))
    assert address not in text_of(client.get(url_of(ready)))


def test_a_company_of_ones_own_needs_no_number(client, packer, ready):
    van = ShippingCompanyFactory(name="Own van", needs_tracking_number=False)
    assert "Without a number: Own van." in text_of(client.get(url_of(ready)))

    send(client, ready, "ship/", company_id=van.pk, tracking_number="")

    assert fresh(ready).status == "shipped"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"tracking_number": ""},
            "Jadlog needs a tracking number: type the one on its label.",
        ),
        (
            {"tracking_number": "X" * 129},
            "The tracking number has more than 128 characters: look at it again.",
        ),
        (
            {"company_id": ""},
            "Choose the shipping company from the list: this one is not offered.",
        ),
        (
            {"company_id": "999999999999999999999"},
            "Choose the shipping company from the list: this one is not offered.",
        ),
    ],
)
def test_what_is_wrong_with_a_shipment_is_said(client, packer, ready, jadlog, typed, sentence):
    values = {"company_id": jadlog.pk, "tracking_number": "JD04", **typed}

    response = send(client, ready, "ship/", **values)

    assert response.status_code == 422
    page = text_of(response)
    assert sentence in page
    if values["tracking_number"]:
        assert f'value="{values["tracking_number"]}"' in page
    if values["company_id"] == jadlog.pk:
        assert f'<option value="{jadlog.pk}" selected>Jadlog</option>' in page
    assert is_untouched(ready)


def test_a_company_that_was_made_passive_meanwhile_is_refused(client, packer, ready, jadlog):
    jadlog.is_active = False
    jadlog.save()

    response = send(client, ready, "ship/", company_id=jadlog.pk, tracking_number="JD04")

    assert response.status_code == 422
    assert 'value="JD04"' in text_of(response)
    assert is_untouched(ready)


def test_what_was_typed_stays_though_somebody_else_has_shipped(
    client, packer, seller, ready, jadlog
):
    ana = staff_of(seller, first_name="Ana", last_name="Lima", username="ana")
    ship_package(actor=ana, number=ready.number, company_id=jadlog.pk, tracking_number="FIRST")

    response = send(client, ready, "ship/", company_id=jadlog.pk, tracking_number="SECOND")

    assert response.status_code == 422
    page = " ".join(text_of(response).split())
    sentence = f"Package {ready.number} is Shipped: Ship is not possible. Ana Lima (ana) did that:"
    assert sentence in page
    assert "You typed: Jadlog, SECOND." in page
    assert fresh(ready).tracking_number == "FIRST"


def test_an_invoice_that_was_typed_stays_though_the_package_was_canceled(client, packer, package):
    seen = opened(client, package, "invoice/")
    Package.objects.filter(pk=package.pk).update(status="canceled")

    response = send(
        client,
        package,
        "invoice/",
        opened=seen,
        invoice_number="CA-1",
        invoice_date=TODAY.isoformat(),
        e_archive_url="https://e-arsiv.example.com/1",
    )

    assert response.status_code == 422
    sentence = f"Package {package.number} is Canceled: Give Invoice is not possible."
    typed = f"You typed: CA-1, {TODAY.isoformat()}, https://e-arsiv.example.com/1."
    assert f"{sentence} {typed}" in words_of(response)
    assert package.items.get().invoice_number == ""


def test_a_delivery_setting_that_was_chosen_stays_though_the_package_has_left(
    client, packer, seller, ready, jadlog
):
    express = DeliverySettingFactory(name="Express", seller=seller, shipping_company=jadlog)
    seen = opened(client, ready, "delivery/")
    ana = staff_of(seller, first_name="Ana", last_name="Lima", username="ana")
    ship_package(actor=ana, number=ready.number, company_id=jadlog.pk, tracking_number="FIRST")

    response = send(client, ready, "delivery/", opened=seen, setting_id=express.pk)

    assert response.status_code == 422
    words = words_of(response)
    sentence = f"Package {ready.number} is Shipped: Change Delivery Setting is not possible."
    assert f"{sentence} Ana Lima (ana) did that:" in words
    assert "You typed: Express, with Jadlog, Free." in words
    assert fresh(ready).delivery_setting is None


def test_what_cannot_be_read_stays_too_once_its_form_is_gone(client, packer, ready):
    seen = opened(client, ready, "invoice/")
    Package.objects.filter(pk=ready.pk).update(status="canceled")

    values = {"invoice_number": "CA-1", "invoice_date": "tomorrow", "e_archive_url": ""}
    response = send(client, ready, "invoice/", opened=seen, **values)

    sentence = f"Package {ready.number} is Canceled: Give Invoice is not possible."
    assert f"{sentence} You typed: CA-1, tomorrow." in words_of(response)


def test_two_invoices_are_shown_side_by_side_and_one_is_chosen(client, packer, seller, package):
    seen = opened(client, package, "invoice/")
    client.force_login(staff_of(seller, first_name="Ana", last_name="Lima", username="ana"))
    typed = {"invoice_date": TODAY.isoformat(), "e_archive_url": ""}
    send(client, package, "invoice/", invoice_number="THEIRS-1", **typed)
    client.force_login(packer)

    asked = send(client, package, "invoice/", opened=seen, invoice_number="MINE-1", **typed)

    assert asked.status_code == 422
    words = words_of(asked)
    assert "Ana Lima (ana) changed this while you were editing it: Number." in words
    for heading in ("Yours", "Theirs", "When you opened it"):
        assert heading in words
    assert "MINE-1" in words
    assert "THEIRS-1" in words
    assert package.items.get().invoice_number == "THEIRS-1"

    again = {**typed, "opened": opened_in(asked, "invoice"), "invoice_number": "MINE-1"}
    send(client, package, "invoice/", **again, **{"choose-invoice_number": "theirs"})
    assert package.items.get().invoice_number == "THEIRS-1"
    send(client, package, "invoice/", **again, **{"choose-invoice_number": "mine"})
    assert package.items.get().invoice_number == "MINE-1"


def test_two_delivery_settings_are_shown_side_by_side(client, packer, seller, package):
    express, van = (
        DeliverySettingFactory(name=name, seller=seller, slug=name.lower(), is_default=False)
        for name in ("Express", "Van")
    )
    seen = opened(client, package, "delivery/")
    send(client, package, "delivery/", setting_id=express.pk)
    express.is_active = False
    Package.objects.update(status="shipped")
    express.save()
    Package.objects.update(status="waiting_packaging")

    asked = send(client, package, "delivery/", opened=seen, setting_id=van.pk)

    assert asked.status_code == 422
    table = words_of(asked).partition("<tbody>")[2].partition("</tbody>")[0]
    assert table.index("Van") < table.index("Express")
    assert fresh(package).delivery_setting == express


def test_a_delivery_setting_says_what_it_costs(client, packer, seller, package):
    package.order.currency = "BRL"
    package.order.save()
    standard = DeliverySettingFactory(
        name="Standard", seller=seller, calculator="fixed", price="14.20"
    )
    DeliverySettingFactory(
        name="Much",
        slug="much",
        seller=seller,
        is_default=False,
        calculator="amount_based",
        price="9.90",
        free_above="200",
    )
    Package.objects.update(delivery_setting=standard)

    words = words_of(client.get(url_of(package)))

    assert "<dd>Standard, R$14.20</dd>" in words
    assert f"Standard, with {standard.shipping_company}, R$14.20</option>" in words
    assert ", R$9.90, free above R$200.00</option>" in words


def test_what_becomes_of_a_package_is_shown_and_not_possible_before_it_has_left(
    client, packer, seller, ready, mpo
):
    words = words_of(client.get(url_of(ready)))
    assert "The package is Ready to Ship: say here what became of it once it is shipped." in words
    for caption in ("Delivered", "Delivery Failed"):
        assert f'aria-describedby="after-shipping-why" disabled>{caption}</button>' in words

    shipped = package_of(seller, Status.SHIPPED)
    assert "After shipping" not in text_of(client.get(url_of(shipped)))


def test_a_package_that_is_held_offers_nothing(client, packer, seller):
    package = package_of(seller, Status.CANCELED)
    OrderItemFactory(
        order=package.order,
        package=package,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.APPROVED,
    )

    assert actions_on(client.get(url_of(package))) == []
    response = send(client, package, "do/start_preparing/")

    assert response.status_code == 422
    sentence = f"All items of package {package.number} wait for their cancellation or are canceled:"
    assert f"{sentence} Start Preparing is not possible." in words_of(response)


def test_a_package_of_which_a_part_has_left_offers_no_step_back(client, packer, seller):
    package = package_of(seller, Status.PREPARING, Status.SHIPPED)

    actions = actions_on(client.get(url_of(package)))
    assert ("Ready to Ship" in actions, "One Step Back" in actions) == (True, False)
    response = send(client, package, "do/step_back/")

    assert response.status_code == 422
    assert f"A part of package {package.number} has left: One Step Back" in words_of(response)
    assert is_untouched(package)


def test_what_came_back_is_shipped_once_more(client, packer, seller, jadlog):
    package = package_of(seller, Status.ATTEMPTED_DELIVERY, failed_at=timezone.now())

    send(client, package, "ship/", company_id=jadlog.pk, tracking_number="JD05")

    assert (fresh(package).status, fresh(package).tracking_number) == ("shipped", "JD05")


def test_the_goods_get_their_invoice(client, packer, package):
    response = send(
        client,
        package,
        "invoice/",
        invoice_number="CA2017-40177",
        invoice_date=TODAY.isoformat(),
        e_archive_url="https://e-arsiv.example.com/40177",
    )

    assert messages_of(response) == [f"Package {package.number} has invoice CA2017-40177."]
    item = package.items.get()
    assert (item.invoice_number, item.invoice_date) == ("CA2017-40177", TODAY)
    page = text_of(response)
    assert '<a href="https://e-arsiv.example.com/40177"' in page
    assert 'value="CA2017-40177"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"invoice_number": " "}, "Type the number of the invoice."),
        ({"invoice_date": ""}, "Give the date of the invoice."),
        ({"invoice_date": "31.02.2026"}, "Enter a valid date."),
        ({"invoice_date": (TODAY + timedelta(days=1)).isoformat()}, "is in the future: today is"),
        ({"e_archive_url": "ftp://x"}, "“ftp://x” is no web address: it begins with https://."),
        (
            {"invoice_number": "N" * 129},
            "The invoice number has more than 128 characters: look at it again.",
        ),
    ],
)
def test_what_is_wrong_with_an_invoice_is_said(client, packer, package, typed, sentence):
    right = {
        "invoice_number": "CA2017-40177",
        "invoice_date": TODAY.isoformat(),
        "e_archive_url": "https://e-arsiv.example.com/40177",
    }
    values = right | typed

    response = send(client, package, "invoice/", **values)

    assert response.status_code == 422
    page = text_of(response)
    assert page.count(sentence) == 1
    for name, value in values.items():
        if value.strip() and (name != "invoice_date" or name not in typed):
            assert f'value="{value}"' in page
    assert package.items.get().invoice_number == ""
    assert is_untouched(package)


def test_an_invoice_that_was_given_by_import_is_no_script(client, packer, package):
    package.items.update(invoice_number="1", e_archive_url="javascript:alert(1)")

    assert 'href="javascript' not in text_of(client.get(url_of(package)))


def test_another_delivery_setting_is_chosen(client, packer, package):
    express = DeliverySettingFactory(name="Express", seller=package.seller, handling_days=1)

    response = send(client, package, "delivery/", setting_id=express.pk)

    assert messages_of(response) == [f"Package {package.number} leaves by Express."]
    found = fresh(package)
    assert found.delivery_setting == express
    assert found.ship_by == package.placed_at + timedelta(days=1)


@pytest.mark.parametrize("which", ["passive", "another seller’s", "none"])
def test_a_delivery_setting_that_is_not_offered_is_refused(client, packer, package, which):
    strange = DeliverySettingFactory(name="Secret", seller=SellerFactory())
    passive = DeliverySettingFactory(name="Old", seller=package.seller, is_active=False)
    chosen = {"passive": passive.pk, "another seller’s": strange.pk, "none": ""}[which]

    response = send(client, package, "delivery/", setting_id=chosen)

    assert response.status_code == 422
    page = text_of(response)
    assert "Choose a delivery setting from the list: this one is not offered." in page
    assert '<details class="disclosure" open>' in page
    assert "Secret" not in page
    assert is_untouched(package)


def test_ticked_items_get_a_package_of_their_own(client, packer, seller):
    package = package_of(seller, Status.PREPARING, Status.PREPARING)
    first, second = package.items.order_by("line_number")

    response = send(client, package, "divide/", item=[second.pk])

    new = Package.objects.exclude(pk=package.pk).get()
    assert list(new.items.all()) == [second]
    assert list(package.items.all()) == [first]
    (told,) = messages_of(response)
    link = f'<a href="{url_of(new)}">{new.number}</a>'
    assert told == f"1 line is in a package of its own now: {link}."


def test_an_empty_new_package_is_refused(client, packer, package):
    response = send(client, package, "divide/")

    assert response.status_code == 422
    sentence = "Tick the products of the new package first: it would be empty."
    assert sentence in text_of(response)
    assert is_untouched(package)


def test_a_package_is_not_emptied_and_the_ticks_stay(client, packer, package):
    item = package.items.get()

    response = send(client, package, "divide/", item=[item.pk])

    assert response.status_code == 422
    assert f"All products of package {package.number} are ticked" in text_of(response)
    assert f'value="{item.pk}" aria-label="Choose {item.name}" checked' in text_of(response)
    assert Package.objects.count() == 1


@pytest.mark.parametrize("key", ["nonsense", "-1", "9" * 30, "٣"])
def test_what_no_page_sends_is_no_item(client, packer, package, key):
    response = send(client, package, "divide/", item=[key])

    assert response.status_code == 422
    assert is_untouched(package)


def test_an_item_of_another_package_stays_there(client, packer, package, stranger):
    foreign = stranger.items.get()

    response = send(client, package, "divide/", item=[foreign.pk])

    assert response.status_code == 422
    assert f"There is no order line {foreign.pk} in package" in text_of(response)
    foreign.refresh_from_db()
    assert foreign.package == stranger


def test_no_action_moves_what_a_plan_holds(client, packer, package):
    OrderItemFactory(
        order=package.order,
        package=package,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.APPROVED,
    )

    send(client, package, "do/start_preparing/")

    assert statuses_of(package) == [Status.PREPARING, Status.CANCELLATION_WAITING]
    assert "Cancellation Waiting" in text_of(client.get(url_of(package)))
