"""Which rows are ticked: kept on the server, so that it lasts from page to page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from omnitron.accounts.access import permitted
from omnitron.core import formats
from omnitron.core.errors import Refusal
from omnitron.order_pages.listing import COUNTED
from omnitron.panel.order_list.listing import Listing
from orders.services.selecting import get_selection, select_all, select_on_page

if TYPE_CHECKING:
    from omnitron.accounts.http import PanelRequest
    from orders.models import OrderSelection

SESSION_KEY = "order_selection"
# What a primary key can be: more digits are nobody's.
KEY = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Chosen:
    """The selection as the list shows it: how many, and which rows of this page."""

    count: int
    all_matching: bool
    page_ids: frozenset[int]
    # Of this page, those that came after all that matched were chosen.
    late_ids: frozenset[int] = frozenset()
    more_than_counted: bool = False

    @classmethod
    def of(cls, request: PanelRequest, listing: Listing) -> Self:
        """The person's selection among the orders of this list."""
        pk = request.session.get(SESSION_KEY)
        selection = get_selection(request.user, pk, filter_query=listing.filter_query)
        shown = {order.pk for order in listing.page.rows}
        if selection is None:
            return cls(0, all_matching=False, page_ids=frozenset())
        listed = set(selection.order_ids)
        if not selection.all_matching:
            return cls(len(listed), all_matching=False, page_ids=frozenset(shown & listed))
        late = {order.pk for order in listing.page.rows if order.created_at > selection.made_at}
        return cls(
            max(min(selection.matched, COUNTED) - len(listed), 0),
            all_matching=True,
            page_ids=frozenset(shown - listed - late),
            late_ids=frozenset(late),
            more_than_counted=selection.matched > COUNTED,
        )

    @property
    def count_text(self) -> str:
        """“37”, or “10,000+” where nobody counted further."""
        return formats.count_text(self.count) + ("+" if self.more_than_counted else "")


@require_POST
@permitted("orders.view_orders")
def select_orders(request: PanelRequest, /) -> HttpResponse:
    """Tick rows of a page, all that match, or none; answers with the bar, or the list again."""
    query = QueryDict(request.POST.get("query", ""))
    listing = Listing(request.user, query)
    refusal = ""
    try:
        keep_selection(request, listing)
    except Refusal as error:
        refusal = str(error)
    if request.htmx:
        return show_bar(request, listing, refusal=refusal)
    if refusal:
        messages.error(request, refusal)
    return redirect(f"{reverse('omnitron:order-list')}?{query.urlencode()}")


def show_bar(request: PanelRequest, listing: Listing, *, refusal: str = "") -> HttpResponse:
    """The bar alone: the boxes stay as they are ticked."""
    chosen = Chosen.of(request, listing)
    context = {"listing": listing, "chosen": chosen, "refusal": refusal}
    return render(request, "omnitron/orders/selection_bar.html", context)


def keep_selection(request: PanelRequest, listing: Listing) -> OrderSelection | None:
    """Choose what a form of the list says; none where it lets all of them go."""
    action = request.POST.get("action")
    selection: OrderSelection | None = None
    if action == "all":
        selection = select_all(
            actor=request.user, filter_query=listing.filter_query, matched=listing.count
        )
    elif action != "none":
        selection = select_on_page(
            actor=request.user,
            pk=request.session.get(SESSION_KEY),
            filter_query=listing.filter_query,
            page_ids=_ids(request, "shown"),
            chosen_ids=_ids(request, "chosen"),
        )
    request.session[SESSION_KEY] = selection.pk if selection else None
    return selection


def _ids(request: PanelRequest, name: str) -> list[int]:
    texts = request.POST.getlist(name)
    return [int(text) for text in texts if KEY.fullmatch(text)]
