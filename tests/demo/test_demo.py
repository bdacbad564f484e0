"""The first start, and giving access from the command line."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from cancellations.models import CancellationReason, CancellationStrategy
from cancellations.states import Source
from geography.models import City, District
from omnitron.accounts.audit import entries_about
from omnitron.accounts.models import User
from omnitron.demo import starting
from omnitron.demo.management.commands import demo
from omnitron.demo.plans import making
from omnitron.demo.registering import WITHOUT_SANDBOX
from omnitron.demo.seeding.planning import FIRST_SELLER
from orders.models import Address, ChannelAccess, DeliverySetting, Order, Seller, SellerStaff
from tests.factories import OrderFactory, SalesChannelFactory, SellerFactory, UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = {
    "admin": "Admin",
    "operator": "Operator",
    "finance": "Finance",
    "support": "Support",
    "mpo": "MPO",
    "seller": "Seller",
    "selleradmin": "Seller admin",
}


@pytest.fixture(autouse=True)
def _few_orders(monkeypatch, time_machine):
    monkeypatch.setattr(demo, "ORDERS", 60)
    # Plans have tests of their own.
    monkeypatch.setattr(making, "SCENES", ())
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    time_machine.move_to(datetime(2026, 11, 22, 9, 30, tzinfo=UTC), tick=False)


def test_the_first_start_makes_a_user_of_every_role_who_can_sign_in(monkeypatch, client):
    monkeypatch.setenv("DEMO_PASSWORD", "a long password")
    call_command("demo")

    roles = {user.username: user.role_names for user in User.objects.all()}
    assert roles == {username: [role] for username, role in PEOPLE.items()}
    assert not User.objects.filter(is_superuser=True).exists()
    for username in PEOPLE:
        assert User.objects.get(username=username).check_password("a long password")


def test_people_see_what_their_role_says():
    call_command("demo")

    seen = {
        username: sorted(
            ChannelAccess.objects.filter(user__username=username).values_list(
                "channel__slug", flat=True
            )
        )
        for username in PEOPLE
    }
    marketplaces = ["marketplace-br", "marketplace-eu", "marketplace-kw", "marketplace-tr"]
    every = sorted([*marketplaces, "partner-uk", "shop-eu", "shop-tr", "stores-jp"])
    assert seen == {
        "admin": every,
        "operator": every,
        "finance": every,
        "support": every,
        "mpo": marketplaces,
        "seller": [],
        "selleradmin": [],
    }
    staff = SellerStaff.objects.order_by("user__username")
    assert list(staff.values_list("user__username", "seller__code")) == [
        ("seller", FIRST_SELLER),
        ("selleradmin", FIRST_SELLER),
    ]
    assert [
        setting.name for setting in DeliverySetting.objects.filter(seller__code=FIRST_SELLER)
    ] == ["Express"]


def test_the_first_start_writes_orders_until_midnight_and_reasons():
    call_command("demo")

    assert Order.objects.count() == 60
    midnight = datetime(2026, 11, 22, tzinfo=UTC)
    assert not Order.objects.filter(placed_at__gte=midnight).exists()
    assert CancellationReason.objects.filter(cancellation_type="cancel").count() == 9
    assert CancellationReason.objects.filter(cancellation_type="refund").count() == 9
    assert CancellationReason.objects.get(
        cancellation_type="cancel", subject="Other"
    ).extra_information_needed


def test_addresses_of_the_demo_lie_in_places_that_are_there():
    call_command("demo")

    cities = set(City.objects.values_list("country__code", "name"))
    assert set(Address.objects.values_list("country", "city")) <= cities
    moda = District.objects.get(name="Moda")
    assert (moda.township.name, moda.township.city.name) == ("Kadıköy", "İstanbul")


def test_some_reasons_are_not_for_everybody_and_one_channel_has_rules_of_its_own():
    call_command("demo")

    stock = CancellationReason.objects.get(subject="Out of stock at the seller")
    assert stock.sources == frozenset({"operator", "mpo", "seller"})
    for kind in CancellationReason.Type:
        offered = {who: CancellationReason.objects.usable_by(who, kind).count() for who in Source}
        assert min(offered.values()) >= 3
    strategies = {
        strategy.channel.slug: strategy.departures()
        for strategy in CancellationStrategy.objects.all()
    }
    assert strategies == {"marketplace-eu": ["shipping_on_return", "all_items_refundable"]}


def test_a_generated_password_is_shown_once(capsys):
    call_command("demo")

    line = capsys.readouterr().out.splitlines()[-1]
    password = line.removeprefix("Password: ").removesuffix("   (shown this once)")
    assert User.objects.get(username="admin").check_password(password)


def test_the_second_start_changes_nothing(capsys):
    call_command("demo")
    before = list(User.objects.order_by("pk").values())
    capsys.readouterr()

    call_command("demo")

    assert capsys.readouterr().out.splitlines() == [
        WITHOUT_SANDBOX,
        "The users of the demo are there already; their passwords stay as they are.",
    ]
    assert list(User.objects.order_by("pk").values()) == before
    assert Order.objects.count() == 60


def test_nobody_can_sign_in_before_the_demo_is_complete(settings):
    settings.SANDBOX_GATEWAY_URL = "http://127.0.0.1:1"
    with pytest.raises(CommandError, match="Once it runs, repeat this command"):
        call_command("demo", "--if-empty")
    assert not starting.is_open()

    settings.SANDBOX_GATEWAY_URL = ""
    call_command("demo", "--if-empty")

    assert starting.is_complete()


def test_orders_that_are_there_are_not_mixed_with_invented_ones():
    OrderFactory()

    call_command("demo")

    assert Order.objects.count() == 1
    assert Seller.objects.filter(code=FIRST_SELLER).exists()


def test_if_empty_leaves_a_database_with_users_alone(capsys):
    UserFactory()

    call_command("demo", if_empty=True)

    assert capsys.readouterr().out == "There are users already: the demo was left as it is.\n"
    assert not Order.objects.exists()


def test_if_empty_sets_an_empty_database_up():
    call_command("demo", if_empty=True)

    assert User.objects.count() == len(PEOPLE)


def test_a_channel_is_granted_once_and_the_log_says_so(capsys):
    user = UserFactory(username="elif")
    channel = SalesChannelFactory(slug="shop")

    call_command("grant_channel", "elif", "shop")
    call_command("grant_channel", "elif", "shop")

    assert capsys.readouterr().out.splitlines() == ["elif sees the orders of shop."] * 2
    assert [access.channel for access in user.channel_access.all()] == [channel]
    assert [(entry.actor, entry.changes) for entry in entries_about(channel)] == [
        (None, {"access": [[], ["elif"]]})
    ]


def test_a_seller_is_granted_once_and_the_log_says_so(capsys):
    user = UserFactory(username="elif")
    seller = SellerFactory(code="S-1")

    call_command("grant_seller", "elif", "S-1")
    call_command("grant_seller", "elif", "S-1")

    assert capsys.readouterr().out.splitlines() == ["elif is staff of the seller S-1."] * 2
    assert [staff.seller for staff in user.seller_staff.all()] == [seller]
    assert [(entry.actor, entry.changes) for entry in entries_about(seller)] == [
        (None, {"staff": [[], ["elif"]]})
    ]


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["grant_channel", "nobody", "shop"], "There is no user “nobody”"),
        (["grant_channel", "elif", "web"], r"There is no sales channel web; there are: shop\."),
        (["grant_seller", "nobody", "S-1"], "There is no user “nobody”"),
        (["grant_seller", "elif", "S-2"], r"There is no seller with the code S-2\."),
    ],
)
def test_what_is_unknown_is_named(command, message):
    UserFactory(username="elif")
    SalesChannelFactory(slug="shop")
    SellerFactory(code="S-1")

    with pytest.raises(CommandError, match=message):
        call_command(*command)
