"""What a request says about whoever sent it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The IP address of whoever asks, as the outermost of our own proxies saw it.

    Anybody can send an X-Forwarded-For header; only as many of its last entries as there are
    proxies (`TRUSTED_PROXIES`) were written by us.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    hops.append(request.META.get("REMOTE_ADDR", ""))
    outermost = hops[-1 - min(settings.TRUSTED_PROXIES, len(hops) - 1)]
    try:
        address = ipaddress.ip_address(outermost)
    except ValueError:
        return request.META.get("REMOTE_ADDR") or None
    # A proxy that speaks IPv6 writes 203.0.113.7 as ::ffff:203.0.113.7.
    return str(getattr(address, "ipv4_mapped", None) or address)
