"""Addresses of Seller Center that pages of other areas lead to."""

from urllib.parse import quote

from django.urls import reverse


def orders_url() -> str:
    """Where the orders are listed."""
    return f"{reverse('seller_center:index')}orders/"


def package_url(number: str) -> str:
    """The page of a package."""
    return f"{reverse('seller_center:index')}packages/{quote(number, safe='')}/"
