"""Addresses of Seller Center that pages of other areas lead to."""

from django.urls import reverse


def orders_url() -> str:
    """Where the orders are listed."""
    return reverse("seller_center:order-list")


def package_url(number: str) -> str:
    """The page of a package."""
    return reverse("seller_center:package-detail", args=[number])
