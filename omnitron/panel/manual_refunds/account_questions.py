"""What is asked before an account is recorded that money is sent to by hand, or put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from stdnum import iban

from cancellations.models import PlanRefund
from cancellations.planning.accounts import account_given, short_account
from cancellations.services.correcting_accounts import check_correction
from omnitron.core.asking import Line, Question
from omnitron.core.regions import country_name
from omnitron.panel.manual_refunds.questions import customer_of, links_in, what_for
from payments.states import RefundStatus

if TYPE_CHECKING:
    from omnitron.accounts.models import User
    from omnitron.panel.manual_refunds.account_form import AccountForm, CorrectionForm
    from orders.models import Order


def before_recording(form: AccountForm, actor: User, refund_id: int) -> Question | None:
    """Where the money of a plan goes; nothing where that is known already."""
    of_plan = PlanRefund.objects.filter(refund=refund_id).values("plan")
    links = [
        link
        for link in links_in(actor, RefundStatus.NEEDED).filter(plan__in=of_plan)
        if account_given(link.plan, link.plan_item) is None
    ]
    if refund_id not in {link.refund_id for link in links}:
        return None
    order = links[0].plan.order
    text = _("Order %(number)s, %(customer)s: what is sent by hand goes to %(holder)s, %(iban)s.")
    return Question(
        title=_("Record this account for plan %(plan)s?") % {"plan": links[0].plan_id},
        text=text % _words(form, order),
        answer=_("Record the account"),
        name="confirmed",
        value=form.account_text,
        lines=[_line(link) for link in links],
        currency=order.currency,
        warning=_abroad(form, order),
    )


def before_correcting(form: CorrectionForm, actor: User, refund_id: int) -> Question:
    """Which account is replaced, by which, and what goes there. Raises as `check_correction`."""
    found = check_correction(actor=actor, refund_id=refund_id, **form.values)
    order = found.plan.order
    text = _(
        "Order %(number)s, %(customer)s: what is sent by hand goes to %(holder)s, %(iban)s. That"
        " replaces %(before)s."
    )
    return Question(
        title=_("Correct the account for plan %(plan)s?") % {"plan": found.plan.pk},
        text=text % {**_words(form, order), "before": short_account(found.account)},
        answer=_("Correct the account"),
        name="confirmed",
        value=form.account_text,
        lines=[_line(link) for link in found.links],
        currency=order.currency,
        warning=_abroad(form, order),
    )


def _words(form: AccountForm, order: Order) -> dict[str, str]:
    return {
        "number": order.number,
        "customer": customer_of(order),
        "iban": iban.format(form.cleaned_data["iban"]),
        "holder": form.cleaned_data["holder_name"],
    }


def _line(link: PlanRefund) -> Line:
    return Line(what_for(link), "", link.refund.amount)


def _abroad(form: AccountForm, order: Order) -> str:
    """That an account is in another country than the billing address; '' where that is not so."""
    account, billing = form.cleaned_data["iban"][:2], order.billing_address
    country = str(billing.country) if billing else ""
    if country in ("", account):
        return ""
    text = _("The account is in %(account)s, the billing address in %(billing)s.")
    return text % {"account": country_name(account), "billing": country_name(country)}
