"""A server as it is shipped, a shop with a channel of its own, and Akinon's clients of both."""

import json
import subprocess
import time
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from geography.models import PlaceMapping
from omnitron.accounts.models import User
from tests.compat.installing import client_python
from tests.compat.server import Server
from tests.factories import (
    DistrictFactory,
    SalesChannelFactory,
    UserFactory,
)

CLIENTS = Path(__file__).resolve().parent / "clients"
PASSWORD = "a password of the shop"
PATIENCE = 60


class Shop:
    """A channel, its user, and the clients that act for it in a process of their own."""

    def __init__(self, server: Server, password: str) -> None:
        self.server = server
        self.channel = SalesChannelFactory(currency="TRY", timezone="Europe/Istanbul")
        self.user = UserFactory(role="API client", channels=[self.channel])
        User.objects.filter(pk=self.user.pk).update(password=password)

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
            "CACHE_DATABASE_INDEX": "1",
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
def shop(transactional_db, server, password):
    """A shop of the test's own. Nothing that its clients send is answered by a 5xx."""
    server.begin_anew()
    yield Shop(server, password)
    assert server.faults() == ""
