"""The sandbox books a refund once, and only what was captured."""

import http.client
import json
from urllib.parse import urlsplit

import pytest


@pytest.fixture
def sandbox(shared_sandbox, request):
    """A payment of the test's own, named as the test, in the sandbox of all."""
    shared_sandbox.register((request.node.name, "50.00", "EUR"))
    return shared_sandbox


@pytest.fixture
def payment(request):
    return request.node.name


def booked(sandbox, payment):
    return [
        (line["entry"], line["key"], line["amount"], line["currency"])
        for line in sandbox.ledger()
        if line["payment"] == payment
    ]


def test_a_refund_is_booked(sandbox, payment):
    status, refund = sandbox.refund(f"{payment}-1", payment, "12.50")

    assert status == 201
    assert {name: refund[name] for name in refund if name not in ("id", "created_at")} == {
        "key": f"{payment}-1",
        "payment": payment,
        "amount": "12.50",
        "currency": "EUR",
        "status": "succeeded",
        "failure_code": "",
        "failure_text": "",
    }
    assert booked(sandbox, payment) == [("refund", f"{payment}-1", "12.50", "EUR")]


def test_the_same_key_again_is_the_same_refund(sandbox, payment):
    first = sandbox.refund(f"{payment}-1", payment, "12.50")
    again = sandbox.refund(f"{payment}-1", payment, "12.50")

    assert again == first
    assert booked(sandbox, payment) == [("refund", f"{payment}-1", "12.50", "EUR")]


def test_a_declined_key_stays_declined(sandbox, payment):
    first = sandbox.refund(f"{payment}-1", payment, "60.00")
    again = sandbox.refund(f"{payment}-1", payment, "60.00")

    assert first[0] == 402
    assert again == first


@pytest.mark.parametrize(
    ("amount", "currency", "other"), [("12.51", "EUR", False), ("12.50", "EUR", True)]
)
def test_a_key_is_not_used_for_another_refund(sandbox, payment, amount, currency, other):
    sandbox.refund(f"{payment}-1", payment, "12.50")
    sandbox.register((f"{payment}-other", "50.00", "EUR"))

    status, answer = sandbox.refund(
        f"{payment}-1", f"{payment}-other" if other else payment, amount, currency
    )

    assert (status, answer["code"]) == (409, "key_reused")
    assert answer["error"] == f"Key {payment}-1 was used for 12.50 EUR of {payment}."
    assert booked(sandbox, payment) == [("refund", f"{payment}-1", "12.50", "EUR")]


def test_the_key_may_be_a_header(sandbox, payment):
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=20)
    body = json.dumps({"payment": payment, "amount": "1.00", "currency": "EUR"})
    connection.request("POST", "/refunds", body, {"Idempotency-Key": f"{payment}-1"})
    connection.getresponse().read()
    connection.close()

    assert booked(sandbox, payment) == [("refund", f"{payment}-1", "1.00", "EUR")]


def test_refunds_never_exceed_the_payment(sandbox, payment):
    sandbox.refund(f"{payment}-1", payment, "30.00")

    status, refund = sandbox.refund(f"{payment}-2", payment, "20.01")
    rest = sandbox.refund(f"{payment}-3", payment, "20.00")[0]

    assert (status, refund["status"], refund["failure_code"]) == (
        402,
        "declined",
        "exceeds_payment",
    )
    assert rest == 201
    assert [amount for _entry, _key, amount, _currency in booked(sandbox, payment)] == [
        "30.00",
        "20.00",
    ]


@pytest.mark.parametrize(
    ("suffix", "currency", "code"),
    [("-unheard", "EUR", "payment_unknown"), ("", "USD", "currency_mismatch")],
)
def test_what_was_not_captured_is_declined(sandbox, payment, suffix, currency, code):
    status, refund = sandbox.refund(f"{payment}-1", payment + suffix, "1.00", currency)

    assert (status, refund["failure_code"]) == (402, code)
    assert booked(sandbox, payment) == []


@pytest.mark.parametrize(("amount", "currency"), [("1500", "JPY"), ("1.234", "KWD")])
def test_every_currency_keeps_its_decimals(sandbox, payment, amount, currency):
    sandbox.register((f"{payment}-c", amount, currency))

    sandbox.refund(f"{payment}-1", f"{payment}-c", amount, currency)

    assert booked(sandbox, f"{payment}-c") == [("refund", f"{payment}-1", amount, currency)]


@pytest.mark.parametrize("amount", [12.5, "-1", "0", "0.00", "1e3", "NaN", "1.2345", "", None])
def test_an_amount_is_a_positive_text(sandbox, payment, amount):
    status, answer = sandbox.refund(f"{payment}-1", payment, amount)

    assert (status, answer["error"]) == (400, 'amount must be a positive amount as text: "12.50".')
    assert booked(sandbox, payment) == []


def test_refunds_are_found_by_key_id_and_payment(sandbox, payment):
    one = sandbox.refund(f"{payment}-1", payment, "1.00")[1]
    two = sandbox.refund(f"{payment}-2", payment, "2.00")[1]

    assert sandbox.get(f"/refunds?key={payment}-1") == (200, one)
    assert sandbox.get(f"/refunds/{two['id']}") == (200, two)
    assert sandbox.get(f"/refunds?payment={payment}") == (200, {"refunds": [one, two]})


@pytest.mark.parametrize("path", ["/refunds?key=unheard", "/refunds/unheard"])
def test_an_unknown_refund_is_not_found(sandbox, path):
    status, answer = sandbox.get(path)

    assert (status, answer["code"]) == (404, "refund_unknown")


def test_a_payment_is_registered_once(sandbox, payment):
    batch = [
        {"reference": payment, "amount": "50", "currency": "EUR"},
        {"reference": f"{payment}-2", "amount": "7.00", "currency": "EUR"},
    ]

    assert sandbox.post("/payments", payments=batch) == (201, {"registered": 2, "new": 1})
    assert sandbox.post("/payments", payments=batch) == (200, {"registered": 2, "new": 0})


def test_another_amount_for_a_known_payment_refuses_the_whole_batch(sandbox, payment):
    batch = [
        {"reference": f"{payment}-2", "amount": "7.00", "currency": "EUR"},
        {"reference": payment, "amount": "51.00", "currency": "EUR"},
    ]

    status, answer = sandbox.post("/payments", payments=batch)

    assert status == 409
    assert answer["error"] == f"Payment {payment} was registered as 50.00 EUR."
    assert sandbox.refund(f"{payment}-1", f"{payment}-2", "1.00")[1]["failure_code"] == (
        "payment_unknown"
    )


def test_a_refund_in_the_panel_of_the_gateway_has_no_key(sandbox, payment):
    status, refund = sandbox.post("/panel/refunds", payment=payment, amount="5.00", currency="EUR")

    assert (status, refund["key"]) == (201, None)
    assert booked(sandbox, payment) == [("refund", None, "5.00", "EUR")]


def test_a_reversal_is_booked_and_gives_the_room_back(sandbox, payment):
    refund = sandbox.refund(f"{payment}-1", payment, "50.00")[1]

    status, reversed_ = sandbox.post(f"/refunds/{refund['id']}/reverse")

    assert (status, reversed_["status"], reversed_["failure_code"]) == (
        200,
        "reversed",
        "bank_rejected",
    )
    assert sandbox.refund(f"{payment}-2", payment, "50.00")[0] == 201
    assert [line[:2] for line in booked(sandbox, payment)] == [
        ("refund", f"{payment}-1"),
        ("reversal", f"{payment}-1"),
        ("refund", f"{payment}-2"),
    ]
    assert sandbox.post(f"/refunds/{refund['id']}/reverse")[0] == 409
