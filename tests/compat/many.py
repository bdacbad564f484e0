"""More rows of each kind than a page takes, and which of them the lists of omnisdk have to give."""

from cancellations.models import CancellationReason, CancellationRequest
from catalog.models import Product
from geography.models import City, Country, District, Township
from integrations.content_types import KEYS
from integrations.models import BatchRequest, IntegrationAction
from orders.models import Address, Customer, Order, OrderItem, SalesChannel, ShippingCompany
from payments.models import PaymentTransaction
from tests.factories import (
    CancellationRequestFactory,
    CityFactory,
    DistrictFactory,
    OrderFactory,
    PaymentTransactionFactory,
    ProductFactory,
    SalesChannelFactory,
    ShippingCompanyFactory,
    TownshipFactory,
)

MANY = 7
# Which payments the lists of them have that are not for all.
TYPES = {
    "PayOnDeliveryTransactionEndpoint": ["pay_on_delivery"],
    "LoyaltyTransactionEndpoint": ["loyalty_money"],
    "FundsTransferTransactionEndpoint": ["funds_transfer"],
    "BexTransactionEndpoint": ["bkm_express"],
    # By card, and whatever has no list of its own.
    "TransactionEndpoint": ["credit_card", "wallet"],
}


def make_many(shop) -> dict[str, list[int]]:
    """Make rows of all kinds; the keys that each list has to give, the smallest first."""
    _make_orders(shop.channel)
    _make_what_is_named()
    _make_integrations(shop)
    orders = Order.objects.filter(channel=shop.channel)
    items = OrderItem.objects.filter(order__in=orders)
    payments = PaymentTransaction.objects.filter(order__in=orders)
    of_channel = {"channel": shop.channel}
    lists = {
        "ChannelEndpoint": SalesChannel.objects.filter(access__user=shop.user),
        "CatalogEndpoint": SalesChannel.objects.filter(access__user=shop.user),
        "ProductEndpoint": Product.objects,
        "ChannelProductEndpoint": Product.objects,
        "ChannelCargoEndpoint": ShippingCompany.objects,
        "ChannelCountryEndpoint": Country.objects,
        "ChannelCityEndpoint": City.objects,
        "ChannelTownshipEndpoint": Township.objects,
        "ChannelDistrictEndpoint": District.objects,
        "ChannelCustomerEndpoint": Customer.objects.filter(**of_channel),
        "ChannelAddressEndpoint": Address.objects.filter(customer__channel=shop.channel),
        "ChannelOrderEndpoint": orders,
        "ChannelOrderItemEndpoint": items,
        "OrderItemEndpoint": items,
        "OrderTransactionEndpoint": payments,
        "ChannelCancellationReasonEndpoint": CancellationReason.objects,
        "ChannelCancellationRequestEndpoint": CancellationRequest.objects.filter(item__in=items),
        "ChannelBatchRequestEndpoint": BatchRequest.objects.filter(**of_channel),
        "ChannelIntegrationActionEndpoint": IntegrationAction.objects.filter(**of_channel),
        **{name: payments.filter(payment_type__in=types) for name, types in TYPES.items()},
    }
    keys = {name: sorted(rows.values_list("pk", flat=True)) for name, rows in lists.items()}
    return {**keys, "ContentTypeEndpoint": sorted(KEYS.values())}


def _make_orders(channel) -> None:
    for order in OrderFactory.create_batch(MANY, channel=channel, items=2):
        CancellationRequestFactory(item=order.items.first())
        for payment_type in sorted({name for types in TYPES.values() for name in types}):
            PaymentTransactionFactory(order=order, payment_type=payment_type)
    # What nobody may see who sees this channel alone.
    OrderFactory(items=1, payments=1)


def _make_what_is_named() -> None:
    ProductFactory.create_batch(MANY)
    ShippingCompanyFactory.create_batch(MANY)
    for number in range(MANY):
        township = TownshipFactory(name=f"Township {number}", city=CityFactory(name=f"C {number}"))
        DistrictFactory(township=township)


def _make_integrations(shop) -> None:
    for channel in SalesChannelFactory.create_batch(MANY - 1):
        shop.user.channel_access.create(channel=channel)
    for channel in (shop.channel, SalesChannelFactory()):
        for number in range(MANY):
            BatchRequest.objects.create(channel=channel, created_by=shop.user)
            IntegrationAction.objects.create(
                channel=channel, content_type="catalog", object_id=number, status="success"
            )
