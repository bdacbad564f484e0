"""Where the pages of exports stand: each panel has them under addresses of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from exports.querysets import PERMISSION
from omnitron.accounts.access import permitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from omnitron.accounts.models import User


@dataclass(frozen=True)
class Place:
    """A panel, what its addresses begin with, and how its filters read in words."""

    panel: str
    namespace: str
    # The list whose orders are chosen.
    orders_url_name: str
    # For the queries of several filters, each in words; '' for one that leaves nothing out.
    in_words: Callable[[User, Iterable[str]], Mapping[str, str]]

    def url(self, name: str, *args: object) -> str:
        """The address of a page of exports, by its name in every panel."""
        return reverse(f"{self.namespace}:{name}", args=args)

    @property
    def list_url(self) -> str:
        """Where the exports are listed."""
        return self.url("export-list")

    @property
    def orders_url(self) -> str:
        """Where orders are chosen."""
        return reverse(self.orders_url_name)


def permitted_here(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to those who may export in the panel of its place; for others it is not there."""

    @wraps(view)
    def guarded(request: PanelRequest, /, *args: Any, place: Place, **kwargs: Any) -> HttpResponse:
        here = permitted(PERMISSION, panel=place.panel)(partial(view, place=place))
        return here(request, *args, **kwargs)

    return guarded
