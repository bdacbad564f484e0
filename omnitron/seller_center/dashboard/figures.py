"""The figures of Seller Center in words, each with the list that makes it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from omnitron.core.briefly import kept_briefly
from omnitron.core.days import Days
from omnitron.core.figures import Figure, Note, address
from omnitron.core.formats import NOTHING, capped_text, count_text, money_text, percent_text
from omnitron.seller_center.dashboard.counting import COUNTED, count
from omnitron.seller_center.packages.filters import LATE
from omnitron.seller_center.packages.views import PREPARING, SHIPPED
from omnitron.seller_center.returns.tabs import ESCALATED
from orders.access import sees_whole
from orders.states import PackageStatus

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from omnitron.accounts.models import User

SECONDS = 60
MONTH = 30
TO_PACK = (
    PackageStatus.WAITING_PACKAGING,
    PackageStatus.PREPARING,
    PackageStatus.READY_TO_SHIP,
)


class Figures:
    """What is counted for a person: all at once, kept for a minute."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.sees_all_sellers = user.has_perm("accounts.view_all_sellers")
        self.today = Days.up_to_today(1)
        self.month = Days.up_to_today(MONTH)

    @cached_property
    def counted(self) -> dict[str, Any]:
        """The plain values."""
        return kept_briefly(self._key, SECONDS, self._count)

    def _count(self) -> dict[str, Any]:
        return count(self.user, today=self.today, month=self.month)

    @property
    def _key(self) -> str:
        # Whoever no longer works for a seller, or lost a marketplace, must not see what was counted
        # with it.
        whole = sees_whole(self.user)
        scope = ("all" if whole is None else sorted(whole), self.user.seller_ids)
        zone = timezone.get_current_timezone_name()
        seen = repr((scope, self.sees_all_sellers, str(self.today.last), zone))
        return f"seller-dashboard:{self.user.pk}:{sha256(seen.encode()).hexdigest()}"

    @property
    def at(self) -> datetime:
        """When it was counted."""
        return datetime.fromisoformat(self.counted["at"])

    @cached_property
    def waiting(self) -> list[Figure]:
        """What there is to do now."""
        to_pack = [self._figure(one.label, one.value, _packages(PREPARING, one)) for one in TO_PACK]
        return [*to_pack, self._late, self._on_their_way, self._returns]

    @cached_property
    def ordered(self) -> list[Figure]:
        """What was ordered in 30 days, and how much of it was rejected."""
        found = [self._orders, self._sold]
        if self.sees_all_sellers:
            return [*found, self._rate("seller_center:seller-list"), self._over]
        if self.user.has_perm("orders.pack_orders"):
            found.append(self._rate("seller_center:performance"))
        return found

    def _figure(
        self,
        label: str | Promise,
        name: str,
        url: str,
        notes: tuple[Note, ...] = (),
        *,
        tone: str = "",
    ) -> Figure:
        number = self.counted["counts"][name]
        return Figure(label, capped_text(number, COUNTED), url, notes, tone if number else "")

    @property
    def _late(self) -> Figure:
        notes = (Note(_("should have left by now")),) if self.counted["counts"]["late"] else ()
        return self._figure(_("Late"), "late", _packages(PREPARING, LATE), notes, tone="wait")

    @property
    def _on_their_way(self) -> Figure:
        failed = self.counted["counts"]["delivery_failed"]
        text = ngettext("%(count)s delivery failed", "%(count)s deliveries failed", failed)
        url = _packages(SHIPPED, PackageStatus.DELIVERY_FAILED)
        note = Note(text % {"count": capped_text(failed, COUNTED)}, url, tone="bad")
        notes = (note,) if failed else ()
        return self._figure(PackageStatus.SHIPPED.label, "on_their_way", _packages(SHIPPED), notes)

    @property
    def _returns(self) -> Figure:
        """With those that the marketplace has to answer in the place of a seller."""
        escalated, url = self.counted["counts"]["escalated"], "seller_center:return-list"
        notes: tuple[Note, ...] = ()
        if self.sees_all_sellers and escalated:
            text = _("%(count)s escalated") % {"count": capped_text(escalated, COUNTED)}
            notes = (Note(text, address(url, {"tab": ESCALATED}), tone="bad"),)
        return self._figure(_("Returns to answer"), "returns", address(url), notes, tone="wait")

    @property
    def _orders(self) -> Figure:
        today = capped_text(self.counted["counts"]["today"], COUNTED)
        note = Note(_("today %(count)s") % {"count": today}, _orders_url(self.today))
        return self._figure(_("Orders"), "month", _orders_url(self.month), (note,))

    @property
    def _sold(self) -> Figure:
        sold = self.counted["sold"]
        texts = tuple(money_text(Decimal(total), name) for name, _items, total in sold)
        items = sum(items for _name, items, _total in sold)
        text = ngettext("%(count)s item", "%(count)s items", items) % {"count": count_text(items)}
        notes = (Note(text), Note(_("without what was canceled or came back")))
        return Figure(_("Sold"), texts or NOTHING, _orders_url(self.month), notes)

    def _rate(self, url_name: str) -> Figure:
        did = self.counted["performance"]
        rate = 100 * did["rejected"] / did["items"] if did["items"] else None
        threshold = percent_text(float(settings.REJECTION_THRESHOLD))
        note = Note(_("threshold %(share)s") % {"share": threshold})
        is_over = did["over"] and not self.sees_all_sellers
        tone = "bad" if is_over else ""
        return Figure(_("Rejected items"), percent_text(rate), address(url_name), (note,), tone)

    @property
    def _over(self) -> Figure:
        did = self.counted["performance"]
        of = ngettext("of %(count)s seller", "of %(count)s sellers", did["sellers"])
        note = Note(of % {"count": count_text(did["sellers"])})
        tone = "bad" if did["over"] else ""
        url = address("seller_center:seller-list")
        return Figure(_("Over the threshold"), count_text(did["over"]), url, (note,), tone)


def _packages(view: str, status: str = "") -> str:
    asked = {"view": view} | ({"status": str(status)} if status else {})
    return address("seller_center:package-list", asked)


def _orders_url(days: Days) -> str:
    return address("seller_center:order-list", days.asked("placed"))
