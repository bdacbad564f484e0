"""Which addresses may be called: nobody makes this machine speak to what is beside it."""

from __future__ import annotations

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from webhooks.states import Failure

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Hosts that plain HTTP may go to where private addresses are allowed.
OWN_MACHINE = ("127.0.0.1", "localhost")
PORTS = {"http": 80, "https": 443}
# IPv6 addresses that stand for one of IPv4, which is in the last 32 bits.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotAllowed(Exception):
    """The target may not be called; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class Target(NamedTuple):
    """What an address names: where to connect to, and what to ask for there."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def validate_address(url: str) -> None:
    """Refuse, in a sentence, an address that no delivery may go to.

    What a name leads to is found out at each delivery: it may be another address by then.
    """
    _checked(url)


def _checked(url: str) -> Target:
    target = _read(url)
    if target is None:
        raise ValidationError(_("Enter an address such as https://example.com/orders."))
    if target.scheme == "http" and not _is_own(target.host):
        raise ValidationError(_("The address has to begin with https://."))
    literal = _literal(target.host)
    if literal is not None and not is_allowed(literal):
        raise ValidationError(
            _("“%(host)s” is an address inside a private network: it is not called."),
            params={"host": target.host},
        )
    if target.host == "localhost" and not settings.WEBHOOK_ALLOW_PRIVATE:
        raise ValidationError(_("“localhost” is this machine: it is not called."))
    return target


def target_of(url: str) -> Target:
    """Read an address before it is called. Raises `NotAllowed`."""
    try:
        return _checked(url)
    except ValidationError:
        raise NotAllowed(Failure.ADDRESS) from None


def resolve(target: Target) -> str:
    """The address that the target's name stands for now. Raises `NotAllowed`.

    Whoever calls connects to this very address: a name that is asked twice may answer twice.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotAllowed(Failure.UNKNOWN_NAME) from None
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses or not all(is_allowed(address) for address in addresses):
        raise NotAllowed(Failure.PRIVATE)
    return str(addresses[0])


def is_allowed(address: Address) -> bool:
    """Whether this address is one of the public internet, or a private one that is allowed."""
    meant = _meant(address)
    if meant.is_multicast or meant.is_unspecified or meant.is_link_local:
        return False
    if settings.WEBHOOK_ALLOW_PRIVATE and (meant.is_private or meant.is_loopback):
        return True
    is_site_local = isinstance(meant, ipaddress.IPv6Address) and meant.is_site_local
    return meant.is_global and not (meant.is_reserved or is_site_local)


def _meant(address: Address) -> Address:
    """The IPv4 address that one of IPv6 only carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    carried = address.ipv4_mapped or address.sixtofour
    if carried is None and address.teredo is not None:
        carried = address.teredo[1]
    if carried is None and int(address) >> 32 == 0 and int(address) > 1:
        carried = ipaddress.IPv4Address(int(address))
    return carried or address


def _read(url: str) -> Target | None:
    """The parts of an address that a delivery may go to at all; None for any other."""
    if any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
        path = (parts.path or "/").encode("ascii").decode()
        query = parts.query.encode("ascii").decode()
    except (UnicodeError, ValueError):
        return None
    plain = parts.username is None and parts.password is None and "#" not in url
    if parts.scheme not in PORTS or not host or not plain or port == 0 or "\\" in url:
        return None
    return Target(
        parts.scheme, host, port or PORTS[parts.scheme], f"{path}?{query}" if query else path
    )


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_own(host: str) -> bool:
    return settings.WEBHOOK_ALLOW_PRIVATE and host in OWN_MACHINE
