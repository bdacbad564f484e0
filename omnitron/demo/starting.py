"""The first start: something to look at, and people who may look at it."""

from decimal import Decimal
from typing import NamedTuple

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet

from cancellations.models import CancellationStrategy
from omnitron.accounts.models import User
from omnitron.demo.lists.carriers import CARRIERS
from omnitron.demo.lists.strategies import STRATEGIES
from omnitron.demo.reference import write_places, write_reasons, write_reference
from omnitron.demo.seeding.planning import FIRST_SELLER
from orders.models import (
    ChannelAccess,
    DeliverySetting,
    SalesChannel,
    Seller,
    SellerStaff,
    ShippingCompany,
)


class Person(NamedTuple):
    """A user of the demo."""

    username: str
    role: str
    first_name: str
    last_name: str
    time_zone: str


PEOPLE = (
    Person("admin", "Admin", "Marina", "Teixeira", "America/Sao_Paulo"),
    Person("operator", "Operator", "Elif", "Şahin", "Europe/Istanbul"),
    Person("finance", "Finance", "Deniz", "Aydın", "Europe/Istanbul"),
    Person("support", "Support", "Jonas", "Schröder", "Europe/Berlin"),
    Person("mpo", "MPO", "Beatriz", "Nóbrega", "America/Sao_Paulo"),
    Person("seller", "Seller", "Mehmet", "Karaağaç", "Europe/Istanbul"),
    Person("selleradmin", "Seller admin", "Zeynep", "Karaağaç", "Europe/Istanbul"),
)
_USERNAMES = [person.username for person in PEOPLE]
ALL_CHANNELS = {"Admin", "Operator", "Finance", "Support"}
MARKETPLACES = {"MPO"}
STAFF = {"Seller", "Seller admin"}


@transaction.atomic
def write_settings() -> None:
    """Add the demo's companies, channels, places, strategies and reasons; safe to repeat."""
    write_reference()
    write_places()
    write_reasons()
    for slug, (name, rules) in STRATEGIES.items():
        CancellationStrategy.objects.get_or_create(
            channel=SalesChannel.objects.get(slug=slug), defaults={"name": name, **rules}
        )


@transaction.atomic
def write_people() -> None:
    """Add the demo's users who are not there yet; nobody can sign in before `let_people_in`."""
    known = set(User.objects.values_list("username", flat=True))
    for person in PEOPLE:
        if person.username in known:
            continue
        user = User.objects.create_user(
            username=person.username,
            email=f"{person.username}@omnitron.example",
            first_name=person.first_name,
            last_name=person.last_name,
            time_zone=person.time_zone,
        )
        user.groups.add(Group.objects.get(name=person.role))
        _give_access(user, person)


def write_own_delivery() -> None:
    """Give the demo's first seller a delivery setting of its own, unless it has one."""
    seller = Seller.objects.get(code=FIRST_SELLER)
    if seller.delivery_settings.exists():
        return
    carrier = next(carrier for carrier in CARRIERS if carrier.countries == "TR")
    DeliverySetting.objects.create(
        slug="express",
        name="Express",
        seller=seller,
        shipping_company=ShippingCompany.objects.get(code=carrier.code),
        shipping_option=DeliverySetting.ShippingOption.EASY_RETURN,
        handling_days=1,
        calculator=DeliverySetting.Calculator.AMOUNT_BASED,
        price=Decimal("49.90"),
        free_above=Decimal(500),
        is_default=True,
    )


@transaction.atomic
def let_people_in(*, password: str) -> list[Person]:
    """Give the demo's users who have no password this one, and name them."""
    users = {user.username: user for user in _outside()}
    for user in users.values():
        user.set_password(password)
        user.save(update_fields=["password"])
    return [person for person in PEOPLE if person.username in users]


def is_open() -> bool:
    """Whether anybody can sign in."""
    return User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def is_complete() -> bool:
    """Whether all of the demo's users can sign in."""
    return User.objects.filter(username__in=_USERNAMES).count() == len(PEOPLE) and not _outside()


def _outside() -> QuerySet[User]:
    return User.objects.filter(
        username__in=_USERNAMES, password__startswith=UNUSABLE_PASSWORD_PREFIX
    )


def _give_access(user: User, person: Person) -> None:
    channels = SalesChannel.objects.none()
    if person.role in ALL_CHANNELS:
        channels = SalesChannel.objects.all()
    elif person.role in MARKETPLACES:
        channels = SalesChannel.objects.filter(channel_type=SalesChannel.Type.MARKETPLACE)
    ChannelAccess.objects.bulk_create(
        [ChannelAccess(user=user, channel=channel) for channel in channels]
    )
    if person.role in STAFF:
        SellerStaff.objects.create(user=user, seller=Seller.objects.get(code=FIRST_SELLER))
