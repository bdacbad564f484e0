"""The invoice of a package's goods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal
from omnitron.core.formats import moment_text
from orders.events import Actor
from orders.models import OrderItem, Package
from orders.package_actions import PackageAction
from orders.services.packages.locking import lock_package
from orders.services.packages.writing import CAUSE, merge_typed
from orders.services.writing_items import write_items
from orders.states import UNAPPROVED, Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from omnitron.accounts.models import User
    from omnitron.core.merging import Values
    from orders.services.packages.locking import Locked

LONGEST_NUMBER = OrderItem._meta.get_field("invoice_number").max_length or 0
LONGEST_URL = OrderItem._meta.get_field("e_archive_url").max_length or 0
NO_INVOICE: dict[str, Any] = {"invoice_number": "", "invoice_date": None, "e_archive_url": ""}
# Goods of these have none.
WITHOUT = frozenset({Status.CANCELED, *UNAPPROVED})
_is_web_address = URLValidator(schemes=["http", "https"])


@transaction.atomic
def give_invoice(
    *,
    actor: User,
    number: str,
    opened: Values,
    invoice_number: str,
    invoice_date: date | None,
    e_archive_url: str,
) -> Package:
    """Give the goods of a package their invoice; those that are canceled keep none.

    `opened` is what the person was shown of it. Raises as `lock_package`, `Refusal` for a number or
    a date that is missing or cannot be, and `BothChanged`.
    """
    invoice_number, e_archive_url = invoice_number.strip(), e_archive_url.strip()
    _check(invoice_number, invoice_date, e_archive_url)
    locked = lock_package(actor, number, PackageAction.GIVE_INVOICE)
    invoice = merge_typed(
        locked.package,
        opened=opened,
        mine={
            "invoice_number": invoice_number,
            "invoice_date": invoice_date,
            "e_archive_url": e_archive_url,
        },
        current=invoice_of(locked.package.items.order_by("line_number")),
    )
    _write(locked, invoice, actor)
    return locked.package


def _write(locked: Locked, invoice: Values, actor: User) -> None:
    write_items(
        "invoice_number = %(invoice_number)s, invoice_date = %(invoice_date)s,"
        " e_archive_url = %(e_archive_url)s",
        condition="item.package_id = ANY(%(packages)s) AND item.status <> ALL(%(without)s)"
        " AND (item.invoice_number, item.invoice_date, item.e_archive_url)"
        " IS DISTINCT FROM (%(invoice_number)s, %(invoice_date)s::date, %(e_archive_url)s)",
        cause=CAUSE,
        actor=Actor.of(actor),
        packages=locked.ids,
        without=sorted(WITHOUT),
        **invoice,
    )


def invoice_of(items: Iterable[OrderItem]) -> dict[str, Any]:
    """The invoice of goods: what the first of them that has one says."""
    kept = (item for item in items if item.invoice_number and item.status not in WITHOUT)
    first = next(kept, None)
    return {name: getattr(first, name) for name in NO_INVOICE} if first else NO_INVOICE


def _check(invoice_number: str, invoice_date: date | None, e_archive_url: str) -> None:
    if not invoice_number:
        raise Refusal(_("Type the number of the invoice."))
    if "\0" in invoice_number or len(invoice_number) > LONGEST_NUMBER:
        text = _("The invoice number has more than %(most)s characters: look at it again.")
        raise Refusal(text % {"most": LONGEST_NUMBER})
    if invoice_date is None:
        raise Refusal(_("Give the date of the invoice."))
    today = timezone.localdate()
    if invoice_date > today:
        raise Refusal(
            _("The invoice date %(date)s is in the future: today is %(today)s.")
            % {"date": moment_text(invoice_date, "date"), "today": moment_text(today, "date")}
        )
    if e_archive_url:
        _check_address(e_archive_url)


def _check_address(e_archive_url: str) -> None:
    try:
        _is_web_address(e_archive_url)
    except ValidationError:
        wrong = True
    else:
        wrong = len(e_archive_url) > LONGEST_URL
    if wrong:
        raise Refusal(
            _("“%(url)s” is no web address: it begins with https://.")
            % {"url": e_archive_url[:100]}
        )
