"""Where the pages of bulk updates stand: each panel has them under addresses of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from bulk_updates.scopes import SCOPES
from omnitron.accounts.access import permitted
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from omnitron.accounts.http import PanelRequest


@dataclass(frozen=True)
class Place:
    """A panel, and what its addresses begin with."""

    panel: str
    namespace: str

    def url(self, name: str, *args: object) -> str:
        """The address of a page of bulk updates, by its name in every panel."""
        return reverse(f"{self.namespace}:{name}", args=args)


PLACES = {
    OMNITRON: Place(OMNITRON, "omnitron"),
    SELLER_CENTER: Place(SELLER_CENTER, "seller_center"),
}


def place_of(request: PanelRequest) -> Place:
    """Where the page stands that was asked for."""
    match = request.resolver_match
    place: Place = match.kwargs["place"] if match else PLACES[OMNITRON]
    return place


def permitted_here(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a view to those who hand files over in its panel; others find nothing."""

    @wraps(view)
    def guarded(
        request: PanelRequest, /, *args: Any, place: Place, **kwargs: Any
    ) -> HttpResponseBase:
        permission = SCOPES[place.panel].permission
        here = permitted(permission, panel=place.panel)(partial(view, place=place))
        return here(request, *args, **kwargs)

    return guarded
