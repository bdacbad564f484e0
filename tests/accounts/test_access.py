import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from omnitron.accounts.access import permitted, signed_in
from omnitron.accounts.models import User
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound

pytestmark = pytest.mark.django_db


@permitted("orders.view_orders")
def orders(request, /, number):
    return HttpResponse(number)


@permitted(SELLER_CENTER, panel=SELLER_CENTER)
def dashboard(request, /):
    return HttpResponse("dashboard")


@signed_in
def own_settings(request, /):
    return HttpResponse("settings")


def ask(*, role=None, method="get", active=True, **headers):
    request = getattr(RequestFactory(), method)("/orders/17/?tab=log", headers=headers)
    request.htmx = HtmxDetails(request)
    request.user = AnonymousUser()
    if role:
        request.user = User.objects.create_user(role, is_active=active)
        request.user.groups.add(Group.objects.get(name=role))
    return request


def test_who_holds_the_permission_sees_the_page():
    assert orders(ask(role="Support"), number="17").content == b"17"


def test_who_lacks_the_permission_finds_no_page():
    with pytest.raises(NotFound, match="This page does not exist"):
        orders(ask(role="Seller"), number="17")


def test_a_permission_is_worth_nothing_outside_its_panel():
    with pytest.raises(NotFound):
        orders(ask(role="API client"), number="17")


def test_who_was_deactivated_finds_no_page():
    with pytest.raises(NotFound):
        orders(ask(role="Support", active=False), number="17")


def test_each_panel_has_its_own_people():
    assert dashboard(ask(role="MPO")).content == b"dashboard"
    with pytest.raises(NotFound):
        dashboard(ask(role="Operator"))


def test_everybody_signed_in_reaches_their_own_settings():
    assert own_settings(ask(role="Seller")).content == b"settings"
    assert own_settings(ask()).url == "/accounts/login/?next=/orders/17/%3Ftab%3Dlog"


def test_a_stranger_signs_in_and_comes_back():
    response = orders(ask(), number="17")

    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/orders/17/%3Ftab%3Dlog"


def test_a_change_brings_a_stranger_back_to_the_form_not_to_the_change():
    response = orders(ask(method="post", referer="http://testserver/orders/18/"), number="17")

    assert response.url == "/accounts/login/?next=http%3A//testserver/orders/18/"


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/orders/18/"])
def test_a_change_from_elsewhere_brings_a_stranger_to_the_start(referer):
    response = orders(ask(method="post", referer=referer), number="17")

    assert response.url == "/accounts/login/?next=/"


def test_a_boosted_link_brings_a_stranger_to_the_page_it_leads_to():
    request = ask(
        hx_request="true", hx_boosted="true", hx_current_url="http://testserver/elsewhere/"
    )

    response = orders(request, number="17")

    assert response["HX-Redirect"] == "/accounts/login/?next=/orders/17/%3Ftab%3Dlog"


def test_a_fragment_sends_the_whole_window_to_the_sign_in_page():
    request = ask(hx_request="true", hx_current_url="http://testserver/orders/")

    response = orders(request, number="17")

    assert response.status_code == 200
    assert response["HX-Redirect"] == "/accounts/login/?next=/orders/"
