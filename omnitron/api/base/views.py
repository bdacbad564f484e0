"""What all views of the API share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _
from rest_framework.viewsets import GenericViewSet

from omnitron.api.base.idempotency import WRITES, answer_once, is_to_be_done_once
from omnitron.core.errors import NotFound
from orders.models import SalesChannel
from webhooks.services.announcing import announce_soon

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from omnitron.accounts.models import User


class ApiViewSet(GenericViewSet[Any]):
    """Views of one resource, under its own address and within a sales channel.

    `visible()` gives the rows that the person may know about; in a channel only those of it, as
    `channel_lookup` finds them. Without a lookup they are the same in every channel.
    """

    queryset: QuerySet[Any]
    channel_lookup = "channel"
    # The sales channel of the address, once the person is known.
    channel: SalesChannel | None = None

    @property
    def user(self) -> User:
        """Who asks; nobody gets so far without a token."""
        return cast("User", self.request.user)

    def visible(self) -> QuerySet[Any]:
        """The rows that whoever asks may know about."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        """The same, within the channel of the address."""
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        rows = self.visible()
        if self.channel is None or not self.channel_lookup:
            return rows
        return rows.filter(**{self.channel_lookup: self.channel})

    def _channel_of_address(self) -> SalesChannel | None:
        pk = self.kwargs.get("channel_id")
        if pk is None:
            return None
        found = SalesChannel.objects.visible_to(self.user).filter(pk=pk).first()
        if found is None:
            raise NotFound(_("There is no sales channel %(channel)s.") % {"channel": pk})
        return found

    @property
    def own_channel(self) -> SalesChannel:
        """The same, of a resource that stands within sales channels alone."""
        if self.channel is None:
            raise NotFound(_("There is nothing at this address."))
        return self.channel

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """A stranger's channel is not found; what says so is done once, however often it comes."""
        super().initial(request, *args, **kwargs)
        self.channel = self._channel_of_address()
        name = request.method.lower()
        # Some addresses have no such method: that is answered below.
        if is_to_be_done_once(request) and hasattr(self, name):
            setattr(self, name, partial(answer_once, getattr(self, name)))

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """What was changed is told to webhooks at once."""
        if request.method in WRITES and response.status_code < 400:
            announce_soon()
        return super().finalize_response(request, response, *args, **kwargs)
