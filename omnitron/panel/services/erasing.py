"""Erasing a customer's personal data wherever the product keeps any."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from cancellations.services import erasing
from integrations.services.erasing import forget_customer
from omnitron.panel.models import SavedView
from omnitron.panel.order_detail.plans.kept import drop_all
from orders.services.recognising import may_search, searches_for

if TYPE_CHECKING:
    from omnitron.accounts.models import User


@transaction.atomic
def erase_customer(*, actor: User, number: str) -> int:
    """Blank the personal data of an order's customer; how many orders it was in.

    Views of the list that somebody saved to find this customer are deleted with it, and what was
    typed for plans; what clients of the API told of them, and were answered, is blanked. There is
    no way back. Safe to repeat. Raises `NotFound`, or `Refusal` without the permission.
    """
    erased = erasing.erase_customer(actor=actor, number=number)
    forget_customer(erased)
    views = dict(SavedView.objects.filter(may_search("query")).values_list("pk", "query"))
    SavedView.objects.filter(pk__in=searches_for(erased.people, views)).delete()
    transaction.on_commit(partial(drop_all, erased.order_ids))
    return len(erased.order_ids)
