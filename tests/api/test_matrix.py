"""Every address of the API answers everybody as `tests/api/matrix.py` says.

That file says how to add the lines of a new route: without them these tests fail, and name what is
missing. What a line names by a key is made in `world`, here.
"""

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, reverse
from rest_framework.test import APIClient

from geography.models import Country
from integrations.models import BatchRequest, IntegrationAction
from omnitron.accounts.roles import ROLES
from omnitron.api.urls import urlpatterns
from payments.models import PaymentType
from tests.api.clients import client_of
from tests.api.matrix import (
    ANONYMOUS,
    CALLERS,
    KEY,
    LINES,
    NONE,
    OPEN_LINES,
    SELLER_CENTER_LINES,
    SOME,
    STRANGER,
)
from tests.factories import (
    AddressFactory,
    CancellationPlanFactory,
    CancellationReasonFactory,
    CancellationRequestFactory,
    CityFactory,
    CustomerFactory,
    DeliveryFactory,
    DistrictFactory,
    OrderEventFactory,
    OrderFactory,
    OrderItemFactory,
    PackageFactory,
    PaymentTransactionFactory,
    ProductFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerStaffFactory,
    ShippingCompanyFactory,
    TownshipFactory,
    UserFactory,
    WebhookFactory,
)

pytestmark = pytest.mark.django_db
PAYMENT_TYPES = (
    PaymentType.CREDIT_CARD,
    PaymentType.FUNDS_TRANSFER,
    PaymentType.PAY_ON_DELIVERY,
    PaymentType.LOYALTY_MONEY,
    PaymentType.BKM_EXPRESS,
)
METHODS = {"get", "post", "put", "patch", "delete"}
GROUPS = {"": OPEN_LINES, "v1:": LINES, "i2:": SELLER_CENTER_LINES}
NAMED = [(f"api:{group}{line.name}", line) for group, lines in GROUPS.items() for line in lines]


def make_rows(channel, seller):
    """One row of each thing that a line names, in one sales channel and of one seller."""
    # Countries are there already.
    Country.objects.filter(code="TR").update(id=KEY)
    DistrictFactory(pk=KEY, township=TownshipFactory(pk=KEY, city=CityFactory(pk=KEY)))
    ProductFactory(pk=KEY)
    ShippingCompanyFactory(pk=KEY)
    customer = CustomerFactory(pk=KEY, channel=channel)
    AddressFactory(pk=KEY, customer=customer)
    order = OrderFactory(pk=KEY, number="ON-1", channel=channel, is_send=False)
    # It has changed since anybody took it over.
    OrderEventFactory(order=order)
    for number, payment_type in enumerate(PAYMENT_TYPES):
        PaymentTransactionFactory(pk=KEY + number, order=order, payment_type=payment_type)
    package = PackageFactory(pk=KEY, order=order, seller=seller)
    OrderItemFactory(pk=KEY, order=order, package=package, seller=seller)
    CancellationReasonFactory(pk=KEY)
    CancellationPlanFactory(pk=KEY, order=order)
    asked = OrderItemFactory(order=order, seller=seller)
    CancellationRequestFactory(pk=KEY, item=asked)
    DeliveryFactory(pk=KEY, webhook=WebhookFactory(pk=KEY, channel=channel))
    IntegrationAction.objects.create(
        pk=KEY, channel=channel, content_type="order", object_id=KEY, status="success"
    )


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Clients of everybody who asks, and the rows they ask for; made once for all lines."""
    with django_db_blocker.unblock(), transaction.atomic():
        channel, seller = SalesChannelFactory(pk=KEY), SellerFactory(pk=KEY)
        make_rows(channel, seller)
        clients = {ANONYMOUS: APIClient()}
        clients[STRANGER] = client_of(
            UserFactory(role="API client", channels=[SalesChannelFactory()])
        )
        for role in ROLES:
            user = UserFactory(role=role, channels=[channel])
            SellerStaffFactory(user=user, seller=seller)
            clients[role] = client_of(user)
        BatchRequest.objects.create(pk=KEY, channel=channel, created_by=clients["Admin"].user)
        yield clients
        transaction.set_rollback(True)


def outcome(answer):
    """The status; of a list whether there is anything in it."""
    if answer.status_code != 200 or answer.headers["Content-Type"] != "application/json":
        return answer.status_code
    told = answer.json()
    rows = told.get("results") if isinstance(told, dict) else told
    if rows is None:
        return 200
    return SOME if rows else NONE


def label(named):
    name, line = named
    return " ".join(map(str, (line.method, name.removeprefix("api:"), *line.args)))


@pytest.mark.parametrize("named", NAMED, ids=label)
def test_everybody_gets_what_the_line_says(world, named):
    name, line = named
    url = reverse(name, args=line.args)
    found = {}
    for caller, client in world.items():
        with transaction.atomic():
            body = () if line.method == "get" else (line.body,)
            answer = getattr(client, line.method)(url, *body)
            found[caller] = outcome(answer)
            transaction.set_rollback(True)
        assert answer.status_code < 400 or set(answer.json()) >= {"code"}

    assert found == {caller: line.expected(caller) for caller in CALLERS}


def methods_of(pattern):
    view = pattern.callback
    actions = getattr(view, "actions", None)
    if actions:
        return set(actions) & METHODS
    kinds = getattr(view, "view_class", None) or view.cls
    return {method for method in METHODS if hasattr(kinds, method)}


def named_methods(patterns, beginning=""):
    """{(name, method)} of all addresses; that which answers everything else has no name."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from named_methods(pattern.url_patterns, beginning + inside)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield from ((f"{beginning}{pattern.name}", method) for method in methods_of(pattern))


def test_no_method_of_an_address_is_without_a_line():
    # Under i1 are the same views as under v1.
    there = {it for it in named_methods(urlpatterns, "api:") if not it[0].startswith("api:i1:")}

    assert there == {(name, line.method) for name, line in NAMED}


def test_both_beginnings_have_the_same_addresses():
    names = [name for name, _method in named_methods(urlpatterns)]

    assert {name.removeprefix("i1:") for name in names if name.startswith("i1:")} == {
        name.removeprefix("v1:") for name in names if name.startswith("v1:")
    }


@pytest.mark.parametrize("caller", CALLERS)
def test_where_there_is_nothing_everybody_reads_so(world, caller):
    answer = world[caller].get("/api/v1/nothing/")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
