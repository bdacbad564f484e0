"""The way back of each of the 17 payment types."""

import pytest

from payments.gateways.registry import get_gateway
from payments.methods import method_of
from payments.models import PaymentTransaction
from payments.models.transactions import PaymentType
from payments.states import RefundMethod

WAYS = {
    "credit_card": "gateway",
    "funds_transfer": "manual",
    "pay_on_delivery": "manual",
    "bkm_express": "gateway",
    "loyalty_money": "internal",
    "cash_register": "manual",
    "gpay": "gateway",
    "redirection": "gateway",
    "stored_card": "gateway",
    "masterpass": "gateway",
    "masterpass_rest": "gateway",
    "credit_payment": "gateway",
    "saved_card": "gateway",
    "pay_later": "gateway",
    "confirmation": "manual",
    "b2b": "manual",
    "wallet": "internal",
}


@pytest.fixture(autouse=True)
def _gateway_set_up(settings):
    settings.SANDBOX_GATEWAY_URL = "http://127.0.0.1:1"
    settings.SANDBOX_GATEWAY_SECRET = "secret"
    get_gateway.cache_clear()
    yield
    get_gateway.cache_clear()


def way_of(payment_type, **values):
    known = {"gateway": "sandbox", "gateway_reference": "pay_1"}
    return method_of(PaymentTransaction(payment_type=payment_type, **{**known, **values}))


def test_there_are_17_payment_types():
    assert set(PaymentType.values) == set(WAYS)
    assert len(WAYS) == 17


@pytest.mark.parametrize(("payment_type", "way"), WAYS.items())
def test_money_goes_back_by_the_way_of_its_payment_type(payment_type, way):
    assert way_of(payment_type) == RefundMethod(way)


@pytest.mark.parametrize("unknown", [{"gateway": "retired"}, {"gateway_reference": ""}])
def test_what_no_gateway_knows_goes_back_by_hand(unknown):
    assert way_of("credit_card", **unknown) == RefundMethod.MANUAL
