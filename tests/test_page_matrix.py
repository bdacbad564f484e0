"""Every address has a line in `tests/page_matrix.py`, and answers each role as it says."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from omnitron.accounts.roles import ROLES
from omnitron.core.tasks import sign_of_life
from orders.states import Status
from tests.factories import (
    BulkUpdateFactory,
    CancellationPlanFactory,
    CancellationPlanItemFactory,
    CancellationReasonFactory,
    DeliveryFactory,
    DeliverySettingFactory,
    ManualRefundFactory,
    OrderFactory,
    OrderItemFactory,
    PackageFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerPerformanceFactory,
    SellerStaffFactory,
    ShippingCompanyFactory,
    UserFactory,
    WebhookFactory,
)
from tests.page_matrix import ANYBODY, KEY, PAGES, SHARED, STAFF

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The sessions of somebody of each role, and one row of each thing; made once for all lines.

    Everybody is given the same channel and the same seller.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        UserFactory(pk=KEY)
        channel = SalesChannelFactory(pk=KEY)
        seller = SellerFactory(pk=KEY)
        ShippingCompanyFactory(pk=KEY)
        CancellationReasonFactory(pk=KEY)
        order = OrderFactory(number="ON-1", channel=channel)
        OrderItemFactory(pk=KEY, order=order)
        CancellationPlanFactory(pk=KEY, order=order)
        # Nobody is owed money for it.
        OrderFactory(number="ON-2", channel=channel)
        ManualRefundFactory(pk=KEY, order=order, plan_link__plan_id=KEY)
        OrderFactory(number="ON-9")
        # An item of the seller, which waits for its packaging, and one that comes back.
        sold = OrderFactory(number="SC-1", channel=channel)
        OrderItemFactory(order=sold, seller=seller)
        back = OrderItemFactory(order=sold, seller=seller, status=Status.DELIVERED)
        plan = CancellationPlanFactory(
            pk=KEY + 1, order=sold, plan_type="refund", seller=seller, confirmation="due"
        )
        CancellationPlanItemFactory(plan=plan, item=back)
        package = PackageFactory(number="PK-1", order=sold, seller=seller)
        OrderItemFactory(order=sold, package=package)
        PackageFactory(number="PK-9")
        # Uploaded, and about orders of the channel.
        BulkUpdateFactory(pk=KEY, channel_ids=[channel.pk])
        SellerPerformanceFactory(seller=seller, channel=channel)
        DeliveryFactory(pk=KEY, webhook=WebhookFactory(pk=KEY, channel=channel))
        DeliveryFactory(pk=SHARED, webhook=WebhookFactory(pk=SHARED))
        DeliverySettingFactory(pk=KEY, seller=seller)
        DeliverySettingFactory(pk=SHARED, seller=None)
        SellerStaffFactory(user__pk=STAFF, seller=seller)
        Group.objects.create(pk=KEY, name="Nobody's")
        sessions = {"anonymous": None}
        for role in ROLES:
            user = UserFactory(role=role, channels=[channel])
            SellerStaffFactory(user=user, seller=seller)
            client = Client()
            client.force_login(user)
            sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        yield sessions
        transaction.set_rollback(True)


def browser(session, **kwargs):
    client = Client(**kwargs)
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def patterns(resolver, namespace=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield namespace + (entry.name or str(entry.pattern))
        else:
            inside = f"{entry.namespace}:" if entry.namespace else ""
            yield from patterns(entry, namespace + inside)


def label(line):
    return " ".join(map(str, (line.method, line.name, *line.args)))


@pytest.mark.parametrize("line", PAGES, ids=label)
def test_every_role_gets_what_its_line_says(world, line):
    # Workers are up, as far as readyz can tell.
    for queue in settings.QUEUES:
        sign_of_life(queue)
    url = reverse(line.name, args=line.args)
    found = {}
    for role, session in world.items():
        with transaction.atomic():
            found[role] = getattr(browser(session), line.method)(url).status_code
            transaction.set_rollback(True)

    assert found == {role: line.expected(role) for role in ANYBODY}


def test_no_address_is_without_a_line():
    # The API has a matrix of its own.
    pages = {name for name in patterns(get_resolver()) if not name.startswith("api:")}

    assert pages == {line.name for line in PAGES}


# A gateway has no session that another site could use.
FORMS = {line.name: line for line in PAGES if line.name != "webhook"}


@pytest.mark.parametrize("line", FORMS.values(), ids=label)
def test_no_change_without_the_token_against_forged_forms(world, line):
    client = browser(world["Admin"], enforce_csrf_checks=True)

    response = client.post(reverse(line.name, args=line.args))

    assert response.status_code == 403
