"""The channels of the demo: what is sold there, to whom, and how it is paid."""

from dataclasses import dataclass, field
from decimal import Decimal

from orders.models import Order, SalesChannel
from payments.models import PaymentType

Type = SalesChannel.Type
Pay = PaymentType
Weights = dict[str, float]

ONLINE: Weights = {
    Order.Platform.WEB: 55,
    Order.Platform.ANDROID: 25,
    Order.Platform.IOS: 19.9,
    Order.Platform.DEFAULT: 0.1,
}
CARDS: Weights = {
    Pay.CREDIT_CARD: 62,
    Pay.SAVED_CARD: 9,
    Pay.STORED_CARD: 4,
    Pay.FUNDS_TRANSFER: 9,
    Pay.GPAY: 4,
    Pay.WALLET: 3,
    Pay.LOYALTY_MONEY: 2,
    Pay.PAY_LATER: 2,
    Pay.REDIRECTION: 1.5,
    Pay.CREDIT_PAYMENT: 0.5,
    Pay.CONFIRMATION: 0.6,
    Pay.B2B: 0.15,
}
TURKISH: Weights = CARDS | {
    Pay.PAY_ON_DELIVERY: 6,
    Pay.MASTERPASS: 4,
    Pay.BKM_EXPRESS: 1,
    Pay.MASTERPASS_REST: 0.1,
}


@dataclass(frozen=True)
class Channel:
    """A channel, and what its orders are like; amounts are in its currency's smallest unit."""

    slug: str
    name: str
    type: SalesChannel.Type
    currency: str
    timezone: str
    share: float
    locales: Weights
    goods: str
    # Smallest units for one euro cent; a price ends on `step` less `under`.
    rate: Decimal
    step: int
    under: int
    tax_rate: int
    shipping: int
    free_above: int
    sellers: str = ""
    on_delivery_fee: int = 0
    contracts: str = ""
    platforms: Weights = field(default_factory=lambda: ONLINE)
    payments: Weights = field(default_factory=lambda: CARDS)


CHANNELS = (
    Channel(
        slug="marketplace-tr",
        name="Marketplace Türkiye",
        type=Type.MARKETPLACE,
        currency="TRY",
        timezone="Europe/Istanbul",
        share=24,
        locales={"tr": 97, "de": 2, "ar": 0.5, "arabic": 0.5},
        goods="tr",
        rate=Decimal(48),
        step=1000,
        under=10,
        tax_rate=20,
        shipping=6990,
        free_above=75000,
        sellers="TR",
        on_delivery_fee=4990,
        contracts="tr",
        payments=TURKISH,
    ),
    Channel(
        slug="shop-tr",
        name="Online Shop Türkiye",
        type=Type.WEB,
        currency="TRY",
        timezone="Europe/Istanbul",
        share=22,
        locales={"tr": 98, "en": 1, "de": 1},
        goods="tr",
        rate=Decimal(48),
        step=1000,
        under=10,
        tax_rate=20,
        shipping=4990,
        free_above=50000,
        on_delivery_fee=3990,
        contracts="tr",
        payments=TURKISH,
    ),
    Channel(
        slug="marketplace-br",
        name="Marketplace Brasil",
        type=Type.MARKETPLACE,
        currency="BRL",
        timezone="America/Sao_Paulo",
        share=19,
        locales={"pt": 100},
        goods="pt",
        rate=Decimal("6.2"),
        step=100,
        under=10,
        tax_rate=17,
        shipping=1990,
        free_above=19900,
        sellers="BR",
    ),
    Channel(
        slug="marketplace-eu",
        name="Marketplace Europe",
        type=Type.MARKETPLACE,
        currency="EUR",
        timezone="Europe/Berlin",
        share=15,
        locales={"de": 45, "fr": 30, "en": 22, "tr": 3},
        goods="en",
        rate=Decimal(1),
        step=100,
        under=10,
        tax_rate=19,
        shipping=495,
        free_above=6000,
        sellers="EU",
    ),
    Channel(
        slug="shop-eu",
        name="Online Shop Europe",
        type=Type.WEB,
        currency="EUR",
        timezone="Europe/Berlin",
        share=9,
        locales={"de": 50, "fr": 25, "en": 25},
        goods="en",
        rate=Decimal(1),
        step=100,
        under=5,
        tax_rate=19,
        shipping=595,
        free_above=8000,
        contracts="en",
    ),
    Channel(
        slug="partner-uk",
        name="Partner Sales UK",
        type=Type.SALES_CHANNEL,
        currency="EUR",
        timezone="Europe/London",
        share=3,
        locales={"en": 100},
        goods="en",
        rate=Decimal("1.1"),
        step=100,
        under=1,
        tax_rate=20,
        shipping=0,
        free_above=0,
    ),
    Channel(
        slug="stores-jp",
        name="Stores Japan",
        type=Type.INSTORE,
        currency="JPY",
        timezone="Asia/Tokyo",
        share=4,
        locales={"ja": 55, "kanji": 45},
        goods="ja",
        rate=Decimal("1.7"),
        step=100,
        under=20,
        tax_rate=10,
        shipping=0,
        free_above=0,
        platforms={Order.Platform.INSTORE: 100},
        payments={
            Pay.CASH_REGISTER: 45,
            Pay.CREDIT_CARD: 40,
            Pay.WALLET: 10,
            Pay.LOYALTY_MONEY: 5,
        },
    ),
    Channel(
        slug="marketplace-kw",
        name="Marketplace Kuwait",
        type=Type.MARKETPLACE,
        currency="KWD",
        timezone="Asia/Kuwait",
        share=4,
        locales={"ar": 55, "arabic": 42, "en": 3},
        goods="en",
        rate=Decimal("3.4"),
        step=250,
        under=5,
        tax_rate=0,
        shipping=1500,
        free_above=25000,
        sellers="KW",
    ),
)
