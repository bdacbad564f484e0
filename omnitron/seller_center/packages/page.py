"""Package List, Packages Preparing and Shipped Packages (S8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.seller_center.packages.answers import Answer
from omnitron.seller_center.packages.drawn import write_rows
from omnitron.seller_center.packages.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_safe
@permitted(SELLER_CENTER, panel=SELLER_CENTER)
def package_list(request: PanelRequest, /) -> HttpResponse:
    """The packages that a person may see: all, those that are packed, those on their way."""
    return show_packages(request, answer=Answer.kept_for(request))


def show_packages(
    request: PanelRequest,
    *,
    ticked: Collection[str] = (),
    refusal: str = "",
    answer: Answer | None = None,
) -> HttpResponse:
    """The list; after a refusal with what was ticked, after an answer with what was not done."""
    listing = Listing(request.user, request.GET, answer.left if answer else ticked)
    request.listed_in = listing.name
    rows = write_rows(listing.rows, with_ticks=listing.can_act)
    context = {"listing": listing, "rows": rows, "refusal": refusal, "answer": answer}
    nothing_done = refusal or (answer is not None and not answer.done)
    status = 422 if nothing_done else 200
    return render(request, "seller_center/packages/list.html", context, status=status)
