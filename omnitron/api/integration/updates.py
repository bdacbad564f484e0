"""`updates/`: what a sales channel has not taken over yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rest_framework.decorators import action

from integrations.services.feed import rows_of, updates_of
from omnitron.api.base.pagination import NumberedPages
from omnitron.api.base.views import ApiViewSet

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request
    from rest_framework.response import Response

    from orders.models import Revision


class GivesUpdates(ApiViewSet):
    """Beside the list of a sales channel: what it has not taken over, of what `update_kind` counts.

    A batch request that commits an object with its `modified_date` as `version_date` has taken it
    over: it is not given again until it changes.
    """

    update_kind: ClassVar[Revision.Kind]

    def give_updates(self, *, among: QuerySet[Any] | None = None) -> Response:
        """A page of what changed since it was taken over, what waits longest first."""
        revisions = updates_of(actor=self.user, channel=self.own_channel, kind=self.update_kind)
        if among is not None:
            revisions = revisions.filter(object_id__in=among.order_by().values("pk"))
        rows = rows_of(self.paginate_queryset(revisions) or [], self.get_queryset())
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)


class Updates(GivesUpdates):
    """The same under the name `updates/`."""

    @action(detail=False, pagination_class=NumberedPages, filter_backends=[])
    def updates(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What changed since it was taken over, what waits longest first."""
        return self.give_updates()
