"""Addresses of resources: under their own name, within a sales channel, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

if TYPE_CHECKING:
    from rest_framework.viewsets import GenericViewSet

Routes = list[tuple[str, "type[GenericViewSet[Any]]"]]


def addresses(*, flat: Routes, in_channel: Routes) -> list[URLPattern | URLResolver]:
    """`orders/` for each of `flat`, `channel/{channel_id}/orders/` for each of `in_channel`."""
    own = _routed(flat, "")
    if not in_channel:
        return own
    within = include(_routed(in_channel, "channel-"))
    return [*own, path("channel/<int:channel_id>/", within)]


def _routed(routes: Routes, beginning: str) -> list[URLPattern | URLResolver]:
    router = SimpleRouter(use_regex_path=False)
    for prefix, viewset in routes:
        words = [word for word in prefix.split("/") if not word.startswith("<")]
        name = beginning + "-".join(words)
        router.register(prefix, viewset, basename=name)
    return list(router.urls)
