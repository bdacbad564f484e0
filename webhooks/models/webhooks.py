from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cancellations.models.fields import SetField
from orders.models import SalesChannel
from orders.models.triggers import never_changes, never_deleted
from webhooks.addresses import validate_address
from webhooks.querysets import WebhookQuerySet
from webhooks.signing import new_salt
from webhooks.states import CHOOSABLE, DisabledBy, Event

CHOICES = [(event.value, event.label) for event in CHOOSABLE]


class Webhook(models.Model):
    """An address that is told of what changes in a sales channel. Deactivated, never deleted."""

    channel = models.ForeignKey(
        SalesChannel,
        on_delete=models.PROTECT,
        related_name="webhooks",
        verbose_name=_("sales channel"),
    )
    url = models.CharField(_("address"), max_length=500, validators=[validate_address])
    events: models.Field[frozenset[str], frozenset[str]] = SetField(
        models.CharField(max_length=40, choices=CHOICES), verbose_name=_("events")
    )
    # What the secret is made of; it is no secret by itself.
    salt = models.CharField(_("secret"), max_length=32, default=new_salt, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_by = models.CharField(
        _("reason"), max_length=10, choices=DisabledBy.choices, blank=True
    )
    # Since when nothing was taken; empty where the last answer was a good one.
    failing_since = models.DateTimeField(null=True, blank=True)
    # A worker that sends has until then; whoever comes meanwhile leaves it alone.
    sending_until = models.DateTimeField(null=True, blank=True)
    # Active again: it has yet to be told of what changed from this moment on, object by object.
    behind_since = models.DateTimeField(null=True, blank=True)
    behind_kind = models.CharField(max_length=20, blank=True)
    behind_after = models.BigIntegerField(default=0)

    objects: ClassVar[WebhookQuerySet] = WebhookQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["url", "pk"]
        default_permissions = ()
        permissions = [("manage_webhooks", _("Set up webhooks, and send deliveries again"))]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            models.CheckConstraint(
                name="webhook_events_known",
                condition=Q(events__contained_by=sorted(event.value for event in CHOOSABLE))
                & ~Q(events=[]),
            ),
            models.CheckConstraint(
                name="webhook_disabled_with_reason",
                condition=Q(is_active=True, disabled_at__isnull=True, disabled_by="")
                | Q(
                    is_active=False,
                    disabled_at__isnull=False,
                    disabled_by__in=sorted(DisabledBy.values),
                ),
            ),
        ]
        triggers = [
            never_changes("channel_id", "created_at", name="webhook_keeps_its_channel"),
            *never_deleted(name="webhook"),
        ]

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        # What stands behind the path may be the receiver's own secret.
        return f"{parts.netloc}{parts.path}"

    def clean(self) -> None:
        """Refuse a webhook for nothing."""
        if not self.events:
            raise ValidationError({"events": _("Choose at least one event.")})

    @property
    def wants(self) -> list[Event]:
        """The events that it is told of, in their order."""
        return [event for event in CHOOSABLE if event in self.events]
