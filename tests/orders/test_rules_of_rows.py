"""What must never be is refused by PostgreSQL, whoever writes: here it is raw SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from orders.models import Customer, DeliverySetting, Order, OrderItem, Package, SalesChannel
from orders.package_actions import IN_PREPARATION
from payments.models import PaymentTransaction
from tests.factories import (
    CustomerFactory,
    DeliverySettingFactory,
    DiscountItemFactory,
    OrderFactory,
    OrderItemFactory,
    PackageFactory,
    PaymentTransactionFactory,
    SalesChannelFactory,
    SellerFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    """A line in a package, of an order with a payment, a discount and a company to send it."""
    order = OrderFactory(payments=1)
    package = PackageFactory(order=order)
    DiscountItemFactory(order=order)
    DeliverySettingFactory()
    return OrderItemFactory(order=order, package=package)


def refused(statement, *values, by):
    with transaction.atomic(), connection.cursor() as cursor:
        with pytest.raises(IntegrityError) as refusal:
            cursor.execute(statement, values)
        transaction.set_rollback(True)
    assert refusal.value.__cause__.diag.constraint_name == by


def copied(model, **changes):
    """An INSERT of the only row of a table again, with other values in some columns."""
    columns = [field.column for field in model._meta.concrete_fields if not field.generated]
    columns.remove("id")
    chosen = ", ".join(str(changes.get(column, column)) for column in columns)
    table = model._meta.db_table
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table}"


def test_an_item_is_in_a_package_of_its_own_order(item):
    elsewhere = PackageFactory(seller=item.seller)
    update = "UPDATE orders_orderitem SET package_id = %s"

    refused(update, elsewhere.pk, by="item_of_its_package")
    insert = copied(OrderItem, line_number=2, package_id=elsewhere.pk)
    refused(insert, by="item_of_its_package")


def test_an_item_is_in_a_package_of_its_own_seller(item):
    update = "UPDATE orders_orderitem SET seller_id = %s"
    refused(update, SellerFactory().pk, by="item_of_its_package")


def test_an_item_without_a_seller_has_no_package(item):
    refused("UPDATE orders_orderitem SET seller_id = NULL", by="item_of_its_package")
    OrderItem.objects.update(seller=None, package=None)


@pytest.mark.parametrize("column", ["order_id", "seller_id"])
def test_a_package_stays_with_its_order_and_seller(item, column):
    other = OrderFactory().pk if column == "order_id" else SellerFactory().pk
    update = f"UPDATE orders_package SET {column} = %s"

    refused(update, other, by="package_stays_with_order")


def test_a_package_is_in_the_channel_of_its_order(item):
    elsewhere = SalesChannelFactory()
    update = "UPDATE orders_package SET channel_id = %s"

    refused(update, elsewhere.pk, by="package_in_channel_of_order")
    insert = copied(Package, number="'other'", channel_id=elsewhere.pk)
    refused(insert, by="package_in_channel_of_order")
    customer = CustomerFactory(channel=elsewhere)
    order = "UPDATE orders_order SET channel_id = %s, customer_id = %s"
    refused(order, elsewhere.pk, customer.pk, by="order_keeps_channel")


def test_an_order_is_in_the_channel_of_its_customer(item):
    stranger = CustomerFactory()
    update = "UPDATE orders_order SET customer_id = %s"

    refused(update, stranger.pk, by="order_in_channel_of_customer")
    insert = copied(Order, number="'other'", customer_id=stranger.pk)
    refused(insert, by="order_in_channel_of_customer")
    refused(
        "UPDATE orders_customer SET channel_id = %s WHERE id = %s",
        stranger.channel_id,
        item.order.customer_id,
        by="customer_stays_in_channel",
    )


def test_a_payment_is_in_the_currency_of_its_order(item):
    insert = copied(PaymentTransaction, currency="'EUR'", gateway_reference="''")

    refused(insert, by="transaction_in_currency_of_order")
    update = "UPDATE payments_paymenttransaction SET currency = 'EUR'"
    refused(update, by="transaction_in_currency_of_order")
    refused("UPDATE orders_order SET currency = 'EUR'", by="order_keeps_currency")


def test_a_package_goes_by_a_setting_of_its_seller_or_of_the_marketplace(item):
    foreign = DeliverySettingFactory(seller=SellerFactory())
    update = "UPDATE orders_package SET delivery_setting_id = %s"

    refused(update, foreign.pk, by="delivery_of_its_seller")
    insert = copied(Package, number="'other'", delivery_setting_id=foreign.pk)
    refused(insert, by="delivery_of_its_seller")
    for owner in (item.seller, None):
        setting = DeliverySettingFactory(seller=owner)
        assert Package.objects.update(delivery_setting=setting) == 1


def test_a_delivery_setting_stays_with_its_owner(item):
    update = "UPDATE orders_deliverysetting SET seller_id = %s"

    refused(update, item.seller_id, by="delivery_stays_with_owner")


def test_a_delivery_setting_in_use_is_not_made_passive(item):
    setting = DeliverySetting.objects.get()
    update = "UPDATE orders_deliverysetting SET is_active = false"

    for status in sorted(IN_PREPARATION):
        Package.objects.update(status=status, delivery_setting=setting)
        refused(update, by="delivery_in_use")
    Package.objects.update(status="shipped")

    assert DeliverySetting.objects.update(is_active=False) == 1
    # One that is passive already is written as it is.
    Package.objects.update(status="preparing")
    assert DeliverySetting.objects.update(is_active=False) == 1


def test_the_same_values_written_again_are_no_change(item):
    for model in (Customer, Order, Package, OrderItem, PaymentTransaction, DeliverySetting):
        for row in model.objects.all():
            row.save()

    assert PaymentTransactionFactory(order=item.order).currency == item.order.currency


@pytest.mark.parametrize(
    ("table", "column", "value", "rule"),
    [
        ("orders_package", "status", "'sent'", "package_status_known"),
        ("orders_orderitem", "cancel_status", "'asked'", "item_cancel_status_known"),
        ("orders_orderitem", "cancel_status", "''", "item_cancel_status_known"),
        ("orders_order", "client_type", "'fax'", "order_platform_known"),
        ("orders_saleschannel", "channel_type", "'fair'", "channel_type_known"),
        ("orders_deliverysetting", "calculator", "'dice'", "delivery_calculator_known"),
        ("orders_deliverysetting", "shipping_option", "'drone'", "delivery_option_known"),
        ("orders_deliverysetting", "handling_days", "31", "delivery_days_in_reach"),
        (
            "orders_deliverysetting",
            "is_active",
            "false, is_default = true",
            "default_delivery_is_active",
        ),
        ("orders_deliverysetting", "price", "1", "delivery_prices_as_calculated"),
        ("orders_deliverysetting", "free_above", "1", "delivery_prices_as_calculated"),
        ("orders_deliverysetting", "calculator", "'fixed'", "delivery_prices_as_calculated"),
        (
            "orders_deliverysetting",
            "price",
            "-1, calculator = 'fixed'",
            "delivery_prices_as_calculated",
        ),
        (
            "orders_deliverysetting",
            "price",
            "1, calculator = 'amount_based'",
            "delivery_prices_as_calculated",
        ),
        (
            "orders_deliverysetting",
            "price",
            "1, free_above = 0, calculator = 'amount_based'",
            "delivery_prices_as_calculated",
        ),
        ("payments_paymenttransaction", "payment_type", "'cash'", "transaction_payment_type_known"),
        ("orders_discountitem", "amount", "-1", "discount_not_negative"),
        ("orders_order", "shipping_tax_rate", "-1", "order_amounts_not_negative"),
        ("orders_order", "installment_interest_amount", "-1", "order_amounts_not_negative"),
        ("orders_orderitem", "retail_price", "-1", "item_amounts_not_negative"),
        ("orders_orderitem", "price", "-1, net_amount = -1", "item_amounts_not_negative"),
        (
            "orders_orderitem",
            "discount_amount",
            "-1, net_amount = price + 1",
            "item_amounts_not_negative",
        ),
        ("orders_orderitem", "tax_rate", "-1", "item_amounts_not_negative"),
        ("orders_orderitem", "tax_amount", "-1", "item_amounts_not_negative"),
        ("orders_orderitem", "installment_interest_amount", "-1", "item_amounts_not_negative"),
    ],
)
def test_a_word_or_an_amount_that_cannot_be_is_refused(item, table, column, value, rule):
    refused(f"UPDATE {table} SET {column} = {value}", by=rule)


KNOWN = {
    (SalesChannel, "channel_type"): SalesChannel.Type,
    (Order, "client_type"): Order.Platform,
    (OrderItem, "cancel_status"): OrderItem.CancelStatus,
    (DeliverySetting, "calculator"): DeliverySetting.Calculator,
    (DeliverySetting, "shipping_option"): DeliverySetting.ShippingOption,
}


@pytest.mark.parametrize(("model", "column"), KNOWN)
def test_a_rule_about_words_has_every_word(model, column):
    (known,) = [
        dict(constraint.condition.children)[f"{column}__in"]
        for constraint in model._meta.constraints
        if f"'{column}__in'" in str(getattr(constraint, "condition", ""))
    ]

    assert known == sorted(KNOWN[model, column].values)
