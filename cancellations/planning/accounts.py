"""The account to which money goes that somebody must send by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.exceptions import ValidationError

from cancellations.planning.objections import About, Objection, Refused
from omnitron.core.errors import Refusal
from payments.methods import NEEDS_ACCOUNT, way_it_came
from payments.states import RefundMethod

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from cancellations.models import CancellationPlan, CancellationPlanItem, PlanRefund
    from cancellations.planning.drafts import Draft
    from cancellations.planning.wishes import ItemWish, Wish
    from payments.models import PaymentTransaction

ENDS_SHOWN = 2
# python-stdnum looks at the check digits before it looks whether there are any.
BEGINNING = re.compile(r"[A-Z]{2}[0-9]{2}")


def with_plain_ibans(wish: Wish) -> Wish:
    """The wish with its IBANs as they are kept: without spaces, in capitals."""
    items = tuple(replace(item, iban=iban.compact(item.iban)) for item in wish.items)
    return replace(wish, iban=iban.compact(wish.iban), items=items)


def about_accounts(wish: Wish) -> Iterator[Objection]:
    """What speaks against the accounts that were given."""
    if wish.iban and not _is_iban(wish.iban):
        yield Objection(_no_iban(wish.iban), about=About.IBAN)
    for item in wish.items:
        if item.iban and not _is_iban(item.iban):
            yield Objection(_no_iban(item.iban), item.item_id, about=About.IBAN)


def require_accounts(wish: Wish, drafts: Iterable[Draft]) -> None:
    """Raise `Refused` if money is to be sent by hand and nobody said where to."""
    if not any(_needs_account(draft) for draft in drafts):
        return
    objections = []
    if not _all_have(wish, "iban"):
        text = _("A part of this goes back by hand: give the IBAN that it goes to.")
        objections.append(Objection(text, about=About.IBAN))
    if not _all_have(wish, "holder_name"):
        text = _("A part of this goes back by hand: say who holds the account.")
        objections.append(Objection(text, about=About.HOLDER))
    if objections:
        raise Refused(objections)


def without_needless_accounts(wish: Wish, drafts: Iterable[Draft], given: Collection[str]) -> Wish:
    """The wish without accounts that nothing of it goes to now, but for those that customers gave.

    What nobody looks at when a plan is made would be believed once a gateway has declined.
    """
    if any(_needs_account(draft) for draft in drafts):
        return wish
    return without_accounts(wish, kept=given)


def without_accounts(wish: Wish, *, kept: Collection[str]) -> Wish:
    """The wish without its accounts, but for these IBANs."""
    items = tuple(
        item if item.iban in kept else replace(item, iban="", holder_name="") for item in wish.items
    )
    if wish.iban in kept:
        return replace(wish, items=items)
    return replace(wish, iban="", holder_name="", items=items)


def account_of(wish: Wish, item: ItemWish) -> dict[str, str]:
    """The account for an item: its own, else the one of the whole wish."""
    owner = item if item.iban else wish
    return {"iban": owner.iban, "holder_name": owner.holder_name}


def account_given(
    plan: CancellationPlan, plan_item: CancellationPlanItem | None
) -> tuple[str, str] | None:
    """The IBAN and its holder for what serves an item, or the charges: its own or the plan's."""
    for owner in (plan_item, plan):
        if owner is not None and owner.iban:
            return owner.iban, owner.holder_name
    return None


def destination(links: Iterable[PlanRefund]) -> str:
    """What stands for the accounts that refunds go to: another one once an account was put right.

    Begins with a letter, so that it may stand beside keys.
    """
    accounts = {link.refund_id: account_given(link.plan, link.plan_item) for link in links}
    return f"to-{sha256(repr(sorted(accounts.items())).encode()).hexdigest()[:20]}"


def checked_iban(text: str) -> str:
    """An IBAN as it is kept. Raises `Refusal` for what is none."""
    plain: str = iban.compact(text)
    if not _is_iban(plain):
        raise Refusal(_no_iban(plain))
    return plain


def checked_account(iban_text: str, holder_name: str) -> tuple[str, str]:
    """An account as it is kept. Raises `Refusal` for what is no IBAN and without a holder."""
    plain, holder = checked_iban(iban_text), holder_name.strip()
    if not holder:
        raise Refusal(_("Say who holds the account."))
    return plain, holder


def account_text(account: tuple[str, str]) -> str:
    """An account in one line, which tells it from every other one."""
    return " ".join(account).strip()


def short_account(account: tuple[str, str]) -> str:
    """An account for people: the ends of its IBAN, and its holder."""
    return ", ".join(filter(None, (short_iban(account[0]), account[1])))


def short_iban(text: str) -> str:
    """The first and last groups of an IBAN: enough to tell it from another one."""
    groups: list[str] = iban.format(text).split()
    if len(groups) > 2 * ENDS_SHOWN:
        groups = [*groups[:ENDS_SHOWN], "…", *groups[-ENDS_SHOWN:]]
    return " ".join(groups)


def needs_account(payment: PaymentTransaction, way: RefundMethod) -> bool:
    """Whether money that goes back this way needs an account.

    A card that a gateway could give back, but may not by the channel's rule or cannot as it is not
    set up, is paid by bank, too.
    """
    if way != RefundMethod.MANUAL:
        return False
    return payment.payment_type in NEEDS_ACCOUNT or way_it_came(payment) == RefundMethod.GATEWAY


def _needs_account(draft: Draft) -> bool:
    return any(needs_account(share.payment.row, share.method) for share in draft.shares)


def _all_have(wish: Wish, name: str) -> bool:
    if getattr(wish, name).strip():
        return True
    return bool(wish.items) and all(account_of(wish, item)[name].strip() for item in wish.items)


def _is_iban(text: str) -> bool:
    try:
        iban.validate(text)
    except ValidationError:
        return False
    return True


def _no_iban(text: str) -> str:
    told = _("“%(iban)s” is no IBAN: its check digits do not fit. Compare it with the customer’s.")
    if not BEGINNING.match(text):
        told = _(
            "“%(iban)s” is no IBAN. An IBAN begins with two letters for its country, as in DE89 …"
        )
    return told % {"iban": text}
