"""The address of a preview shows again what was sent for it last."""

import pytest
from django.conf import settings
from django.test import Client

from cancellations.models import CancellationPlan
from omnitron.panel.services.erasing import erase_customer
from tests.cancellations.requests import ask
from tests.factories import UserFactory
from tests.panel.order_detail.pages import text_of, url_of
from tests.panel.order_detail.plans.forms import amounts_shown, apply, choose, preview
from tests.panel.requests.pages import approve


@pytest.fixture
def order(shop):
    return shop.place("30.00", "20.00")


def look(client, order):
    return client.get(url_of(order, "preview-plan"))


def test_the_preview_is_shown_again_without_sending_it_again(operator, shop, order):
    preview(operator, order, choose(shop, order.items.first(), note="By phone"))

    again = look(operator, order)

    assert (again.status_code, amounts_shown(again)) == (200, ["€30.00", "€30.00"])
    assert 'name="note" value="By phone"' in again.content.decode()
    assert f'data-address="{url_of(order, "preview-plan")}"' in again.content.decode()


def test_what_was_refused_is_shown_again_with_all_that_was_typed(operator, shop, order):
    preview(operator, order, choose(shop, order.items.first(), reason="", note="By phone"))

    again = look(operator, order)

    assert again.status_code == 422
    assert "choose a reason." in text_of(again)
    assert 'value="By phone"' in again.content.decode()
    assert f'data-address="{url_of(order, "preview-plan")}"' in again.content.decode()


def test_requests_that_are_approved_are_shown_again(operator, shop, order):
    asked = ask(shop, order.items.first())
    approve(operator, asked)
    assert f"Request {asked.pk} is answered by it." in text_of(look(operator, order))


def test_once_a_plan_is_made_the_address_leads_to_the_order(operator, shop, order):
    shown = preview(operator, order, choose(shop, order.items.first()))
    apply(operator, order, shown)

    again = look(operator, order)

    assert (again.status_code, again.url) == (302, url_of(order))
    assert CancellationPlan.objects.count() == 1


def test_nobody_sees_what_a_colleague_typed(operator, shop, order):
    preview(operator, order, choose(shop, order.items.first()))
    colleague = Client()
    colleague.force_login(shop.finance)
    assert look(colleague, order).status_code == 302
    assert look(operator, shop.place("5.00")).status_code == 302


def test_while_redis_is_away_the_preview_comes_and_is_not_kept(operator, shop, order):
    settings.CACHES["brief"]["LOCATION"] = "redis://127.0.0.1:1/0"
    try:
        shown = preview(operator, order, choose(shop, order.items.first()))
        assert look(operator, order).status_code == 302
        assert apply(operator, order, shown).status_code == 302
    finally:
        settings.CACHES["brief"]["LOCATION"] = settings.REDIS_URL
    assert CancellationPlan.objects.count() == 1


def test_nothing_typed_outlives_the_customer(
    operator, shop, order, django_capture_on_commit_callbacks
):
    preview(operator, order, choose(shop, order.items.first(), note="Inês has moved"))
    admin = UserFactory(role="Admin", channels=[shop.channel])

    with django_capture_on_commit_callbacks(execute=True):
        erase_customer(actor=admin, number=order.number)

    assert look(operator, order).status_code == 302
