"""Who gets what from the API: one line per address and method. A new route needs its lines here.

Everybody asks with a token of their own: somebody of each role, who sees the sales channel and
works for the seller of `world` (test_matrix.py), and `stranger`, an API client who sees neither.
Who has no token gets 401, unless a line says otherwise.

- `get("orders-list", gives={SOME: LOOKS}, otherwise=NONE)` is a line of `orders/`, by the name that
  its router gives: `<prefix>-list`, `<prefix>-detail` or `<prefix>-<action>`. The arguments of the
  address follow the name: `get("orders-detail", KEY, …)`.
- `gives` says who gets which answer, `otherwise` what everybody else gets. An answer is a status,
  or for a list SOME or NONE: 200 with rows, or without any.
- `post` and `patch` take the `body`, one that is good: a line is about who, not about what.
- `both(line)` stands for the address and for the same one within the sales channel, where whoever
  does not see its orders gets 404; `in_channel(line)` for the second alone.
- `read("orders", to=LOOKS)` is short for the list and for one thing of it, for both;
  `read_in_channel` for them within the sales channel alone.

A thing that a line names by KEY has to be made in `world`. One method of one address may have
several lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from omnitron.accounts.roles import ROLES

# Rows of a list: some, or none.
SOME, NONE = "some", "none"
# Of what `world` makes, and what never is.
KEY, NOTHING = 7001, 2_000_000_000

ANONYMOUS, STRANGER = "anonymous", "stranger"
CALLERS = (ANONYMOUS, STRANGER, *ROLES)
# Who sees the orders of their sales channels, and of these who may change them by the API.
LOOKS = ("Operator", "Finance", "Support", "Admin", "API client")
CLIENTS = ("Admin", "API client")
CANCELLERS = ("Operator", "Finance", "Admin", "API client")
ONLY_LOOKS = ("Operator", "Finance", "Support")
SELLER_CENTER = ("MPO", "Seller", "Seller admin", "Admin")
# Where channels and their strangers make no difference.
ANY_LOOKS = (*LOOKS, STRANGER)
ANY_CLIENTS = (*CLIENTS, STRANGER)
EVERYBODY = (STRANGER, *ROLES)

Gives = dict[Any, tuple[str, ...]]


@dataclass(frozen=True)
class Line:
    """Who gets which answer from a method of an address."""

    name: str
    args: tuple[Any, ...]
    method: str
    gives: Gives
    otherwise: Any
    anonymous: Any = 401
    body: Any = field(default_factory=dict)

    def expected(self, caller: str) -> Any:
        """What somebody gets."""
        if caller == ANONYMOUS:
            return self.anonymous
        return next((it for it, who in self.gives.items() if caller in who), self.otherwise)


def get(name: str, *args: Any, gives: Gives, otherwise: Any = 404, anonymous: Any = 401) -> Line:
    return Line(name, args, "get", gives, otherwise, anonymous)


def post(name: str, *args: Any, gives: Gives, otherwise: Any = 403, **more: Any) -> Line:
    return Line(name, args, "post", gives, otherwise, **more)


def patch(name: str, *args: Any, gives: Gives, otherwise: Any = 404, **more: Any) -> Line:
    return Line(name, args, "patch", gives, otherwise, **more)


def delete(name: str, *args: Any, gives: Gives, otherwise: Any = 404) -> Line:
    return Line(name, args, "delete", gives, otherwise)


def in_channel(line: Line) -> Line:
    """The same within the sales channel, which exists for those alone who see its orders."""
    gives = {404: tuple(caller for caller in CALLERS if caller not in LOOKS)}
    for answer, whom in line.gives.items():
        gives[answer] = (*gives.get(answer, ()), *(caller for caller in whom if caller in LOOKS))
    return replace(line, name=f"channel-{line.name}", args=(KEY, *line.args), gives=gives)


def both(line: Line) -> list[Line]:
    return [line, in_channel(line)]


def read(prefix: str, *, to: tuple[str, ...], key: Any = KEY) -> list[Line]:
    """The list and one thing of it, within the sales channel and without."""
    return [
        *both(get(f"{prefix}-list", gives={SOME: to}, otherwise=NONE)),
        *both(get(f"{prefix}-detail", key, gives={200: to})),
    ]


def read_in_channel(prefix: str, *, to: tuple[str, ...]) -> list[Line]:
    """The list and one thing of it, within the sales channel alone."""
    return [line for line in read(prefix, to=to) if line.name.startswith("channel-")]


NEW_PRODUCT = {"sku": "LUM-IPE-NEW", "name": "Luminária Ipê"}
NEW_CUSTOMER = {"channel_code": "C-NEW", "email": "john.doe@example.com"}
NEW_ADDRESS = {
    "customer": KEY,
    "first_name": "John",
    "last_name": "Doe",
    "phone_number": "05556667788",
    "country": KEY,
    "city": KEY,
    "line": "Hemen sahil kenarı",
}
NEW_ORDER = {
    "order": {
        "number": "NEW-1",
        "customer": KEY,
        "shipping_address": KEY,
        "billing_address": KEY,
        "currency": "BRL",
        "amount": "99.90",
        "date_placed": "2026-03-04 12:30:00",
    },
    "order_item": [{"product": KEY, "status": "400", "price": "99.90", "tax_rate": 20}],
}
NEW_REASON = {"subject": "Changed their mind", "cancellation_type": "cancel"}
CANCELLED = {"cancel_items": [KEY], "reasons": {str(KEY): KEY}, "forced_refund_amount": None}
ASKED = {"order_item": KEY, "reason": KEY, "cancellation_type": "cancel", "quantity": 1}
NEW_WEBHOOK = {"channel": KEY, "url": "https://erp.example/omnitron", "events": ["order.created"]}
CHANGES = {200: CLIENTS, 403: ONLY_LOOKS}
CANCELS = {200: CANCELLERS, 403: ("Support",)}
OF_MANAGERS = {200: CLIENTS, 404: (STRANGER,)}
LINES = [
    # Signing in
    post("login", gives={}, otherwise=400, anonymous=400),
    get("active-user", gives={200: EVERYBODY}),
    # Orders and their lines
    *read("orders", to=LOOKS),
    *both(patch("orders-detail", KEY, body={"is_send": True}, gives=CHANGES)),
    get("order_number-detail", "ON-1", gives={200: LOOKS}),
    get("orders_integration-detailed-integration", KEY, gives={200: LOOKS}),
    *read("order_items", to=LOOKS),
    *both(patch("order_items-detail", KEY, body={"invoice_number": "F-1"}, gives=CHANGES)),
    in_channel(
        post(
            "order_shipping_infos-list",
            body={"order": KEY, "shipping_company": KEY},
            gives={201: CLIENTS},
        )
    ),
    in_channel(post("create_orders-list", body=NEW_ORDER, gives={201: CLIENTS})),
    # What was paid, by the way it was paid
    *read("order_transactions", to=LOOKS),
    *read("transactions", to=LOOKS),
    *read("funds_transfer_transactions", to=LOOKS, key=KEY + 1),
    *read("pay_on_delivery_transactions", to=LOOKS, key=KEY + 2),
    *read("loyalty_transactions", to=LOOKS, key=KEY + 3),
    *read("bex_transactions", to=LOOKS, key=KEY + 4),
    # Cancellations and returns
    *both(post("orders-cancel", KEY, body=CANCELLED, gives=CANCELS, otherwise=404)),
    *read("cancellation_plans", to=LOOKS),
    in_channel(get("cancellation_plans-inserts-or-updates", gives={SOME: CLIENTS}, otherwise=403)),
    *read("cancellation_requests", to=LOOKS),
    in_channel(get("cancellation_requests-updates", gives={SOME: CLIENTS}, otherwise=403)),
    *both(
        post(
            "cancellation_requests-list",
            body=ASKED,
            gives={201: CANCELLERS, 403: ("Support",)},
            # Their line is none that exists.
            otherwise=400,
        )
    ),
    *both(post("cancellation_requests-approve", KEY, gives=CANCELS, otherwise=404)),
    *both(post("cancellation_requests-reject", KEY, gives=CANCELS, otherwise=404)),
    *read("cancellation_reasons", to=ANY_LOOKS),
    *both(post("cancellation_reasons-list", body=NEW_REASON, gives={201: ("Admin",)})),
    *both(
        patch(
            "cancellation_reasons-detail",
            KEY,
            body={"subject": "Too late"},
            gives={200: ("Admin",), 403: (*ONLY_LOOKS, "API client", STRANGER)},
        )
    ),
    # People
    *read_in_channel("customers", to=LOOKS),
    in_channel(post("customers-list", body=NEW_CUSTOMER, gives={201: CLIENTS})),
    in_channel(patch("customers-detail", KEY, body={"first_name": "John"}, gives=CHANGES)),
    *read_in_channel("addresses", to=LOOKS),
    in_channel(post("addresses-list", body=NEW_ADDRESS, gives={201: CLIENTS})),
    # Places and products, the same in every sales channel
    *read("countries", to=ANY_LOOKS),
    *read("cities", to=ANY_LOOKS),
    *read("townships", to=ANY_LOOKS),
    *read("districts", to=ANY_LOOKS),
    *read("products", to=ANY_LOOKS),
    *both(post("products-list", body=NEW_PRODUCT, gives={201: ANY_CLIENTS})),
    *both(
        patch(
            "products-detail",
            KEY,
            body={"name": "Luminária Ipê II"},
            gives={200: ANY_CLIENTS, 403: ONLY_LOOKS},
        )
    ),
    # Sales channels
    get("channels-list", gives={SOME: ANY_LOOKS}, otherwise=NONE),
    get("channels-detail", KEY, gives={200: LOOKS}),
    get("catalogs-list", gives={SOME: ANY_LOOKS}, otherwise=NONE),
    get("catalogs-detail", KEY, gives={200: LOOKS}),
    *read_in_channel("cargos", to=EVERYBODY),
    # Integrations
    get("content_types-list", gives={SOME: EVERYBODY}),
    in_channel(get("orders-updates", gives={SOME: CLIENTS}, otherwise=403)),
    *read_in_channel("integration_actions", to=CLIENTS),
    in_channel(
        post(
            "integration_actions-list",
            body={"content_type": "order", "object_id": KEY, "remote_id": "R-1"},
            gives={201: CLIENTS},
        )
    ),
    in_channel(
        patch("integration_actions-detail", KEY, body={"remote_id": "R-2"}, gives={200: CLIENTS})
    ),
    *read_in_channel("batch_requests", to=CLIENTS),
    in_channel(post("batch_requests-list", body={}, gives={201: CLIENTS})),
    in_channel(patch("batch_requests-detail", KEY, body={"status": "fail"}, gives={200: CLIENTS})),
    in_channel(post("error_reports-list", body={"error_code": "E-1"}, gives={201: CLIENTS})),
    *(
        in_channel(post(f"error_reports-{place}", body={"name": "Moda"}, gives={201: CLIENTS}))
        for place in ("country", "city", "township", "district")
    ),
    # Webhooks; a stranger has others
    get("webhooks-list", gives={SOME: CLIENTS, NONE: (STRANGER,)}, otherwise=403),
    post("webhooks-list", body=NEW_WEBHOOK, gives={201: CLIENTS, 400: (STRANGER,)}),
    get("webhooks-detail", KEY, gives=OF_MANAGERS, otherwise=403),
    patch("webhooks-detail", KEY, body={"is_active": False}, gives=OF_MANAGERS, otherwise=403),
    delete("webhooks-detail", KEY, gives={204: CLIENTS, 404: (STRANGER,)}, otherwise=403),
    post("webhooks-renew-secret", KEY, gives=OF_MANAGERS),
    post("webhooks-test", KEY, gives=OF_MANAGERS),
    get("webhooks-deliveries-list", KEY, gives={SOME: CLIENTS, 404: (STRANGER,)}, otherwise=403),
    get("deliveries-detail", KEY, gives=OF_MANAGERS, otherwise=403),
    post("deliveries-resend", KEY, gives=OF_MANAGERS),
]
# Of Seller Center, under /api/i2/.
SELLER_CENTER_LINES = [
    get("packages-list", gives={SOME: SELLER_CENTER}, otherwise=NONE),
    get("packages-detail", KEY, gives={200: SELLER_CENTER}),
]
# Outside of the versions; everybody may read what there is.
OPEN_LINES = [
    get("schema", gives={200: EVERYBODY}, anonymous=200),
    get("docs", gives={200: EVERYBODY}, anonymous=200),
]
