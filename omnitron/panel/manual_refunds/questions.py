"""What is asked before something is recorded of refunds by hand that nobody can take back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cancellations.models import PlanRefund
from cancellations.planning.accounts import account_given, destination, short_iban
from cancellations.services.by_hand import check_refunds
from omnitron.core.asking import Line, Question
from omnitron.core.formats import moment_text, money_text
from omnitron.panel.manual_refunds.asked import not_known_in_words
from omnitron.panel.manual_refunds.desk import refunds_of
from omnitron.panel.manual_refunds.references import taken_in_words
from omnitron.panel.order_detail.plans.refund_rows import payment_name
from orders.amounts import NOTHING
from payments.states import RefundStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import QuerySet

    from omnitron.accounts.models import User
    from omnitron.panel.manual_refunds.forms import MadeForm
    from orders.models import Order

SHOWN_WITH = ("plan__order", "refund__transaction", "plan_item__item")


def before_closing(form: MadeForm, actor: User, refund_ids: Collection[int]) -> Question | None:
    """Which refunds are closed, and how; nothing where they cannot be closed together.

    Raises what making them would raise: nobody is asked about what is refused afterwards.
    """
    if not form.leaves:
        check_refunds(actor=actor, refund_ids=refund_ids, evidence=form.evidence)
    links = list(links_in(actor, RefundStatus.NEEDED).filter(refund__in=refund_ids))
    if len(links) != len(refund_ids) or len({link.plan_id for link in links}) != 1:
        return None
    order = links[0].plan.order
    lines = [_line(link) for link in links]
    words = {
        "count": len(lines),
        "amount": money_text(sum((line.amount for line in lines), NOTHING), order.currency),
        "number": order.number,
        "customer": customer_of(order),
    }
    value = " ".join(str(link.refund_id) for link in links)
    if form.leaves:
        return _about_leaving(words, value, lines, order.currency)
    taken = taken_in_words(actor, form.cleaned_data["reference"], refund_ids)
    # Whoever answers says where the money went, too.
    value = f"{value} {destination(links)}"
    question = _about_made(form, words, value, lines, order.currency)
    return replace(question, warning=taken)


def _about_made(
    form: MadeForm, words: dict[str, object], value: str, lines: Sequence[Line], currency: str
) -> Question:
    day = moment_text(form.cleaned_data["made_on"], "date")
    proof = form.cleaned_data["proof"]
    return Question(
        title=ngettext(
            "Has %(count)s refund of %(amount)s been made?",
            "Have %(count)s refunds of %(amount)s been made?",
            len(lines),
        )
        % words,
        text=_(
            "Order %(number)s, %(customer)s: recorded as sent on %(day)s with the reference"
            " %(reference)s. This cannot be taken back."
        )
        % {**words, "day": day, "reference": form.cleaned_data["reference"]},
        answer=_("Refund has been made"),
        name="confirmed",
        value=value,
        lines=lines,
        currency=currency,
        without_scripts=_("Choose “%(name)s” once more.") % {"name": proof.name} if proof else "",
    )


def _about_leaving(
    words: dict[str, object], value: str, lines: Sequence[Line], currency: str
) -> Question:
    return Question(
        title=ngettext(
            "Close %(count)s refund of %(amount)s without sending more?",
            "Close %(count)s refunds of %(amount)s without sending more?",
            len(lines),
        )
        % words,
        text=_(
            "Order %(number)s: nothing more is sent to %(customer)s for this. This cannot be taken"
            " back."
        )
        % words,
        answer=_("Close without sending more"),
        name="nothing",
        value=value,
        lines=lines,
        currency=currency,
    )


def before_by_hand(actor: User, refund_id: int) -> Question | None:
    """What a refund becomes that is not at its gateway; nothing unless that is unknown."""
    link = links_in(actor, RefundStatus.UNKNOWN).filter(refund=refund_id).first()
    if link is None:
        return None
    order = link.plan.order
    words = {
        "refund": refund_id,
        "gateway": link.refund.gateway,
        "number": order.number,
        "customer": customer_of(order),
    }
    # What a gateway gives back in one sum is for all items of its plan.
    names = link.plan.items.order_by("item__line_number").values_list("item__name", flat=True)
    name = payment_name(link.refund.transaction) if link.refund.transaction else ""
    asked = not_known_in_words([refund_id]).get(refund_id, "")
    text = _(
        "Order %(number)s: %(gateway)s is taken not to have it, and somebody sends the money to"
        " %(customer)s by hand. If %(gateway)s has it after all, the money goes back twice."
        " This cannot be taken back."
    )
    return Question(
        title=_("Make refund %(refund)s by hand?") % words,
        text=f"{asked} {text % words}".strip(),
        answer=_("Not there: make it by hand"),
        name="absent",
        value=str(refund_id),
        lines=[Line(", ".join(names) or _("Charges and rest"), name, link.refund.amount)],
        currency=order.currency,
    )


def links_in(actor: User, status: str) -> QuerySet[PlanRefund]:
    links = PlanRefund.objects.filter(refund__in=refunds_of(actor).filter(status=status))
    return links.select_related(*SHOWN_WITH).order_by("refund_id")


def _line(link: PlanRefund) -> Line:
    """What a refund by hand is for, the way that it takes, and how it was paid."""
    account = account_given(link.plan, link.plan_item)
    way = _("by hand")
    if account:
        given = {"iban": short_iban(account[0]), "holder": account[1]}
        way = _("by hand to %(iban)s, %(holder)s") % given
    if link.refund.transaction:
        paid = payment_name(link.refund.transaction)
        way = _("%(way)s; paid by %(payment)s") % {"way": way, "payment": paid}
    return Line(what_for(link), way, link.refund.amount)


def what_for(link: PlanRefund) -> str:
    return link.plan_item.item.name if link.plan_item else _("Charges and rest")


def customer_of(order: Order) -> str:
    return order.customer_name or _("the customer")
