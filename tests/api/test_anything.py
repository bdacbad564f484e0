"""Whatever the document of the API allows, and what it does not, is answered as it says."""

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cancellations.models import CancellationReason
from omnitron.accounts.models import ApiToken
from omnitron.wsgi import application
from tests.factories import (
    AddressFactory,
    CancellationPlanFactory,
    CancellationReasonFactory,
    CancellationRequestFactory,
    OrderFactory,
    OrderItemFactory,
    PackageFactory,
    PaymentTransactionFactory,
    SalesChannelFactory,
    ShippingCompanyFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.long]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
DOCUMENT = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(public=True))
DOCUMENT.app = application
OPERATIONS = [found.ok() for found in DOCUMENT.get_all_operations()]
# A row of each thing has this key, so that half of what is asked is about something.
KEY = 8001
ASKED = settings(max_examples=8, derandomize=True)


@pytest.fixture
def _one_connection():
    """The server that answers is in this process, and in the transaction of the test."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def token(settings, _one_connection):
    """Of somebody who may do everything, and sees a channel with a row of each thing."""
    settings.API_REQUESTS_PER_MINUTE = settings.API_SIGN_INS_PER_MINUTE = 1_000_000
    channel = SalesChannelFactory(pk=KEY)
    ShippingCompanyFactory(pk=KEY)
    order = OrderFactory(pk=KEY, channel=channel, number="A-1")
    AddressFactory(pk=KEY, customer=order.customer)
    OrderItemFactory(pk=KEY, order=order, status=400)
    PaymentTransactionFactory(pk=KEY, order=order)
    CancellationReasonFactory(pk=KEY)
    CancellationPlanFactory(pk=KEY, order=order)
    CancellationRequestFactory(
        pk=KEY, item=OrderItemFactory(order=order), reason=CancellationReason.objects.first()
    )
    PackageFactory(pk=KEY, order=order)
    user = UserFactory(pk=KEY, role="Admin", channels=[channel])
    return ApiToken.objects.create(user, source=ApiToken.Source.PAGE)[1]


def about_something(case):
    """The same request, about rows that are there."""
    case.path_parameters = {
        name: "A-1" if name == "number" else KEY for name in case.path_parameters or {}
    }
    return case


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
@pytest.mark.parametrize("mode", schemathesis.GenerationMode, ids=lambda mode: mode.value)
def test_every_request_is_answered_as_the_document_says(token, operation, mode):
    @ASKED
    @given(case=operation.as_strategy(generation_mode=mode), there=st.booleans())
    def ask(case, there):
        case = about_something(case) if there else case
        with transaction.atomic():
            answer = case.call(headers={"Authorization": f"Token {token}", "Accept-Encoding": ""})
            # Each finds the same rows, and none the transaction that another one broke.
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)

    ask()
