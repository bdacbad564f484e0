"""What the page of a package shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cancellations.states import PERMISSION_OF, Source
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.order_pages.addresses import AddressShown
from omnitron.order_pages.item_lines import ItemLine, Shipment
from omnitron.order_pages.progress import OF_SELLERS, progress_of
from omnitron.seller_center.packages.collecting import ToCollect, to_collect
from omnitron.seller_center.packages.forms import (
    DeliveryForm,
    InvoiceForm,
    ShipForm,
    TrackingForm,
)
from omnitron.seller_center.packages.item_shown import ItemShown
from omnitron.seller_center.packages.plan_notes import PlansOfPackage
from omnitron.seller_center.packages.prices import price_text
from omnitron.seller_center.packages.track import TrackStep, track_of
from omnitron.seller_center.packages.typed import Stranded, Typed
from omnitron.seller_center.packages.views import VIEWS, view_of
from orders.models import OrderItem
from orders.package_actions import PackageAction, actions_of
from orders.services.packages.locking import PERMISSION
from orders.states import FINAL, LIVE

if TYPE_CHECKING:
    from omnitron.accounts.models import User
    from omnitron.seller_center.packages.views import View
    from orders.models import Order, Package

ON_ITEMS = (PackageAction.CREATE_NEW_PACKAGE, PackageAction.REJECT)


@dataclass
class PackagePage:
    """One package as a person sees it."""

    package: Package
    user: User
    typed: Typed = field(default_factory=Typed)

    @property
    def order(self) -> Order:
        """Its order."""
        return self.package.order

    @property
    def view_name(self) -> str:
        """The part of the list that it stands in."""
        return view_of(self.package)

    @property
    def view(self) -> View:
        """The same with its words."""
        return VIEWS[self.view_name]

    @property
    def _is_own(self) -> bool:
        """Whether it is of a seller for whom the person works."""
        return self.user.is_superuser or self.package.seller_id in self.user.seller_ids

    @property
    def may_reject(self) -> bool:
        """Whether the person may reject items of it, and undo that."""
        return self._is_own and self.user.has_perm(PERMISSION_OF[Source.SELLER])

    @cached_property
    def actions(self) -> tuple[PackageAction, ...]:
        """What this person can do with the package now, what comes next first."""
        if not self._is_own or not self.user.has_perm(PERMISSION):
            return ()
        has_left = any(item.has_left for item in self._items)
        found = actions_of(self.package.status, is_held=self.package.is_held, has_left=has_left)
        without = () if self.may_reject else (PackageAction.REJECT,)
        return tuple(action for action in found if action not in without)

    @property
    def steps(self) -> list[TrackStep]:
        """Its way."""
        return track_of(self.package)

    @cached_property
    def plans(self) -> PlansOfPackage:
        """The plans that have items of it."""
        return PlansOfPackage(self.package, self.user)

    @cached_property
    def _items(self) -> list[OrderItem]:
        seen = OrderItem.objects.visible_to(self.user, SELLER_CENTER)
        of_package = seen.filter(package=self.package).select_related("shipping_company")
        return list(of_package.order_by("line_number"))

    @cached_property
    def items(self) -> list[ItemShown]:
        """Its lines; those that are canceled or came back are among them."""
        plans = self.plans.of_items
        return [
            ItemShown(ItemLine(item), plans.get(item.pk), ticked=item.pk in self.typed.ticked)
            for item in self._items
        ]

    @property
    def left(self) -> list[OrderItem]:
        """The lines that somebody still gets."""
        return [item for item in self._items if item.status not in FINAL]

    @property
    def pieces(self) -> int:
        """How many pieces these are."""
        return sum(item.quantity for item in self.left)

    @property
    def is_mixed(self) -> bool:
        """Whether its live lines are not all as far."""
        return len({item.status for item in self._items if item.status in LIVE}) > 1

    @property
    def progress(self) -> list[str]:
        """“1 of 3 shipped”, where its lines do not stand at one status."""
        return progress_of((item.status for item in self._items), OF_SELLERS)

    @property
    def can_choose(self) -> bool:
        """Whether something can be done with single lines."""
        free = any(shown.is_free for shown in self.items)
        return free and any(action in self.actions for action in ON_ITEMS)

    @property
    def shipment(self) -> Shipment | None:
        """With whom it travels."""
        return Shipment.of(self.package)

    @cached_property
    def to_collect(self) -> ToCollect | None:
        """What the carrier collects at the door, where it is paid there."""
        return to_collect([(self.package, self._items)]).get(self.package.pk)

    @property
    def address(self) -> AddressShown:
        """Where it goes."""
        return AddressShown(self.order.shipping_address)

    @cached_property
    def ship_form(self) -> ShipForm | None:
        """Where it can be shipped now."""
        if PackageAction.SHIP not in self.actions:
            return None
        return self.typed.ship or ShipForm(self.package)

    @cached_property
    def tracking_form(self) -> TrackingForm | None:
        """Where its tracking number can be put right."""
        if PackageAction.CORRECT_TRACKING_NUMBER not in self.actions:
            return None
        return self.typed.tracking or TrackingForm(self.package)

    @cached_property
    def invoice_form(self) -> InvoiceForm | None:
        """Where an invoice can be given."""
        if PackageAction.GIVE_INVOICE not in self.actions:
            return None
        return self.typed.invoice or InvoiceForm(self._items)

    @cached_property
    def delivery_form(self) -> DeliveryForm | None:
        """Where it can be sent another way."""
        if PackageAction.CHANGE_DELIVERY_SETTING not in self.actions:
            return None
        return self.typed.delivery or DeliveryForm(self.package)

    @property
    def is_calm(self) -> bool:
        """Whether nothing was refused, so that the next step may have the focus."""
        forms = (self.ship_form, self.tracking_form, self.invoice_form, self.delivery_form)
        wrong = any(form is not None and form.errors for form in forms)
        return not (wrong or self.typed.refusal or self.stranded)

    @property
    def goes_on(self) -> bool:
        """Whether the next step can be taken back: Enter, pressed once more, does no harm."""
        steps = (PackageAction.START_PREPARING, PackageAction.READY_TO_SHIP, PackageAction.SHIP)
        return any(step in self.actions for step in steps)

    @property
    def stranded(self) -> list[Stranded]:
        """What was typed into forms that the package, moved on meanwhile, has no more."""
        return self.typed.stranded(self.package, self.actions)

    @property
    def stranded_rejection(self) -> str:
        """The same of a rejection, where nothing can be rejected any more."""
        return "" if self.can_choose else self.typed.rejection_in_words(self.user, self._items)

    @property
    def delivery_price(self) -> str:
        """What its delivery setting costs the customer."""
        setting = self.package.delivery_setting
        return price_text(setting, self.order.currency) if setting else ""

    @property
    def invoice_item(self) -> OrderItem | None:
        """The first line that has an invoice."""
        return next((item for item in self._items if item.invoice_number), None)
