"""A market of two sellers that share an order; everything of the other one is marked."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from bulk_updates.services.uploading import upload
from exports.access import token_of
from exports.kinds import KINDS
from exports.services.keeping_columns import save_column_set
from exports.services.requesting import request_export
from omnitron.accounts.models import User
from omnitron.accounts.panels import SELLER_CENTER
from orders.models import SellerStaff
from orders.services.packages.intake import pack_orders
from orders.services.selecting import select_only
from orders.states import Status
from tests.bulk_updates.uploads import csv_of, worked_on
from tests.exports.shop import SITE, run
from tests.factories import (
    CancellationPlanFactory,
    CancellationPlanItemFactory,
    CancellationReasonFactory,
    DeliverySettingFactory,
    OrderFactory,
    OrderItemFactory,
    PaymentTransactionFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerPerformanceFactory,
    UserFactory,
)
from tests.orders.packages.parcels import staff_of
from tests.seller_center.canaries.events import tell_of_other

# What each text of the other seller begins with, and how its amounts read in any language: those
# of its items, and of all that they are a part of.
CANARY = "zzebra"
AMOUNTS = re.compile(r"77[.,]?[78]\d\d[.,]\d\d")
FILE_COLUMNS = ("order_number", "order_item_id", "status", "invoice_number")

# Reasons that a seller is offered are no secret.
BRAND_ALONE = frozenset({"operator"})
# Where a rejection can still be undone.
REJECTED = Status.CANCELLATION_WAITING


@dataclass
class Side:
    """A seller, somebody who may do all for it, and one of each thing that is theirs."""

    seller: Any
    staff: Any
    item: Any
    package: Any
    returned: Any
    rejection: Any
    export: Any
    selection: Any
    bulk_update: Any
    setting: Any

    @property
    def token(self):
        return token_of(self.export.pk)


@dataclass
class World:
    """What the two have, the order of both, one that is all the other's, and the marketplace."""

    shared: Any
    strange: Any
    mine: Side
    other: Side
    mpo: Any
    other_shared: Any
    of_both: Any
    other_columns: Any


def open_world():
    """All of it, in the database."""
    channel = SalesChannelFactory(currency="BRL")
    shared = OrderFactory(number="1711", channel=channel, amount=Decimal("77884.67"))
    strange = OrderFactory(
        number="ZZEBRA-1",
        channel=channel,
        amount=Decimal("77777.77"),
        first_name=CANARY,
        last_name=CANARY,
        email=f"{CANARY}@example.com",
    )
    aurora = SellerFactory(name="Casa Aurora", code="aurora")
    zebra = SellerFactory(name=f"{CANARY} Home", code=CANARY)
    _place(shared, aurora, "Towels", "TOA-1", Decimal("26.72"))
    for order in (shared, strange):
        _place(order, zebra, f"{CANARY} kilim", CANARY.upper(), Decimal("77777.77"))
        PaymentTransactionFactory(order=order, gateway_reference=f"{CANARY}-{order.pk}")
    for seller, name in ((aurora, "Aurora"), (zebra, CANARY)):
        DeliverySettingFactory(seller=seller, name=f"{name} delivery", slug=name.lower())
        SellerPerformanceFactory(seller=seller, channel=channel)
    pack_orders([shared.pk, strange.pk])
    for order in (shared, strange):
        order.refresh_from_db()
    of_both = staff_of(aurora, username="of-both", last_name="Moura")
    SellerStaff.objects.create(user=of_both, seller=zebra)
    other = _side(zebra, CANARY, strange, shared)
    mine = _side(aurora, "Aurora", shared, strange)
    other_shared = shared.items.get(seller=zebra, status=Status.APPROVED)
    tell_of_other(shared, mine, other, other_shared, mark=CANARY, amount=Decimal("77777.77"))
    return World(
        shared=shared,
        strange=strange,
        mine=mine,
        other=other,
        mpo=UserFactory(role="MPO", channels=[channel]),
        other_shared=other_shared,
        of_both=of_both,
        other_columns=save_column_set(
            actor=other.staff,
            kind="orders",
            name=CANARY,
            columns=["order_number"],
            format="csv",
            zone="UTC",
        ),
    )


def _place(order, seller, name, sku, price):
    """Four lines of a seller: to be packed, come back, rejected, and on their way."""
    for status in (Status.APPROVED, Status.DELIVERED, REJECTED, Status.SHIPPED):
        OrderItemFactory(
            order=order,
            seller=seller,
            status=status,
            status_before_cancellation=Status.APPROVED if status == REJECTED else None,
            name=name,
            sku=sku,
            price=price,
            attributes={name: name},
            tracking_number=f"{name}-track" if status == Status.SHIPPED else "",
            invoice_number=f"{name}-invoice" if status == Status.SHIPPED else "",
        )


def _side(seller, name, order, other):
    """What a seller's person has; a choice of orders may name any."""
    staff = staff_of(seller, role="Seller admin", username=name.lower(), last_name=name)
    # As a request reads them: what they work for counts.
    staff = User.objects.get(pk=staff.pk)
    returned, rejection = _plans(order, seller, name)
    if other.items.filter(seller=seller):
        _plans(other, seller, name)
    waiting = order.items.get(seller=seller, status=Status.APPROVED)
    selection = select_only(actor=staff, order_ids=[order.pk, other.pk])
    return Side(
        seller=seller,
        staff=staff,
        item=waiting,
        package=waiting.package,
        returned=returned,
        rejection=rejection,
        export=_export(staff, selection),
        selection=selection,
        bulk_update=_hand_over(staff, order, name),
        setting=seller.delivery_settings.get(),
    )


def _plans(order, seller, name):
    """A return that waits for the seller's answer, and a rejection that can be undone."""
    items = order.items.filter(seller=seller)
    reason = CancellationReasonFactory(subject=f"{name} {order.pk}", sources=BRAND_ALONE)
    returned = CancellationPlanFactory(
        order=order, plan_type="refund", seller=seller, confirmation="due", note=f"{name} note"
    )
    rejection = CancellationPlanFactory(order=order, source="seller", note=f"{name} note")
    for plan, status in ((returned, Status.DELIVERED), (rejection, REJECTED)):
        item = items.get(status=status)
        CancellationPlanItemFactory(plan=plan, item=item, reason=reason, note=f"{name} note")
    return returned, rejection


def _export(staff, selection, kind="order_items"):
    """A file of the orders, as the person's own page makes it."""
    return run(
        request_export(
            actor=staff,
            kind=kind,
            selection_id=selection.pk,
            format="csv",
            columns=KINDS[kind].names,
            panel=SELLER_CENTER,
            zone="UTC",
            site=SITE,
        )
    )


def _hand_over(staff, order, name):
    """A file about every line of the order, of whichever seller, uploaded and read."""
    rows = [(order.number, item.pk, "", f"{name}-2") for item in order.items.order_by("pk")]
    file = SimpleUploadedFile(f"{name}.csv", csv_of(*rows, header=FILE_COLUMNS))
    return worked_on(upload(actor=staff, file=file, panel=SELLER_CENTER))
