"""The lists as temporary tables, so that a draw is a join."""

from collections.abc import Iterable, Iterator
from itertools import product

from django.db.backends.utils import CursorWrapper

from omnitron.core.money import unit
from omnitron.demo import scratch
from omnitron.demo.lists import goods, words
from omnitron.demo.lists.carriers import carriers_by_country
from omnitron.demo.lists.channels import CHANNELS
from omnitron.demo.seeding.planning import Plan, bounds
from omnitron.demo.seeding.wording import locales, worded
from orders.models import ShippingCompany
from payments.methods import BY_HAND
from payments.models import PaymentType
from payments.models.ledger import INTERNAL_TYPES

_WITHOUT_CARD = {PaymentType.REDIRECTION, PaymentType.CREDIT_PAYMENT, PaymentType.PAY_LATER}

_CHANNELS = """
    SELECT kind.*, channel.id, channel.name, channel.channel_type, channel.currency,
        channel.timezone
    FROM seed_channel_kind AS kind JOIN orders_saleschannel AS channel USING (slug)
"""
_SELLERS = r"""
    SELECT id, split_part(code, '-', 1) || '/' || split_part(code, '-', 2)::integer AS key
    FROM orders_seller WHERE code ~ '^(TR|BR|EU|KW)-\d{4}$'
"""


_COLUMNS = {
    "seed_word": "key text, shown text, latin text",
    "seed_locale": """locale text, country text, language text, phone text, mail text,
        phone_digits integer, firsts integer, lasts integer, places integer, streets integer,
        carriers integer""",
    "seed_channel_kind": """slug text, step numeric, rate numeric, price_step bigint,
        price_under bigint, tax_rate integer, shipping bigint, free_above bigint,
        on_delivery_fee bigint, contracts text, sellers text, seller_count integer, goods text,
        products integer, colours integer, colour_label text, size_label text, locales text[],
        locale_bounds float8[], platforms text[], platform_bounds float8[], payments text[],
        payment_bounds float8[]""",
    "seed_product": """key text, place integer, name text, sku text, category text, cents integer,
        sizes text[], non_returnable boolean""",
    "seed_carrier": "key text, id bigint, prefix text",
    "seed_discount": """place integer, discounts integer, code text, name text,
        per_cent integer""",
    "seed_contract": "kind text, language text, title text, body text",
    "seed_payment_way": "payment_type text, gateway text, prefix text, is_card boolean",
}


def load_lists(cursor: CursorWrapper, plan: Plan) -> None:
    """Lay all lists out for the statements of this transaction."""
    rows: dict[str, Iterable[Iterable[object]]] = {
        "seed_word": worded(),
        "seed_locale": locales(),
        "seed_channel_kind": _channels(plan),
        "seed_product": _products(),
        "seed_carrier": _carriers(),
        "seed_discount": _discounts(),
        "seed_contract": _contracts(),
        "seed_payment_way": map(_way, PaymentType),
    }
    for name, columns in _COLUMNS.items():
        scratch.create(cursor, name, columns)
        _copy(cursor, name, list(rows[name]))
    scratch.fill(cursor, "seed_channel", _CHANNELS)
    scratch.fill(cursor, "seed_seller", _SELLERS)


def _copy(cursor: CursorWrapper, name: str, rows: list[Iterable[object]]) -> None:
    with cursor.copy(f"COPY {name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(list(row))
    cursor.execute(f"ANALYZE {name}")


def _channels(plan: Plan) -> Iterator[tuple[object, ...]]:
    sellers = plan.sellers()
    for channel in CHANNELS:
        yield (
            channel.slug,
            unit(channel.currency),
            channel.rate,
            channel.step,
            channel.under,
            channel.tax_rate,
            channel.shipping,
            channel.free_above,
            channel.on_delivery_fee,
            channel.contracts,
            channel.sellers,
            sellers.get(channel.sellers, 1),
            channel.goods,
            len(goods.GOODS[channel.goods].splitlines())
            * len(goods.SERIES[channel.goods].split(";")),
            len(goods.COLOURS[channel.goods].split(";")),
            *goods.LABELS[channel.goods],
            *(
                side
                for weights in (channel.locales, channel.platforms, channel.payments)
                for side in (list(map(str, weights)), bounds(weights))
            ),
        )


def _products() -> Iterator[tuple[object, ...]]:
    for language, text in goods.GOODS.items():
        kinds = [line.strip().split("|") for line in text.splitlines()]
        series = [entry.rsplit("-", 1) for entry in goods.SERIES[language].split(";")]
        for place, ((of, code), kind) in enumerate(product(series, kinds), start=1):
            name, prefix, category, cents, sizes = kind
            yield (
                f"{language}/{place}",
                place,
                f"{name.removeprefix('!')} {of}",
                f"{prefix}-{code}",
                category,
                int(cents),
                sizes.split(",") if sizes else [],
                name.startswith("!"),
            )


def _carriers() -> Iterator[tuple[str, int, str]]:
    ids = dict(ShippingCompany.objects.values_list("code", "pk"))
    for country, carriers in carriers_by_country().items():
        for place, carrier in enumerate(carriers, start=1):
            yield f"{country}/{place}", ids[carrier.code], carrier.prefix


def _discounts() -> Iterator[tuple[object, ...]]:
    for place, (code, name, per_cent) in enumerate(words.DISCOUNTS, start=1):
        yield place, len(words.DISCOUNTS), code, name, per_cent


def _contracts() -> Iterator[tuple[str, str, str, str]]:
    for kind, languages in words.CONTRACTS.items():
        for language, (title, body) in languages.items():
            yield kind, language, title, body


def _way(payment_type: PaymentType) -> tuple[str, str, str, bool]:
    if payment_type in INTERNAL_TYPES:
        return payment_type.value, "internal", "LM-", False
    if payment_type in BY_HAND:
        return payment_type.value, "manual", "TR-", False
    return payment_type.value, "sandbox", "pay_", payment_type not in _WITHOUT_CARD
