"""Webhooks: set up, tried out, and what they were told."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

import django_filters
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from omnitron.accounts.permissions import require
from omnitron.api.base.filters import KeyFilter
from omnitron.api.base.views import ApiViewSet
from omnitron.api.webhooks.serializers import (
    DeliverySerializer,
    NewWebhookSerializer,
    WebhookChangeSerializer,
    WebhookSerializer,
    WebhookWithSecretSerializer,
)
from omnitron.core.errors import FieldsRefused
from webhooks.access import get_webhook
from webhooks.models import Delivery, Webhook
from webhooks.querysets import MANAGE
from webhooks.services import resending, setting_up
from webhooks.signing import secret_of
from webhooks.states import DeliveryStatus, Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from rest_framework.request import Request

# Whose answer brings the secret.
TELLING = frozenset({"create", "renew_secret"})


class _ForManagers(ApiViewSet):
    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Nobody else learns that there are any."""
        super().initial(request, *args, **kwargs)
        require(self.user, MANAGE)


class WebhookFilter(django_filters.FilterSet):
    """The filters of `webhooks/`."""

    channel = KeyFilter(field_name="channel_id")

    class Meta:
        model = Webhook
        fields: tuple[str, ...] = ()


class WebhookViewSet(ListModelMixin, RetrieveModelMixin, _ForManagers):
    """`webhooks/`."""

    queryset = Webhook.objects.none()
    serializer_class = WebhookSerializer
    filterset_class = WebhookFilter

    def visible(self) -> QuerySet[Webhook]:
        """The webhooks of the person's sales channels."""
        return Webhook.objects.visible_to(self.user)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        """Put the secret into the answer that goes out, and not into the one that may be kept."""
        answer: Response = super().finalize_response(request, response, *args, **kwargs)
        if self.action in TELLING and answer.status_code < 300:
            webhook = self.visible().filter(pk=answer.data["pk"]).first()
            answer.data = {**answer.data, "secret": secret_of(webhook) if webhook else ""}
        return answer

    @extend_schema(request=NewWebhookSerializer, responses={201: WebhookWithSecretSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add a webhook; this answer alone has its secret."""
        given = NewWebhookSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        with _by_field():
            webhook = setting_up.create_webhook(
                actor=self.user, channel_id=values.pop("channel"), **values
            )
        return Response(WebhookSerializer(webhook).data, status=201)

    @extend_schema(request=WebhookChangeSerializer, responses=WebhookSerializer)
    @transaction.atomic
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change address and events, deactivate it, or let it go on where it stood."""
        webhook = self.get_object()
        given = WebhookChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        active = values.pop("is_active", None)
        opened = {name: getattr(webhook, name) for name in ("url", "events")}
        with _by_field():
            if values:
                setting_up.change_webhook(
                    actor=self.user, pk=webhook.pk, opened=opened, **{**opened, **values}
                )
            if active is not None:
                setting_up.set_active(actor=self.user, pk=webhook.pk, active=active)
        return self._shown(webhook.pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Deactivate it; what it was told stays."""
        setting_up.set_active(actor=self.user, pk=self.get_object().pk, active=False)
        return Response(status=204)

    @extend_schema(request=None, responses=WebhookWithSecretSerializer)
    @action(methods=["post"], detail=True)
    def renew_secret(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Another secret, which this answer alone has; the one before ends at once."""
        webhook = setting_up.renew_secret(actor=self.user, pk=self.get_object().pk)
        return self._shown(webhook.pk)

    @extend_schema(request=None, responses=DeliverySerializer)
    @action(methods=["post"], detail=True)
    def test(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Send it something to try it out."""
        delivery = resending.send_test(actor=self.user, pk=self.get_object().pk)
        return Response(DeliverySerializer(delivery).data)

    def _shown(self, pk: int) -> Response:
        return Response(WebhookSerializer(get_webhook(self.user, pk)).data)


class DeliveryFilter(django_filters.FilterSet):
    """The filters of `webhooks/{id}/deliveries/`."""

    status = django_filters.ChoiceFilter(choices=DeliveryStatus.choices)
    event = django_filters.ChoiceFilter(choices=Event.choices)

    class Meta:
        model = Delivery
        fields: tuple[str, ...] = ()


class DeliveriesOfWebhook(ListModelMixin, _ForManagers):
    """`webhooks/{id}/deliveries/`."""

    queryset = Delivery.objects.none()
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilter
    default_sort = "-id"
    sorts: ClassVar[dict[str, str]] = {"id": "pk"}

    def visible(self) -> QuerySet[Delivery]:
        """The deliveries of this webhook. Raises `NotFound` for a stranger's."""
        webhook = get_webhook(self.user, self.kwargs["webhook_id"])
        return Delivery.objects.filter(webhook=webhook)


class DeliveryViewSet(RetrieveModelMixin, _ForManagers):
    """`deliveries/`."""

    queryset = Delivery.objects.none()
    serializer_class = DeliverySerializer

    def visible(self) -> QuerySet[Delivery]:
        """The deliveries of the person's webhooks."""
        return Delivery.objects.visible_to(self.user)

    @extend_schema(request=None, responses=DeliverySerializer)
    @action(methods=["post"], detail=True)
    def resend(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Send it once more, with the same content and id."""
        delivery = resending.resend(actor=self.user, pk=self.get_object().pk)
        return Response(DeliverySerializer(delivery).data)


@contextmanager
def _by_field() -> Iterator[None]:
    """Tell what a service refuses under the names that a client knows."""
    try:
        yield
    except ValidationError as error:
        fields = getattr(error, "message_dict", {NON_FIELD_ERRORS: error.messages})
        fields["non_field_errors"] = fields.pop(NON_FIELD_ERRORS, [])
        raise FieldsRefused({name: texts for name, texts in fields.items() if texts}) from None
