"""The addresses of the API; `v1` and `i1` lead to the same views."""

from django.urls import include, path, re_path

from omnitron.api.base.routes import Routes, addresses
from omnitron.api.cancellations.plans import ChannelPlanViewSet, PlanViewSet
from omnitron.api.cancellations.reasons import ReasonViewSet
from omnitron.api.cancellations.requests import ChannelRequestViewSet, RequestViewSet
from omnitron.api.channels.views import CargoViewSet, CatalogViewSet, ChannelViewSet
from omnitron.api.docs import Docs, Document, nothing_here
from omnitron.api.intake.views import CreateOrders
from omnitron.api.integration.actions import IntegrationActionViewSet
from omnitron.api.integration.batches import BatchRequestViewSet
from omnitron.api.integration.content_types import ContentTypeViewSet
from omnitron.api.integration.reports import ErrorReportViewSet
from omnitron.api.items.views import OrderItemViewSet
from omnitron.api.orders.detailed import DetailedOrderViewSet
from omnitron.api.orders.views import ChannelOrderViewSet, OrderByNumber, OrderViewSet
from omnitron.api.packages.views import PackageViewSet
from omnitron.api.payments.views import (
    BexTransactionViewSet,
    FundsTransferTransactionViewSet,
    LoyaltyTransactionViewSet,
    OrderTransactionViewSet,
    PayOnDeliveryTransactionViewSet,
    TransactionViewSet,
)
from omnitron.api.people.views import AddressViewSet, CustomerViewSet
from omnitron.api.places.views import (
    CityViewSet,
    CountryViewSet,
    DistrictViewSet,
    TownshipViewSet,
)
from omnitron.api.products.views import ProductViewSet
from omnitron.api.shipping.views import ShippingInfoViewSet
from omnitron.api.signing_in.views import ActiveUser, SignIn
from omnitron.api.webhooks.views import DeliveriesOfWebhook, DeliveryViewSet, WebhookViewSet

_BOTH: Routes = [
    ("order_items", OrderItemViewSet),
    ("transactions", TransactionViewSet),
    ("order_transactions", OrderTransactionViewSet),
    ("pay_on_delivery_transactions", PayOnDeliveryTransactionViewSet),
    ("loyalty_transactions", LoyaltyTransactionViewSet),
    ("funds_transfer_transactions", FundsTransferTransactionViewSet),
    ("bex_transactions", BexTransactionViewSet),
    ("cancellation_reasons", ReasonViewSet),
    ("countries", CountryViewSet),
    ("cities", CityViewSet),
    ("townships", TownshipViewSet),
    ("districts", DistrictViewSet),
    ("products", ProductViewSet),
]
FLAT: Routes = [
    *_BOTH,
    ("orders", OrderViewSet),
    ("order_number", OrderByNumber),
    ("orders_integration", DetailedOrderViewSet),
    ("cancellation_plans", PlanViewSet),
    ("cancellation_requests", RequestViewSet),
    ("channels", ChannelViewSet),
    ("catalogs", CatalogViewSet),
    ("content_types", ContentTypeViewSet),
    ("webhooks", WebhookViewSet),
    ("webhooks/<int:webhook_id>/deliveries", DeliveriesOfWebhook),
    ("deliveries", DeliveryViewSet),
]
IN_CHANNEL: Routes = [
    *_BOTH,
    ("create_orders", CreateOrders),
    ("orders", ChannelOrderViewSet),
    ("cancellation_plans", ChannelPlanViewSet),
    ("cancellation_requests", ChannelRequestViewSet),
    ("order_shipping_infos", ShippingInfoViewSet),
    ("customers", CustomerViewSet),
    ("addresses", AddressViewSet),
    ("cargos", CargoViewSet),
    ("integration_actions", IntegrationActionViewSet),
    ("batch_requests", BatchRequestViewSet),
    ("error_reports", ErrorReportViewSet),
]
OF_SELLER_CENTER: Routes = [("packages", PackageViewSet)]

routes = [
    path("auth/login/", SignIn.as_view(), name="login"),
    path("active_user/", ActiveUser.as_view(), name="active-user"),
    *addresses(flat=FLAT, in_channel=IN_CHANNEL),
]
app_name = "api"
urlpatterns = [
    path("schema/", Document.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    path("v1/", include((routes, "v1"))),
    path("i1/", include((routes, "i1"))),
    path("i2/", include((addresses(flat=OF_SELLER_CENTER, in_channel=[]), "i2"))),
    re_path("", nothing_here),
]
