"""The mailed link: only for the one who asked, who is permitted still; each download is logged."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exports.access import token_of
from exports.models import Export
from omnitron.accounts.models import AuditEntry
from omnitron.accounts.panels import SELLER_CENTER
from tests.exports.shop import content, run
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def export(shop):
    return shop.export(shop.order(items=2))


@pytest.fixture
def browser(shop):
    client = Client()
    client.force_login(shop.user)
    return client


def link(export):
    return reverse("export-link", args=[token_of(export.pk)])


def download(export):
    return reverse("export-file", args=[export.pk])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_download_begins_by_itself(browser, export):
    response = browser.get(link(export))

    assert response.headers["Refresh"] == f"0; url={download(export)}"
    assert f'href="{download(export)}"' in response.content.decode()
    assert export.sha256 in text_of(response)


def test_the_way_back_leads_to_the_exports_of_its_panel(shop, browser, export):
    assert '<a href="/omnitron/exports/">' in browser.get(link(export)).content.decode()

    admin = UserFactory(role="Admin", is_superuser=True)
    other = shop.ask(shop.order(items=1), user=admin, panel=SELLER_CENTER)
    browser.force_login(admin)
    assert '<a href="/seller-center/exports/">' in browser.get(link(other)).content.decode()


@pytest.mark.parametrize(
    ("format", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_the_file_is_handed_out_as_it_is_and_never_as_a_page(shop, browser, format, content_type):
    export = shop.export(shop.order(items=2), format=format)

    response = browser.get(download(export))

    assert b"".join(response.streaming_content) == content(export)
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="order-items-{export.pk}.{format}"'
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_every_download_is_in_the_log(shop, browser, export):
    browser.get(link(export))
    assert not AuditEntry.objects.filter(action="downloaded").exists()

    for _time in range(2):
        browser.get(download(export), REMOTE_ADDR="203.0.113.7")

    first, _second = AuditEntry.objects.filter(action="downloaded")
    assert (first.actor, first.subject_type, first.subject_id, first.remote_addr) == (
        shop.user,
        "exports.export",
        str(export.pk),
        "203.0.113.7",
    )
    assert first.changes["sha256"] == [None, export.sha256]


def test_who_is_not_signed_in_signs_in_and_comes_back(export):
    response = Client().get(link(export))

    assert response.status_code == 302
    assert response.url == f"{reverse('accounts:login')}?next={link(export)}"


@pytest.mark.parametrize("role", ["Admin", "Operator", "Support", "Seller"])
def test_for_everybody_else_there_is_nothing(shop, export, role):
    client = Client()
    client.force_login(UserFactory(role=role, channels=[shop.channel]))

    for address in (link(export), download(export)):
        assert client.get(address).status_code == 404
    assert client.post(reverse("export-again", args=[export.pk])).status_code == 404
    assert not AuditEntry.objects.filter(action="downloaded").exists()


@pytest.mark.parametrize("lost", ["permission", "panel"])
def test_who_may_no_longer_export_gets_nothing_either(shop, browser, export, lost):
    shop.user.groups.clear()
    if lost == "panel":
        again = UserFactory(permissions=["exports.export_orders"])
        shop.user.groups.set(again.groups.all())

    for address in (link(export), download(export)):
        assert browser.get(address).status_code == 404


def test_a_link_that_we_did_not_sign_leads_nowhere(browser, export):
    forged = reverse("export-link", args=[f"{export.pk}.{'x' * 43}"])

    assert browser.get(forged).status_code == 404


def test_while_the_file_is_written_the_page_looks_again(shop, browser):
    export = shop.ask(shop.order(items=1))

    response = browser.get(link(export))

    assert response.headers["Refresh"] == "3"
    assert "The file is being written" in text_of(response)
    assert browser.get(download(export)).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "is not kept any more"),
        ({"status": "expired", "file": ""}, "is not kept any more"),
    ],
)
def test_an_expired_export_says_so_and_offers_another(browser, export, change, words):
    Export.objects.filter(pk=export.pk).update(**change)

    response = browser.get(link(export))

    assert "Refresh" not in response.headers
    assert words in text_of(response)
    response = browser.post(reverse("export-again", args=[export.pk]))
    again = Export.objects.exclude(pk=export.pk).get()
    assert response.url == link(again)
    assert again.site == "http://testserver/"
    assert browser.get(download(export)).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": "failed", "error": "no_space"}, "The file could not be kept"),
        ({"status": "canceled"}, "This export was canceled"),
    ],
)
def test_an_export_without_a_file_says_why(shop, browser, change, words):
    export = shop.ask(shop.order(items=1))
    Export.objects.filter(pk=export.pk).update(
        status="running", claim="6a2f41a3-c54c-4dc9-b5ba-d7cbd4e4bd02", claimed_until=timezone.now()
    )
    Export.objects.filter(pk=export.pk).update(**change)

    response = browser.get(link(export))

    assert words in text_of(response)
    assert "Again" in text_of(response)


def test_a_file_that_is_gone_is_said_to_be(browser, export, media):
    (media / export.file).unlink()

    response = browser.get(download(export))

    assert response.status_code == 404
    assert not AuditEntry.objects.filter(action="downloaded").exists()


def test_an_export_of_seller_center_is_reached_by_a_seller(shop):
    from omnitron.accounts.panels import SELLER_CENTER
    from tests.factories import OrderItemFactory, SellerStaffFactory

    post = SellerStaffFactory()
    order = shop.order()
    OrderItemFactory(order=order, seller=post.seller)
    export = run(shop.ask(order, user=post.user, panel=SELLER_CENTER))
    client = Client()
    client.force_login(post.user)

    assert client.get(link(export)).headers["Refresh"] == f"0; url={download(export)}"
    assert client.get(download(export)).status_code == 200
