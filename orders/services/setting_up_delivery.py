"""Setting up how packages leave: the marketplace's delivery settings and those of each seller.

Of the active ones of an owner exactly one is the default, and at most one has the easy return. All
of an owner's settings are locked together, so that two people cannot break that between them.
"""

from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from omnitron.accounts import audit, changing
from omnitron.accounts.models import User
from omnitron.accounts.permissions import require
from omnitron.core.errors import NotFound, Refusal
from omnitron.core.formats import capped_text
from omnitron.core.merging import Values
from omnitron.core.money import shortest
from orders.models import DeliverySetting, Package, SalesChannel, Seller, ShippingCompany

MANAGE = "orders.manage_delivery"
Calculator = DeliverySetting.Calculator
EASY_RETURN = DeliverySetting.ShippingOption.EASY_RETURN
COUNTED = 10_000


class DeliveryValues(TypedDict):
    """What a delivery setting's form says."""

    name: str
    slug: str
    shipping_company_id: int
    shipping_option: str
    handling_days: int
    priority: int
    calculator: str
    price: Decimal
    free_above: Decimal | None


@transaction.atomic
def create_setting(
    *, actor: User, seller_id: int | None, is_default: bool, **values: Unpack[DeliveryValues]
) -> DeliverySetting:
    """Add a setting of a seller, or of the marketplace; an owner's first one is its default.

    Raises `ValidationError` by field, or `NotFound` for a seller that is not the actor's.
    """
    require(actor, MANAGE)
    if not may_set_up(actor, seller_id):
        raise NotFound(_("There is no such %(thing)s here.") % {"thing": Seller._meta.verbose_name})
    setting = DeliverySetting(seller_id=seller_id)
    siblings = _lock_all_of(setting)
    mine = _priced(values)
    _check(setting, siblings, mine)
    default = _default_of(siblings)
    if is_default and default:
        _switch(actor, default, is_default=False)
    changes = changing.save_new(
        subject=setting, values={**mine, "is_default": is_default or default is None}
    )
    if setting.seller:
        changes["seller"] = [None, str(setting.seller)]
    _record(actor, audit.Action.CREATED, setting, changes)
    return setting


@transaction.atomic
def change_setting(
    *, actor: User, pk: int, opened: Values, **values: Unpack[DeliveryValues]
) -> DeliverySetting:
    """Change a setting; packages that have it keep company and date. The owner stays.

    Raises `BothChanged`, `ValidationError` by field, or as `set_active`.
    """
    setting, siblings = _lock(actor, pk)
    mine = _priced(values)
    _check(setting, siblings, {name: mine[name] for name in mine if opened.get(name) != mine[name]})
    changes = changing.save_merged(subject=setting, opened=opened, mine=mine)
    if changes:
        _record(actor, audit.Action.CHANGED, setting, changes)
    return setting


@transaction.atomic
def set_active(*, actor: User, pk: int, active: bool) -> DeliverySetting:
    """Offer a setting for packages, or no longer; safe to repeat.

    Raises `NotFound`, `Refusal` for a setting of the marketplace that is not the actor's to change,
    for the default and one in use, and for one that cannot be offered as it is.
    """
    setting, siblings = _lock(actor, pk)
    if setting.is_active == active:
        return setting
    reason = _why_not_activated(setting, siblings) if active else why_it_stays_active(setting)
    if reason:
        raise Refusal(reason)
    _switch(actor, setting, is_active=active)
    if active and _default_of(siblings) is None:
        _switch(actor, setting, is_default=True)
    return setting


@transaction.atomic
def make_default(*, actor: User, pk: int) -> DeliverySetting:
    """Make a setting the one that new packages get, instead of the owner's present one.

    Safe to repeat. Raises as `set_active`, and `Refusal` for one that is not active.
    """
    setting, siblings = _lock(actor, pk)
    if not setting.is_active:
        raise Refusal(_("“%(name)s” is not active: activate it first.") % {"name": setting})
    default = _default_of(siblings)
    if default != setting:
        if default:
            _switch(actor, default, is_default=False)
        _switch(actor, setting, is_default=True)
    return setting


def why_it_stays_active(setting: DeliverySetting) -> str:
    """Why a setting cannot be deactivated now, and what to do; '' where it can."""
    if setting.is_default:
        text = _("“%(name)s” is the default: make another one the default first.")
        return text % {"name": setting}
    count = Package.objects.waiting_by(setting)[: COUNTED + 1].count()
    if not count:
        return ""
    text = ngettext(
        "%(count)s package that has not left yet goes by “%(name)s”: once it is shipped, or has"
        " another delivery setting, this one can be deactivated.",
        "%(count)s packages that have not left yet go by “%(name)s”: once they are shipped, or"
        " have another delivery setting, this one can be deactivated.",
        count,
    )
    return text % {"count": capped_text(count, COUNTED), "name": setting}


def may_set_up(actor: User, seller_id: int | None) -> bool:
    """Whether a person sets up the settings of a seller, or of the marketplace for none."""
    if seller_id is None:
        sees_all = actor.has_perm("accounts.view_all_sellers")
        return sees_all and SalesChannel.objects.marketplaces_of(actor).exists()
    return actor.is_superuser or seller_id in actor.seller_ids


def _why_not_activated(setting: DeliverySetting, siblings: list[DeliverySetting]) -> str:
    company = ShippingCompany.objects.get(pk=setting.shipping_company_id)
    if not company.is_active:
        text = _("%(company)s is no longer offered: choose another shipping company first.")
        return text % {"company": company}
    if setting.shipping_option == EASY_RETURN:
        return _other_easy_return(setting, siblings)
    return ""


def _lock(actor: User, pk: int) -> tuple[DeliverySetting, list[DeliverySetting]]:
    """A setting and all of its owner, locked. Raises `NotFound`, or `Refusal`."""
    require(actor, MANAGE)
    found = DeliverySetting.objects.visible_to(actor).filter(pk=pk).first()
    if found is None:
        thing = DeliverySetting._meta.verbose_name
        raise NotFound(_("There is no such %(thing)s here.") % {"thing": thing})
    if not may_set_up(actor, found.seller_id):
        text = _("“%(name)s” is the marketplace’s: add a delivery setting of your own instead.")
        raise Refusal(text % {"name": found})
    siblings = _lock_all_of(found)
    (setting,) = [sibling for sibling in siblings if sibling.pk == pk]
    return setting, siblings


def _lock_all_of(setting: DeliverySetting) -> list[DeliverySetting]:
    """All settings of an owner by key: two people must not wait for each other."""
    same = DeliverySetting.objects.of_same_owner(setting).order_by("pk")
    return list(same.select_for_update(no_key=True))


def _default_of(siblings: list[DeliverySetting]) -> DeliverySetting | None:
    return next((sibling for sibling in siblings if sibling.is_default), None)


def _priced(values: DeliveryValues) -> dict[str, Any]:
    """The values without the prices that the way of counting has no use for.

    Raises `ValidationError` for a price that is missing or cannot be.
    """
    mine: dict[str, Any] = {**values}
    if mine["calculator"] == Calculator.FREE:
        return mine | {"price": Decimal(0), "free_above": None}
    if mine["calculator"] == Calculator.FIXED:
        mine["free_above"] = None
    problems = {
        name: _("A price cannot be negative.")
        for name in ("price", "free_above")
        if (mine[name] or 0) < 0
    }
    if not mine["price"]:
        problems["price"] = _("Say what delivery costs, or choose “Free”.")
    if mine["calculator"] == Calculator.AMOUNT_BASED and not mine["free_above"]:
        problems["free_above"] = _("Say from which amount on delivery is free.")
    if problems:
        raise ValidationError(problems)
    return mine


def _check(setting: DeliverySetting, siblings: list[DeliverySetting], new: Values) -> None:
    """Raise `ValidationError` where what is new of a setting does not go with the others'."""
    problems = {}
    for other in siblings:
        if other.pk != setting.pk and other.slug == new.get("slug"):
            text = _("“%(slug)s” is the short name of “%(name)s”: choose another one.")
            problems["slug"] = text % {"slug": other.slug, "name": other}
    company = new.get("shipping_company_id")
    if company and not ShippingCompany.objects.filter(pk=company, is_active=True).exists():
        problems["shipping_company_id"] = _("Choose a shipping company that is offered.")
    if new.get("shipping_option") == EASY_RETURN and setting.is_active:
        reason = _other_easy_return(setting, siblings)
        if reason:
            problems["shipping_option"] = reason
    if problems:
        raise ValidationError(problems)


def _other_easy_return(setting: DeliverySetting, siblings: list[DeliverySetting]) -> str:
    """Why a setting cannot have the easy return, which one active setting of an owner may have."""
    for other in siblings:
        if other.pk != setting.pk and other.is_active and other.shipping_option == EASY_RETURN:
            text = _("“%(name)s” has the easy return already: take it from that one first.")
            return text % {"name": other}
    return ""


def _switch(actor: User, setting: DeliverySetting, **mine: bool) -> None:
    opened = {name: not value for name, value in mine.items()}
    changing.change(actor=actor, subject=setting, opened=opened, mine=mine)


def _record(
    actor: User, action: audit.Action, setting: DeliverySetting, changes: audit.Changes
) -> None:
    """Write the log, in which companies have their names and amounts are texts."""
    if "shipping_company_id" in changes:
        names = dict(ShippingCompany.objects.values_list("pk", "name"))
        known = [names.get(pk) for pk in changes["shipping_company_id"]]
        changes = {**changes, "shipping_company_id": known}
    told = {
        name: [shortest(value) if isinstance(value, Decimal) else value for value in values]
        for name, values in changes.items()
    }
    audit.record(actor=actor, action=action, subject=setting, changes=told)
