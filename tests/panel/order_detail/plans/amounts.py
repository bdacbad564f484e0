"""What a preview's page says about money, and what the sandbox's ledger has."""

import re
from collections import defaultdict
from decimal import Decimal

from tests.panel.order_detail.plans.forms import amounts_shown, fields_of


def shares_shown(response, order):
    """What goes back from each payment, as the page's fields say."""
    fields = fields_of(response)
    texts = {row.pk: fields.get(f"share-{row.pk}", [""])[0] for row in order.transactions.all()}
    return {pk: Decimal(text or 0) for pk, text in texts.items()}


def by_card(shares, order):
    """The same of the cards alone, by what their gateway calls them."""
    cards = order.transactions.filter(gateway="sandbox")
    return {card.gateway_reference: shares[card.pk] for card in cards if shares[card.pk]}


def total_shown(response, place=0):
    """The last of the amounts of a draft, without its currency."""
    return Decimal(re.sub(r"[^0-9.]", "", amounts_shown(response, place)[-1]))


def booked(gateway):
    """What the sandbox's ledger has, by payment."""
    sums = defaultdict(Decimal)
    for line in gateway.ledger():
        sums[line["payment"]] += Decimal(line["amount"])
    return dict(sums)
