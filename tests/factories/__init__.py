"""Rows for tests, complete and consistent unless a test says otherwise."""

from tests.factories.catalog import ProductFactory
from tests.factories.files import BulkUpdateFactory
from tests.factories.geography import CityFactory, DistrictFactory, TownshipFactory
from tests.factories.money import (
    CancellationPlanFactory,
    CancellationPlanItemFactory,
    CancellationRequestFactory,
    ManualRefundFactory,
    PlanRefundFactory,
    RefundFactory,
)
from tests.factories.orders import (
    AddressFactory,
    ContractFactory,
    CustomerFactory,
    DiscountItemFactory,
    OrderEventFactory,
    OrderFactory,
    OrderItemFactory,
    PackageFactory,
    PaymentTransactionFactory,
)
from tests.factories.performance import SellerPerformanceFactory
from tests.factories.reasons import CancellationReasonFactory, CancellationStrategyFactory
from tests.factories.reference import (
    DeliverySettingFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerStaffFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.factories.webhooks import DeliveryFactory, WebhookFactory

__all__ = [
    "AddressFactory",
    "BulkUpdateFactory",
    "CancellationPlanFactory",
    "CancellationPlanItemFactory",
    "CancellationReasonFactory",
    "CancellationRequestFactory",
    "CancellationStrategyFactory",
    "CityFactory",
    "ContractFactory",
    "CustomerFactory",
    "DeliveryFactory",
    "DeliverySettingFactory",
    "DiscountItemFactory",
    "DistrictFactory",
    "ManualRefundFactory",
    "OrderEventFactory",
    "OrderFactory",
    "OrderItemFactory",
    "PackageFactory",
    "PaymentTransactionFactory",
    "PlanRefundFactory",
    "ProductFactory",
    "RefundFactory",
    "SalesChannelFactory",
    "SellerFactory",
    "SellerPerformanceFactory",
    "SellerStaffFactory",
    "ShippingCompanyFactory",
    "TownshipFactory",
    "UserFactory",
    "WebhookFactory",
]
