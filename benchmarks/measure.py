"""Measures the pages of a database that is filled, and prints one line of JSON."""

import json
import sys

import django

django.setup()

from benchmarks import (  # noqa: E402
    order_detail,
    order_list,
    other_pages,
    packages,
    seller_center,
)
from omnitron.core.memory import spare_what_is_loaded  # noqa: E402


def main(*, quick: bool) -> None:
    """Everything for one size; quick leaves out the peer and the plans."""
    # As a process of the web server begins.
    spare_what_is_loaded()
    result = {
        "orders": order_list.orders(),
        "list": order_list.measure(with_peer=not quick),
        "detail": [] if quick else order_detail.measure(),
        "explain": [] if quick else order_list.explain(),
        "seller_center": [] if quick else seller_center.measure(),
        "packages": [] if quick else packages.measure(),
        "other_pages": [] if quick else other_pages.measure(),
    }
    print(json.dumps(result))


main(quick="--quick" in sys.argv)
