"""Choosing orders across the pages of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.core.errors import NotFound, Refusal
from omnitron.core.formats import count_text
from orders.filter_queries import refuse_endless
from orders.models import OrderSelection
from orders.services.clearing import clear_surplus_selections

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User

MOST_CHOSEN = 10_000


def get_selection(user: User, pk: int | None, *, filter_query: str) -> OrderSelection | None:
    """The person's selection among the orders of this filter, if there is one."""
    if pk is None:
        return None
    mine = OrderSelection.objects.filter(user=user, frozen=False)
    return mine.filter(pk=pk, filter_query=filter_query).first()


def select_all(*, actor: User, filter_query: str, matched: int) -> OrderSelection:
    """Choose every order that matches the filter now: `matched`, as the list counted them.

    Raises `Refusal` for an endless filter.
    """
    refuse_endless(filter_query)
    selection = OrderSelection.objects.create(
        user=actor,
        filter_query=filter_query,
        all_matching=True,
        matched=matched,
        time_zone=timezone.get_current_timezone_name(),
    )
    clear_surplus_selections(user=actor)
    return selection


@transaction.atomic
def select_on_page(
    *,
    actor: User,
    pk: int | None,
    filter_query: str,
    page_ids: Collection[int],
    chosen_ids: Collection[int],
) -> OrderSelection:
    """Choose exactly these of a page's orders; what was chosen on other pages stays.

    Raises `Refusal` for more than `MOST_CHOSEN` one by one; nothing is written then.
    """
    refuse_endless(filter_query)
    # Ticks arrive one request each: without the lock two quick ones would undo each other.
    mine = OrderSelection.objects.select_for_update().filter(user=actor, frozen=False)
    selection = mine.filter(pk=pk or 0, filter_query=filter_query).first() or OrderSelection(
        user=actor,
        filter_query=filter_query,
        time_zone=timezone.get_current_timezone_name(),
    )
    page, chosen = set(page_ids), set(chosen_ids) & set(page_ids)
    # Where all are chosen, the row remembers the ones that are not.
    listed = page - chosen if selection.all_matching else chosen
    ids = (set(selection.order_ids) - page) | listed
    _refuse_too_many(ids)
    selection.order_ids = sorted(ids)
    is_new = selection.pk is None
    selection.save()
    if is_new:
        clear_surplus_selections(user=actor)
    return selection


def select_only(*, actor: User, order_ids: Collection[int]) -> OrderSelection:
    """Choose exactly these orders, such as the one of a page, whatever is ticked in a list.

    Raises `Refusal` for more than `MOST_CHOSEN`.
    """
    _refuse_too_many(order_ids)
    selection = OrderSelection.objects.create(
        user=actor,
        order_ids=sorted(set(order_ids)),
        time_zone=timezone.get_current_timezone_name(),
    )
    clear_surplus_selections(user=actor)
    return selection


def freeze_selection(*, actor: User, pk: int) -> OrderSelection:
    """A copy of a person's selection that stays as it is; of a frozen one that one itself.

    Raises `NotFound` for somebody else's.
    """
    selection = OrderSelection.objects.filter(pk=pk, user=actor).first()
    if selection is None:
        raise NotFound(_("These orders are no longer chosen: choose them again."))
    if not selection.frozen:
        selection.pk, selection.frozen = None, True
        selection.save(force_insert=True)
    return selection


def _refuse_too_many(order_ids: Collection[int]) -> None:
    if len(order_ids) > MOST_CHOSEN:
        raise Refusal(
            _("%(most)s orders at most can be chosen one by one; narrow the filter and choose all.")
            % {"most": count_text(MOST_CHOSEN)}
        )
