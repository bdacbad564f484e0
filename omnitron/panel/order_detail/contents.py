"""What the page of an order shows: every row is read once, whatever their number."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import ngettext

from cancellations.models import CancellationRequest
from omnitron.core.regions import language_name
from omnitron.order_pages.addresses import AddressShown
from omnitron.order_pages.captions import STEP_CAPTIONS
from omnitron.order_pages.item_lines import ItemLine, Shipment
from omnitron.order_pages.progress import progress_of
from omnitron.panel.order_detail.orders_of_customer import orders_of_customer
from omnitron.panel.order_detail.plans.choosing import Choice
from omnitron.panel.order_detail.plans.product_choice import ChoosableWriter
from omnitron.panel.order_detail.plans.section import PlansShown
from omnitron.panel.order_detail.product_rows import AskedFor, ProductWriter
from orders.amounts import NOTHING, AmountLine, GivenBack, amount_lines, current_amount
from orders.contacts import readable_phone
from orders.models import ShippingCompany
from orders.states import CORRECTABLE, FINAL

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from django.utils.safestring import SafeString

    from cancellations.planning.objections import Objection
    from omnitron.accounts.models import User
    from omnitron.panel.order_detail.orders_of_customer import OrdersOfCustomer
    from omnitron.panel.order_detail.plans.section import RefusedForm
    from omnitron.panel.order_detail.plans.typed import Typed
    from orders.models import Contract, DiscountItem, Order, OrderItem, Package
    from payments.models import PaymentTransaction


class OrderPage:
    """One order with everything that stands on its page."""

    def __init__(
        self,
        order: Order,
        user: User,
        typed: Typed | None = None,
        objections: Sequence[Objection] = (),
        refused: RefusedForm | None = None,
    ) -> None:
        self.order = order
        self.user = user
        self.refused = refused
        can_cancel = user.has_perm("cancellations.cancel_items")
        self.choice = Choice(self, typed, objections) if can_cancel else None

    @cached_property
    def items(self) -> list[OrderItem]:
        """The lines with their sellers, carriers, packages, and what is asked for them."""
        asked = CancellationRequest.objects.waiting().filter(item=OuterRef("pk"))
        lines = self.order.items.select_related("seller", "shipping_company", "package")
        lines = lines.annotate(asked_for=asked.values("request_type"))
        return list(lines.order_by("line_number"))

    @cached_property
    def packages(self) -> list[Package]:
        """The packages with their sellers and carriers."""
        return list(self.order.packages.select_related("seller", "shipping_company").order_by("pk"))

    @cached_property
    def discounts(self) -> list[DiscountItem]:
        """The discounts of the whole order."""
        return list(self.order.discounts.order_by("pk"))

    @cached_property
    def contracts(self) -> list[Contract]:
        """What the customer was shown, accepted or not."""
        return list(self.order.contracts.order_by("pk"))

    @cached_property
    def payments(self) -> list[PaymentTransaction]:
        """The payments, in the order they were made."""
        return list(self.order.transactions.order_by("created_at", "pk"))

    @property
    def transactions(self) -> list[tuple[PaymentTransaction, Sequence[int]]]:
        """The payments, each with the plans for which it is set aside."""
        held = self.plans.held_by
        return [(payment, held.get(payment.pk, ())) for payment in self.payments]

    @cached_property
    def plans(self) -> PlansShown:
        """The cancellations and returns of the order."""
        return PlansShown(self.order, self.user, self.refused)

    @property
    def asked_for(self) -> AskedFor:
        """What customers ask for, by line; whoever may cancel answers on another page."""
        types = {item.pk: getattr(item, "asked_for", None) or "" for item in self.items}
        query = urlencode({"order": self.order.number})
        return AskedFor(types, f"{reverse('omnitron:request-list')}?{query}" if self.choice else "")

    @property
    def correctable(self) -> dict[int, str]:
        """The lines whose status this person may correct, with where they do it."""
        if not self.user.has_perm("orders.correct_status"):
            return {}
        number, name = self.order.number, "omnitron:order-correct-status"
        return {
            item.pk: reverse(name, args=[number, item.pk])
            for item in self.items
            if item.status in CORRECTABLE
        }

    @property
    def product_rows(self) -> SafeString:
        """The lines as rows of the table."""
        return self._writer.write(ItemLine(item) for item in self.items)

    def rows_of(self, item_ids: Collection[int]) -> SafeString:
        """Some of them, to take the place of those that a page shows."""
        lines = (ItemLine(item) for item in self.items if item.pk in item_ids)
        return self._writer.write(lines, oob=True)

    @property
    def _writer(self) -> ProductWriter:
        return (
            ChoosableWriter(self.choice)
            if self.choice
            else ProductWriter(
                self.order.currency, self.plans.of_items, self.asked_for, self.correctable
            )
        )

    @property
    def progress(self) -> list[str]:
        """“1 of 3 shipped”, where the lines do not stand at one status."""
        return progress_of(item.status for item in self.items)

    @property
    def pieces(self) -> int:
        """How many things were ordered."""
        return sum(item.quantity for item in self.items)

    @property
    def seller_count(self) -> int:
        """How many sellers the lines have."""
        return len({item.seller_id for item in self.items if item.seller_id})

    @property
    def phone(self) -> str:
        """The customer's phone number with its groups."""
        return readable_phone(self.order.phone)

    @property
    def language(self) -> str:
        """The language that the customer shopped in."""
        return language_name(self.order.language_code) if self.order.language_code else ""

    @cached_property
    def shipping_address(self) -> AddressShown:
        """Where the order goes."""
        return AddressShown(self.order.shipping_address)

    @cached_property
    def billing_address(self) -> AddressShown:
        """Where the invoice goes."""
        return AddressShown(self.order.billing_address)

    @property
    def same_address(self) -> bool:
        """Whether the invoice goes where the order goes."""
        return self.shipping_address.exists and (
            self.billing_address.values == self.shipping_address.values
        )

    @cached_property
    def shipments(self) -> list[Shipment]:
        """The carriers and tracking numbers of packages and lines, each once."""
        found = [Shipment.of(package) for package in self.packages]
        found += [Shipment.of(item) for item in self.items]
        known = [shipment for shipment in dict.fromkeys(found) if shipment]
        with_number = {shipment.company for shipment in known if shipment.number}
        return [one for one in known if one.number or one.company not in with_number]

    @cached_property
    def company(self) -> str:
        """Who was to carry the order when it came in; programs say so by the key."""
        said = self.order.cargo_company
        if not (said.isascii() and said.isdecimal()):
            return said
        return str(ShippingCompany.objects.filter(pk=said).first() or said)

    @property
    def amount_lines(self) -> list[tuple[str, AmountLine]]:
        """The steps to both amounts, each with its caption."""
        lines = amount_lines(self.order, self.items, self.discounts, self.given_back)
        return [(f"{STEP_CAPTIONS[line.step]} {line.name}".strip(), line) for line in lines]

    @property
    def current_amount(self) -> Decimal:
        """The order's amount less what went back."""
        return current_amount(self.order, self.given_back)

    @cached_property
    def given_back(self) -> GivenBack:
        """What went back, by what it was for."""
        return self.plans.given_back(self.payments)

    @property
    def payment_gist(self) -> str:
        """“Bank transfer”, or how many payments there are."""
        if len(self.payments) == 1:
            return str(self.payments[0].get_payment_type_display())
        count = len(self.payments)
        return ngettext("%(count)s payment", "%(count)s payments", count) % {"count": count}

    @cached_property
    def paid(self) -> Decimal:
        """What was captured."""
        return sum((p.amount for p in self.payments if p.captured_at), NOTHING)

    @property
    def overpaid(self) -> Decimal:
        """How much more than the order's amount was captured and is still there."""
        back = sum((p.reserved_amount + p.refunded_amount for p in self.payments), NOTHING)
        beyond = max(NOTHING, back - self.plans.of_order)
        difference: Decimal = self.paid - self.order.amount - beyond
        return max(NOTHING, difference)

    @property
    def unpaid(self) -> Decimal:
        """How much of the order's amount was not captured."""
        difference: Decimal = self.order.amount - self.paid
        return max(NOTHING, difference)

    @property
    def is_over(self) -> bool:
        """Whether nothing of the order is left, so that nothing is owed for it."""
        return self.order.status in FINAL

    @cached_property
    def orders_of_customer(self) -> OrdersOfCustomer:
        """This order and the others of its customer."""
        return orders_of_customer(self.order, self.user)
