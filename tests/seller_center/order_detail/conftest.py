"""Somebody of the seller's staff, and a reason to give."""

import pytest


@pytest.fixture
def reason(shop):
    return shop.reasons["cancel"]


@pytest.fixture
def staff(enter, market):
    """The browser of somebody who works for the seller."""
    return enter(market.seller)
