"""The preview of a plan in sentences: what it is called, what is asked, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from omnitron.core.formats import money_text
from omnitron.panel.order_detail.plans.preview_shown import PreviewShown
from omnitron.panel.order_detail.plans.typed import What

if TYPE_CHECKING:
    from collections.abc import Iterator


class PreviewInWords(PreviewShown):
    """The preview with the words of its page."""

    @property
    def what(self) -> str:
        """“Cancel 2 items”."""
        count = self.items_count
        if count and self.is_return:
            words = ngettext("Return %(count)s item", "Return %(count)s items", count)
        elif count:
            words = ngettext("Cancel %(count)s item", "Cancel %(count)s items", count)
        else:
            return {
                What.ENTIRE: _("Cancel Entire Order"),
                What.SHIPPING: _("Only Refund Shipping Fee"),
            }.get(self.typed.what, _("Refund the Rest"))
        return words % {"count": count}

    @property
    def title(self) -> str:
        """“Cancel 2 items, R$101.27 goes back”."""
        return _("%(what)s, %(amount)s goes back") % {"what": self.what, "amount": self._total}

    @property
    def dialog_title(self) -> str:
        """What the question before it is called; without items, as the button that led here."""
        if not self.items_count:
            return self.what
        return _("Order Return") if self.is_return else _("Order Cancel")

    @property
    def question(self) -> str:
        """What is asked before it happens."""
        told = {"count": self.items_count, "number": self.order.number, "total": self._total}
        if not self.items_count:
            return _("Send %(total)s of order %(number)s back?") % told
        if self.is_return:
            words = ngettext(
                "Take %(count)s item of order %(number)s back and send %(total)s back?",
                "Take %(count)s items of order %(number)s back and send %(total)s back?",
                self.items_count,
            )
        else:
            words = ngettext(
                "Cancel %(count)s item of order %(number)s and send %(total)s back?",
                "Cancel %(count)s items of order %(number)s and send %(total)s back?",
                self.items_count,
            )
        return words % told

    @property
    def consequences(self) -> list[str]:
        """What follows, one sentence each."""
        return list(self._consequences())

    def _consequences(self) -> Iterator[str]:
        yield from self._about_items()
        if self.preview.wish.rest is not None and not self.preview.standing.items:
            yield _("The order is canceled.")
        yield self._about_undo()
        if numbers := self.preview.wish.requests:
            words = ngettext(
                "Request %(numbers)s is answered by it.",
                "Requests %(numbers)s are answered by it.",
                len(numbers),
            )
            yield words % {"numbers": ", ".join(map(str, numbers))}
        yield self._about_mail()

    def _about_items(self) -> Iterator[str]:
        for draft in self.preview.drafts:
            for entry in draft.items:
                if entry.is_split:
                    yield self._about_split(
                        entry.item.name, entry.stays.quantity, entry.pieces.quantity
                    )
        for plan in self.shipping_elsewhere:
            amount = money_text(plan.shipping_amount, self.order.currency)
            sentence = _("%(amount)s of the shipping fee goes back with plan %(plan)s already.")
            yield sentence % {"amount": amount, "plan": plan.pk}

    def _about_undo(self) -> str:
        if self.waits:
            return _("No money moves before the seller has agreed. Undo withdraws the plan.")
        seconds = settings.CANCELLATION_UNDO_SECONDS
        words = ngettext(
            "No money moves for %(count)s second. Undo withdraws the plan.",
            "No money moves for %(count)s seconds. Undo withdraws the plan.",
            seconds,
        )
        return words % {"count": seconds}

    def _about_mail(self) -> str:
        if not self.total:
            return _("No money goes back: the arithmetic says why.")
        if not self.order.email:
            return _("No e-mail address is known: the customer is told nothing.")
        return _("The customer gets a mail when the money has gone back, not before.")

    @staticmethod
    def _about_split(name: str, stays: int, goes: int) -> str:
        sentence = _("%(name)s is split: %(goes)s will go, %(stays)s will stay unchanged.")
        return sentence % {"name": name, "stays": stays, "goes": goes}

    @property
    def _total(self) -> str:
        return money_text(self.total, self.order.currency)
