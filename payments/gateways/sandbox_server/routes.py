"""What the sandbox offers, as functions of its parts and a request."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from payments.gateways.sandbox_server.errors import Refused
from payments.gateways.sandbox_server.journal import Record
from payments.gateways.sandbox_server.ledger import ledger_page
from payments.gateways.sandbox_server.modes import Behaviour, Modes
from payments.gateways.sandbox_server.reading import (
    read_amount,
    read_choice,
    read_currency,
    read_text,
)
from payments.gateways.sandbox_server.settling import Settler
from payments.gateways.sandbox_server.store import Payment, Store
from payments.gateways.sandbox_server.webhooks import Sender

LARGEST_BATCH = 10_000


@dataclass(frozen=True)
class Sandbox:
    """The parts that answer requests, and how long what is late or withheld takes."""

    store: Store
    modes: Modes
    sender: Sender | None
    settler: Settler | None
    delay_seconds: float
    slow_seconds: float
    hold_seconds: float


@dataclass(frozen=True)
class Request:
    """A request, understood: the body as an object, the query's last value by name."""

    path: str
    query: dict[str, str]
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """What is answered and after how many seconds; without a body the line is closed instead."""

    status: int
    body: dict[str, Any] | None
    wait: float = 0.0


def register_payments(sandbox: Sandbox, request: Request) -> Reply:
    """Note captured payments, as a bank would know them."""
    payments = read_payments(request)
    new = sandbox.store.register(payments)
    return Reply(201 if new else 200, {"registered": len(payments), "new": new})


def authorise_payments(sandbox: Sandbox, request: Request) -> Reply:
    """Note payments that the customers' banks have promised."""
    payments = read_payments(request)
    new = sandbox.store.authorise(payments)
    return Reply(201 if new else 200, {"authorised": len(payments), "new": new})


def void_payment(sandbox: Sandbox, request: Request) -> Reply:
    """Let an authorisation go, heard of as the mode has it: what declines refunds declines none."""
    payment = read_text(request.body, "payment")
    behaviour = sandbox.modes.draw()
    if behaviour.status is None:
        return heard(sandbox, behaviour)
    return heard(sandbox, behaviour, 200, sandbox.store.void(payment))


def show_payment(sandbox: Sandbox, request: Request) -> Reply:
    """The payment of a reference."""
    return Reply(200, sandbox.store.payment(read_text(request.query, "reference")))


def make_refund(sandbox: Sandbox, request: Request) -> Reply:
    """Refund a payment as the mode has it."""
    body = request.body
    asked = {
        "key": read_text(body, "key"),
        "payment": read_text(body, "payment"),
        "amount": read_amount(body),
        "currency": read_currency(body),
    }
    behaviour = sandbox.modes.draw()
    if behaviour.status is None:
        return heard(sandbox, behaviour)
    refund = sandbox.store.refund(**asked, status=behaviour.status, held=behaviour.held)
    if refund["status"] == "pending" and not behaviour.held and sandbox.settler is not None:
        sandbox.settler.note(refund["id"])
    return heard(sandbox, behaviour, status_for(refund), refund)


def make_panel_refund(sandbox: Sandbox, request: Request) -> Reply:
    """Refund a payment as somebody does in the gateway's own panel: without a key."""
    refund = sandbox.store.refund(
        key=None,
        payment=read_text(request.body, "payment"),
        amount=read_amount(request.body),
        currency=read_currency(request.body),
        status="succeeded",
    )
    return Reply(status_for(refund), refund)


def find_refunds(sandbox: Sandbox, request: Request) -> Reply:
    """The refund of a key, or all refunds of a payment."""
    if "key" in request.query:
        return Reply(200, sandbox.store.get_by_key(request.query["key"]))
    return Reply(200, {"refunds": sandbox.store.refunds_of(read_text(request.query, "payment"))})


def show_refund(sandbox: Sandbox, request: Request) -> Reply:
    """The refund of an id."""
    return Reply(200, sandbox.store.get(request.path.split("/")[2]))


def settle_refund(sandbox: Sandbox, request: Request) -> Reply:
    """End a pending refund."""
    status = read_choice(request.body, "status", ("succeeded", "declined"))
    return Reply(200, sandbox.store.settle(request.path.split("/")[2], status))


def reverse_refund(sandbox: Sandbox, request: Request) -> Reply:
    """Take a refund back that had succeeded."""
    return Reply(200, sandbox.store.reverse(request.path.split("/")[2]))


def show_ledger(sandbox: Sandbox, request: Request) -> Reply:
    """A page of all that was ever booked."""
    return Reply(200, ledger_page(sandbox.store, request.query))


def switch_mode(sandbox: Sandbox, request: Request) -> Reply:
    """Turn a mode on."""
    sandbox.modes.switch(request.body)
    return show_mode(sandbox, request)


def show_mode(sandbox: Sandbox, request: Request) -> Reply:
    """The mode that is on."""
    return Reply(200, sandbox.modes.shown())


def switch_webhooks(sandbox: Sandbox, request: Request) -> Reply:
    """Change how events go out."""
    if sandbox.sender is None:
        raise Refused(409, "no_webhooks", "The sandbox was started without --webhook-url.")
    sandbox.sender.switch(request.body)
    return Reply(200, {"waiting": len(sandbox.store.book.events)})


def show_webhooks(sandbox: Sandbox, request: Request) -> Reply:
    """How many events have not been taken yet."""
    return Reply(200, {"waiting": len(sandbox.store.book.events)})


def heard(
    sandbox: Sandbox, behaviour: Behaviour, status: int = 500, body: Record | None = None
) -> Reply:
    """What a sender hears of what was done, or of what was not."""
    if behaviour.answer == "none":
        return Reply(0, None, sandbox.hold_seconds)
    if behaviour.answer == "error":
        broken = {"error": "Something went wrong.", "code": "broken"}
        return Reply(500, broken, sandbox.delay_seconds)
    late = sandbox.slow_seconds if behaviour.answer == "late" else 0.0
    return Reply(status, body, sandbox.delay_seconds + late)


def read_payments(request: Request) -> list[Payment]:
    """The payments of a batch: reference, amount, currency."""
    batch = request.body.get("payments")
    if not isinstance(batch, list) or len(batch) > LARGEST_BATCH:
        raise Refused(400, "bad_request", f"payments must be a list of up to {LARGEST_BATCH:,}.")
    if not all(isinstance(payment, dict) for payment in batch):
        raise Refused(400, "bad_request", "Each of the payments must be an object.")
    return [
        (read_text(payment, "reference"), read_amount(payment), read_currency(payment))
        for payment in batch
    ]


def status_for(refund: Record) -> int:
    """The HTTP status that carries a refund as the answer to making it."""
    return 402 if refund["status"] == "declined" else 201


Route = Callable[[Sandbox, Request], Reply]
ROUTES: list[tuple[str, re.Pattern[str], Route]] = [
    ("POST", re.compile("/payments"), register_payments),
    ("GET", re.compile("/payments"), show_payment),
    ("POST", re.compile("/authorisations"), authorise_payments),
    ("POST", re.compile("/authorisations/void"), void_payment),
    ("POST", re.compile("/refunds"), make_refund),
    ("GET", re.compile("/refunds"), find_refunds),
    ("GET", re.compile("/refunds/[^/]+"), show_refund),
    ("POST", re.compile("/refunds/[^/]+/settle"), settle_refund),
    ("POST", re.compile("/refunds/[^/]+/reverse"), reverse_refund),
    ("POST", re.compile("/panel/refunds"), make_panel_refund),
    ("GET", re.compile("/ledger"), show_ledger),
    ("GET", re.compile("/mode"), show_mode),
    ("POST", re.compile("/mode"), switch_mode),
    ("GET", re.compile("/webhooks/mode"), show_webhooks),
    ("POST", re.compile("/webhooks/mode"), switch_webhooks),
]


def reply_to(sandbox: Sandbox, method: str, request: Request) -> Reply:
    """Answer a request; what a kill could undo is never told."""
    for its_method, path, route in ROUTES:
        if its_method == method and path.fullmatch(request.path):
            reply = route(sandbox, request)
            sandbox.store.sync()
            return reply
    raise Refused(404, "no_such_address", f"There is no {method} {request.path}.")
