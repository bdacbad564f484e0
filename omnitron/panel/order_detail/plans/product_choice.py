"""The rows of an order's products with what is needed to choose them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cancellations.states import PlanType
from omnitron.panel.order_detail.product_rows import ProductWriter

if TYPE_CHECKING:
    from omnitron.order_pages.item_lines import ItemLine
    from omnitron.panel.order_detail.plans.choosing import Choice, ItemChoice
    from orders.models import OrderItem

BOX = '<td class="m-check" role="cell"><input class="form-check-input" type="checkbox" name="item" value="{}" aria-label="{}" data-type="{}"{}></td>'  # noqa: E501
NO_BOX = mark_safe('<td class="m-hide" role="cell"></td>')
FIELDS = """
<tr class="choice-row" role="row">
  <td class="m-hide" role="cell"></td>
  <td class="m-full pt-0" colspan="8" role="cell">
    <div class="choice">
      <label><span class="sub">{reason_label}</span><select class="form-select form-select-sm{invalid}" name="reason-{pk}">{reasons}</select></label>{quantity}
      <label class="grow"><span class="sub">{note_label}</span><input class="form-control form-control-sm" name="note-{pk}" value="{note}" maxlength="1000"></label>
    </div>{problems}
  </td>
</tr>"""  # noqa: E501
QUANTITY = '<label><span class="sub">{}</span><input class="form-control form-control-sm pieces" type="number" name="quantity-{}" value="{}" min="1" max="{}" inputmode="numeric"><span class="sub nowrap">{}</span></label>'  # noqa: E501
PROBLEMS = '<tr class="wrong" role="row"><td class="m-hide" role="cell"></td><td class="m-full pt-0" colspan="8" role="cell">{}</td></tr>'  # noqa: E501
PROBLEM = '<p class="invalid-feedback">{}</p>'
CHECKED = mark_safe(" checked")
SELECTED = mark_safe(" selected")


class ChoosableWriter(ProductWriter):
    """Writes a box into each row that can be chosen, and its fields into a second one."""

    def __init__(self, choice: Choice) -> None:
        page = choice.page
        super().__init__(page.order.currency, page.plans.of_items, page.asked_for, page.correctable)
        self.choice = choice

    def _before(self, line: ItemLine) -> SafeString:
        item, can = line.item, self.choice.of_item(line.item)
        if not can.plan_type:
            return NO_BOX
        label = _("Choose %(name)s") % {"name": item.name}
        ticked = CHECKED if can.typed.chosen else ""
        return format_html(BOX, item.pk, label, can.plan_type, ticked)

    def _after(self, line: ItemLine) -> SafeString:
        item, can = line.item, self.choice.of_item(line.item)
        problems = format_html_join("", PROBLEM, [(text,) for text in can.objections])
        if not can.plan_type:
            return format_html(PROBLEMS, problems) if problems else SafeString("")
        return format_html(
            FIELDS,
            pk=item.pk,
            reason_label=self._words["reason"],
            note_label=self._words["note"],
            reasons=self._reasons(can),
            note=can.typed.note,
            quantity=self._quantity(item, can) if item.quantity > 1 else "",
            problems=problems,
            invalid=" is-invalid" if can.is_marked else "",
        )

    def _about_status(self, item: OrderItem) -> SafeString | str:
        can = self.choice.of_item(item)
        hint = self._words[can.plan_type] if can.plan_type else can.why
        told = super()._about_status(item)
        if not hint:
            return told
        css_class = f"sub only-{can.plan_type}" if can.plan_type else "sub"
        return format_html('{}<div class="{}">{}</div>', told, css_class, hint)

    @cached_property
    def _words(self) -> dict[str, str]:
        return {
            "reason": _("Reason"),
            "note": _("More about it"),
            "quantity": _("Quantity"),
            PlanType.CANCEL: _("Not shipped yet: choose Cancel"),
            PlanType.REFUND: _("Shipped: choose Return"),
        }

    def _reasons(self, can: ItemChoice) -> SafeString:
        if not can.typed.reason:
            return self._options[can.plan_type]
        return _options(self.choice, can.plan_type, can.typed.reason)

    @cached_property
    def _options(self) -> dict[str, SafeString]:
        return {kind: _options(self.choice, kind, "") for kind in self.choice.reasons}

    def _quantity(self, item: OrderItem, can: ItemChoice) -> SafeString:
        typed = can.typed.quantity or item.quantity
        of = _("of %(count)s") % {"count": item.quantity}
        return format_html(QUANTITY, self._words["quantity"], item.pk, typed, item.quantity, of)


def _options(choice: Choice, kind: str, chosen: str) -> SafeString:
    rows = [("", "", _("As for all"))]
    rows += [
        (str(reason.pk), SELECTED if str(reason.pk) == chosen else "", reason.subject)
        for reason in choice.reasons_for(kind, chosen)
    ]
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
