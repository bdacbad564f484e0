"""Writing new orders with everything of theirs, a statement for each table."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.models import Product
from omnitron.core.saving import broken_constraint
from orders.events import Actor, Line, write_lines
from orders.models import Contract, DiscountItem, Order, OrderEvent, OrderItem
from orders.services.packages.intake import pack_orders
from orders.services.placing.checking import number_used
from orders.services.placing.fields import in_zone
from orders.services.placing.known import used_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from omnitron.accounts.models import User
    from orders.services.placing.known import Known
    from orders.services.placing.new_orders import NewItem, NewOrder
    from orders.services.placing.problems import Problems
    from orders.services.placing.working_out import LineAmounts, OrderAmounts

_SAME_OF_ORDER = (
    "number",
    "currency",
    "client_type",
    "language_code",
    "installment_count",
    "delivery_type",
    "has_gift_box",
    "gift_box_note",
    "notes",
    "extra_field",
)
_SAME_OF_ITEM = (
    "quantity",
    "invoice_number",
    "invoice_date",
    "e_archive_url",
    "extra_field",
)


@dataclass(frozen=True, slots=True)
class Ready:
    """An order of which nothing speaks against taking it in, and its place in the request."""

    place: int
    new: NewOrder
    amounts: OrderAmounts


def write_orders(
    ready: Sequence[Ready], known: Known, problems: Problems, *, actor: User
) -> list[Order]:
    """Write the orders, and give them back in the order of the request.

    In the order of their numbers, so that of two requests with the same ones none waits for the
    other; the one that comes second is told by `problems`, and the transaction is to be undone.
    """
    by_number = sorted(ready, key=lambda one: one.new.number)
    orders = [_order(one, known) for one in by_number]
    try:
        with transaction.atomic():
            Order.objects.bulk_create(orders)
    except IntegrityError as error:
        _tell_used(error, ready, problems)
        raise
    placed = list(zip(orders, by_number, strict=True))
    OrderItem.objects.bulk_create(
        item for order, one in placed for item in _items(order, one, known)
    )
    _write_papers(placed, known)
    keys = [order.pk for order in orders]
    pack_orders(keys)
    who = Actor.of(actor)
    write_lines(Line(key, OrderEvent.Kind.PLACED, who) for key in keys)
    by_place = {one.place: order for order, one in placed}
    return [by_place[place] for place in sorted(by_place)]


def _tell_used(error: IntegrityError, ready: Iterable[Ready], problems: Problems) -> None:
    """Another request was faster with some of the numbers: say which, or raise what it was."""
    if broken_constraint(error) != "one_order_per_number":
        return
    used = used_numbers(one.new.number for one in ready)
    for one in ready:
        if one.new.number in used:
            problems.at(one.place).add("number", number_used(one.new.number))
    problems.refuse()


def _order(one: Ready, known: Known) -> Order:
    new, amounts = one.new, one.amounts
    customer = known.customers[new.customer]
    company = known.companies.get(new.cargo_company) if new.cargo_company is not None else None
    return Order(
        channel=known.channel,
        customer=customer,
        first_name=customer.first_name,
        last_name=customer.last_name,
        email=customer.email,
        phone=customer.phone_number,
        shipping_address_id=new.shipping_address,
        billing_address_id=new.billing_address or new.shipping_address,
        status=new.status,
        placed_at=in_zone(new.date_placed, known.channel.zone) or timezone.now(),
        amount=amounts.amount,
        shipping_amount=amounts.shipping_amount,
        net_shipping_amount=amounts.net_shipping_amount,
        shipping_tax_rate=new.shipping_tax_rate or 0,
        discount_amount=amounts.discount_amount,
        installment_interest_amount=amounts.installment_interest_amount,
        payment_option_fee=amounts.payment_option_fee,
        cargo_company=str(company.pk) if company else "",
        remote_addr=new.remote_addr or None,
        **_same(new, _SAME_OF_ORDER),
    )


def _items(order: Order, one: Ready, known: Known) -> Iterable[OrderItem]:
    for number, (item, amounts) in enumerate(
        zip(one.new.items, one.amounts.lines, strict=True), start=1
    ):
        yield _item(order, number, item, amounts, one.new, known)


def _item(
    order: Order, number: int, item: NewItem, amounts: LineAmounts, new: NewOrder, known: Known
) -> OrderItem:
    company = item.shipping_company if item.shipping_company is not None else new.cargo_company
    return OrderItem(
        order=order,
        line_number=number,
        product_id=item.product,
        seller=known.sellers.get(item.seller) if item.seller is not None else None,
        shipping_company=known.companies.get(company) if company is not None else None,
        status=new.status if item.status is None else item.status,
        tracking_number=item.tracking_number or new.tracking_number,
        carrier_shipping_code=item.carrier_shipping_code or new.carrier_shipping_code,
        delivered_date=in_zone(item.delivered_date, known.channel.zone),
        estimated_delivery_date=in_zone(item.estimated_delivery_date, known.channel.zone),
        tax_rate=item.tax_rate or 0,
        **_goods(item, known),
        **asdict(amounts),
        **_same(item, _SAME_OF_ITEM),
    )


def _goods(item: NewItem, known: Known) -> dict[str, Any]:
    """The line's own copy of what was sold."""
    product = known.products[item.product] if item.product is not None else Product()
    returnable = item.non_returnable
    return {
        "sku": item.sku or product.sku,
        "name": item.name or product.name or item.sku,
        "attributes": item.attributes or product.attributes,
        "image_url": item.image_url or product.image_url,
        "non_returnable": product.non_returnable if returnable is None else returnable,
    }


def _write_papers(placed: Iterable[tuple[Order, Ready]], known: Known) -> None:
    discounts, contracts = [], []
    for order, one in placed:
        discounts += [
            DiscountItem(order=order, name=each.name, code=each.code, amount=each.amount)
            for each in one.new.discounts
        ]
        contracts += [
            Contract(
                order=order,
                kind=each.kind,
                title=each.title,
                body=each.body,
                accepted_at=in_zone(each.accepted_at, known.channel.zone),
            )
            for each in one.new.contracts
        ]
    DiscountItem.objects.bulk_create(discounts)
    Contract.objects.bulk_create(contracts)


def _same(subject: NewOrder | NewItem, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(subject, name) for name in names}
