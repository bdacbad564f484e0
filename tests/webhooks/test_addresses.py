"""Nobody makes the product call what is beside it."""

import ipaddress
import socket

import pytest
from django.core.exceptions import ValidationError

from webhooks.addresses import (
    NotAllowed,
    Target,
    is_allowed,
    resolve,
    target_of,
    validate_address,
)
from webhooks.states import Failure

# Where nothing is: this machine, to many a system.
ANY = "0.0.0.0"  # noqa: S104


@pytest.fixture
def production(settings):
    settings.WEBHOOK_ALLOW_PRIVATE = False


def refusal(url):
    with pytest.raises(ValidationError) as refused:
        validate_address(url)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        *((address, False) for address in ("10.0.0.1", "172.16.9.9", "192.168.1.1")),
        *((address, False) for address in ("127.0.0.1", "127.8.8.8", ANY, "255.255.255.255")),
        # Link-local, where clouds keep their keys, shared, multicast, of documentation and tests.
        *((address, False) for address in ("169.254.169.254", "100.64.0.1", "224.0.0.1")),
        *((address, False) for address in ("192.0.2.1", "198.18.0.1", "240.0.0.1")),
        *(
            (address, False)
            for address in ("::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1")
        ),
        # IPv4 in the dress of IPv6: mapped, compatible, 6to4, NAT64, Teredo.
        *((address, False) for address in ("::ffff:10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1")),
        *((address, False) for address in ("2002:7f00:1::", "64:ff9b::a00:1")),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),
        ("::ffff:93.184.216.34", True),
    ],
)
def test_only_addresses_of_the_public_internet_are_called(production, address, allowed):
    assert is_allowed(ipaddress.ip_address(address)) is allowed


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("127.0.0.1", True),
        ("192.168.1.1", True),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        (ANY, False),
    ],
)
def test_a_demo_may_call_its_own_network(settings, address, allowed):
    settings.WEBHOOK_ALLOW_PRIVATE = True

    assert is_allowed(ipaddress.ip_address(address)) is allowed


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://shop.example/hooks", "has to begin with https://"),
        ("http://127.0.0.1/", "has to begin with https://"),
        ("https://127.0.0.1/", "“127.0.0.1” is an address inside a private network"),
        ("https://[::1]:8443/", "“::1” is an address inside a private network"),
        ("https://169.254.169.254/latest/meta-data", "inside a private network"),
        ("https://localhost/", "“localhost” is this machine"),
        *((url, "Enter an address such as") for url in ("shop.example/hooks", "https://", "")),
        *(
            (url, "Enter an address such as")
            for url in ("ftp://shop.example/", "file:///etc/passwd")
        ),
        ("https://user:secret@shop.example/", "Enter an address such as"),
        ("https://shop.example/#part", "Enter an address such as"),
        ("https://shop.example:0/", "Enter an address such as"),
        ("https://shop.example:99999/", "Enter an address such as"),
        ("https://shop.example/a b", "Enter an address such as"),
        ("https://shop.example/\r\nHost: other", "Enter an address such as"),
        ("https://shop.example\\@other.example/", "Enter an address such as"),
        ("https://shop.example/\0", "Enter an address such as"),
        ("https://[::1/", "Enter an address such as"),
        ("https://shop.example/ümlaut", "Enter an address such as"),
    ],
)
def test_an_address_that_nothing_may_go_to_is_refused_in_a_sentence(production, url, sentence):
    assert sentence in refusal(url)
    with pytest.raises(NotAllowed) as refused:
        target_of(url)
    assert refused.value.failure == Failure.ADDRESS


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://shop.example", Target("https", "shop.example", 443, "/")),
        ("https://shop.example:8443/a?b=c", Target("https", "shop.example", 8443, "/a?b=c")),
        ("https://straße.example/", Target("https", "strasse.example", 443, "/")),
        ("https://[2606:2800:220:1::1]/", Target("https", "2606:2800:220:1::1", 443, "/")),
    ],
)
def test_an_address_is_read(production, url, target):
    validate_address(url)

    assert target_of(url) == target


def test_the_host_header_names_what_was_asked_for():
    assert target_of("https://shop.example/").netloc == "shop.example"
    assert target_of("https://shop.example:8443/").netloc == "shop.example:8443"
    assert target_of("https://[2606:2800:220:1::1]/").netloc == "[2606:2800:220:1::1]"


# What a resolver takes for a number without asking anybody.
@pytest.mark.parametrize("name", ["127.1", "2130706433", "0x7f000001", "017700000001", "0"])
def test_a_name_that_is_another_way_to_write_a_private_address_is_not_called(production, name):
    with pytest.raises(NotAllowed) as refused:
        resolve(target_of(f"https://{name}/"))

    assert refused.value.failure == Failure.PRIVATE


def names(monkeypatch, *addresses):
    """Let the resolver, which is outside, answer with these."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)


def test_a_name_leads_to_the_address_that_was_checked(production, monkeypatch):
    names(monkeypatch, "93.184.216.34")

    assert resolve(target_of("https://shop.example/")) == "93.184.216.34"


def test_a_name_with_one_private_address_among_others_is_not_called(production, monkeypatch):
    names(monkeypatch, "93.184.216.34", "10.0.0.7")

    with pytest.raises(NotAllowed) as refused:
        resolve(target_of("https://shop.example/"))
    assert refused.value.failure == Failure.PRIVATE


def test_a_name_without_an_address_is_not_called(production):
    with pytest.raises(NotAllowed) as refused:
        resolve(target_of("https://no-such-name.invalid/"))

    assert refused.value.failure == Failure.UNKNOWN_NAME
