"""A server as it is shipped, a shop with a channel of its own, and Akinon's clients of both."""

import json
import subprocess
import time
from pathlib import Path

import pytest
import redis
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from geography.models import PlaceMapping
from integrations.models import BatchRequest, ErrorReport, IntegrationAction
from omnitron.accounts.models import ApiToken, User
from orders.models import Order
from tests.compat.installing import client_python
from tests.compat.server import Server
from tests.factories import (
    CityFactory,
    DistrictFactory,
    ProductFactory,
    SalesChannelFactory,
    ShippingCompanyFactory,
    UserFactory,
)

CLIENTS = Path(__file__).resolve().parent / "clients"
PASSWORD = "a password of the shop"
PATIENCE = 60
# The product behind the server has the first one.
CACHE_DATABASE = 1


class Shop:
    """A channel, its user, and the clients that act for it in a process of their own."""

    def __init__(self, server: Server, password: str) -> None:
        self.server = server
        self.channel = SalesChannelFactory(currency="TRY", timezone="Europe/Istanbul")
        self.user = UserFactory(role="API client", channels=[self.channel])
        User.objects.filter(pk=self.user.pk).update(password=password)

    def sign_in(self) -> None:
        """Put a token where channel-app looks for the one that it got last."""
        _token, key = ApiToken.objects.create(self.user, source=ApiToken.Source.PAGE)
        with redis.Redis(port=self.server.redis_port, db=CACHE_DATABASE) as cache:
            cache.set("omnitron_auth_token_prefix", f"Token {key}")

    def run(self, script: str, function: str, **given):
        """What a function of a script of `clients` returned, as JSON."""
        outcome = self.call(script, function, **given)
        assert "raised" not in outcome, outcome["raised"]
        return outcome["returned"]

    def raised(self, script: str, function: str, **given) -> dict:
        """What a function of a script raised."""
        return self.call(script, function, **given)["raised"]

    def configure(self, **conf) -> None:
        """Add to the configuration of the channel, which channel-app reads."""
        self.channel.conf.update(conf)
        self.channel.save()

    def allow(self, permission: str) -> None:
        """Give the client more than its role has."""
        group = UserFactory(permissions=[permission]).groups.get()
        self.user.groups.add(group)

    def give(self, **has) -> list[dict]:
        """Have channel-app give the shop what has changed; the orders that it was sent.

        The shop calls an order `R-` and its number.
        """
        numbers = Order.objects.values_list("number", flat=True)
        remote_ids = {number: f"R-{number}" for number in numbers}
        return self.run("orders", "give_updates", remote_ids=remote_ids, **has)

    def mappings(self, content_type: str) -> dict[int, tuple[str, str]]:
        """By the key of an object, what the shop calls it and how its last transfer ended."""
        actions = self._own(IntegrationAction).filter(content_type=content_type)
        return {action.object_id: (action.remote_id, action.status) for action in actions}

    def batches(self) -> list[str]:
        """Where each batch is, the oldest first."""
        return list(self._own(BatchRequest).values_list("status", flat=True))

    def reports(self, **those) -> list[dict]:
        """What the client reported, the oldest first."""
        return list(self._own(ErrorReport).filter(**those).values())

    def _own(self, model):
        return model.objects.filter(channel=self.channel).order_by("pk")

    def call(self, script: str, function: str, **given) -> dict:
        """Run a function of a script, and end it at once where the server answers with a fault.

        omnisdk repeats what was answered by a 5xx, ten times and ten seconds apart.
        """
        process = subprocess.Popen(
            [client_python(), CLIENTS / f"{script}.py", function],
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            output, errors = self._ended(process, json.dumps(given))
        finally:
            process.kill()
            process.wait()
        # channel-app goes on after most of what fails, and logs it.
        print(errors)
        assert process.returncode == 0, errors
        return json.loads(output)

    def _ended(self, process: subprocess.Popen, given: str | None) -> tuple[str, str]:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return process.communicate(given, timeout=0.1)
            except subprocess.TimeoutExpired:
                # It is sent on by the next call.
                given = None
                assert self.server.faults() == ""
                assert time.monotonic() < deadline, self.server.answers()

    def _environment(self) -> dict[str, str]:
        return {
            "OMNITRON_MODULE": "channel_app.omnitron.integration",
            "CHANNEL_MODULE": "shop",
            "MAIN_APP_URL": self.server.address,
            "OMNITRON_USERNAME": self.user.username,
            "OMNITRON_PASSWORD": PASSWORD,
            "OMNITRON_CHANNEL_ID": str(self.channel.pk),
            "OMNITRON_CATALOG_ID": str(self.channel.pk),
            "CACHE_HOST": "127.0.0.1",
            "CACHE_PORT": str(self.server.redis_port),
            "CACHE_DATABASE_INDEX": str(CACHE_DATABASE),
            "REQUESTS_CA_BUNDLE": str(self.server.certificate),
            "PYTHONDONTWRITEBYTECODE": "1",
        }


class Moda:
    """The keys of a district and of the places above it."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        place = DistrictFactory()
        self.district, self.township = place.pk, place.township_id
        self.city = place.township.city_id
        self.country = place.township.city.country_id

    def map(self, *, channel_pk: int | None = None, **codes: str) -> None:
        """Tell what the shop, or another channel, calls some of them."""
        for kind, code in codes.items():
            PlaceMapping.objects.create(
                kind=kind,
                place_id=getattr(self, kind),
                integration_type="sales_channel",
                code=f"{channel_pk or self.shop.channel.pk}_{code}",
            )


@pytest.fixture
def moda(shop):
    """Places that addresses may have."""
    return Moda(shop)


@pytest.fixture
def goods(shop):
    """What orders of the shop name: a product that is mapped, a city, a carrier."""
    CityFactory()
    ShippingCompanyFactory(code="aras", name="Aras")
    shop.product = ProductFactory(sku="MUG-1", name="Kupa")
    IntegrationAction.objects.create(
        channel=shop.channel,
        content_type="product",
        object_id=shop.product.pk,
        remote_id="SKU-1",
        status="success",
    )


@pytest.fixture(scope="session")
def server(django_db_setup, tmp_path_factory):
    """One for all tests of a process, on the database of these."""
    client_python()
    with Server(tmp_path_factory.mktemp("server")).running() as server:
        yield server


@pytest.fixture(scope="session")
def password():
    """The password as the server keeps it; the tests' own way of keeping them is none of its."""
    hasher = PBKDF2PasswordHasher()
    return hasher.encode(PASSWORD, hasher.salt())


@pytest.fixture
def newcomer(transactional_db, server, password):
    """A shop of the test's own. Nothing that its clients send is answered by a 5xx."""
    server.begin_anew()
    yield Shop(server, password)
    assert server.faults() == ""


@pytest.fixture
def shop(newcomer):
    """One whose channel-app has signed in before."""
    newcomer.sign_in()
    return newcomer
