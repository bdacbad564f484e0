"""The tables of orders, by the thing they describe."""

from orders.models.channels import ChannelAccess, SalesChannel
from orders.models.customers import Address, Customer
from orders.models.events import OrderEvent
from orders.models.items import OrderItem
from orders.models.orders import Contract, DiscountItem, Order
from orders.models.packages import Package
from orders.models.pasted import PastedNumbers
from orders.models.revisions import Revision
from orders.models.selections import OrderSelection
from orders.models.sellers import DeliverySetting, Seller, SellerStaff
from orders.models.shipping import ShippingCompany

__all__ = [
    "Address",
    "ChannelAccess",
    "Contract",
    "Customer",
    "DeliverySetting",
    "DiscountItem",
    "Order",
    "OrderEvent",
    "OrderItem",
    "OrderSelection",
    "Package",
    "PastedNumbers",
    "Revision",
    "SalesChannel",
    "Seller",
    "SellerStaff",
    "ShippingCompany",
]
