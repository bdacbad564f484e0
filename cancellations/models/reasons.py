from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cancellations.models.fields import SetField
from cancellations.querysets import ReasonQuerySet
from cancellations.states import PEOPLE, PlanType


def everybody() -> frozenset[str]:
    """Who may give a new reason."""
    return frozenset(source.value for source in PEOPLE)


class CancellationReason(models.Model):
    """Why something is canceled or comes back. Deactivated, never deleted: plans name it."""

    Type = PlanType

    cancellation_type = models.CharField(_("type"), max_length=10, choices=Type.choices)
    subject = models.CharField(_("reason"), max_length=100)
    extra_information_needed = models.BooleanField(_("asks for a note"), default=False)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    sources: models.Field[frozenset[str], frozenset[str]] = SetField(
        models.CharField(max_length=20, choices=[(who.value, who.label) for who in PEOPLE]),
        default=everybody,
        verbose_name=_("who may use it"),
    )

    objects: ClassVar[ReasonQuerySet] = ReasonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["cancellation_type", "order", "subject"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["cancellation_type", "subject"], name="one_reason_per_subject"
            ),
            models.CheckConstraint(
                name="reason_type_known", condition=Q(cancellation_type__in=["cancel", "refund"])
            ),
            models.CheckConstraint(
                name="reason_sources_known",
                condition=Q(sources__contained_by=sorted(who.value for who in PEOPLE))
                & ~Q(sources=[]),
            ),
        ]
        permissions = [("manage_reasons", _("Set up reasons for cancellation and return"))]
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")

    def __str__(self) -> str:
        return self.subject

    def clean(self) -> None:
        """Refuse a second reason of the same words, and one that nobody may use."""
        errors: dict[str, Any] = {}
        same = CancellationReason.objects.filter(
            cancellation_type=self.cancellation_type, subject=self.subject
        )
        twin = same.exclude(pk=self.pk).first()
        if twin:
            errors["subject"] = self._told(twin)
        if not self.sources:
            errors["sources"] = _("Tick who may use it. To offer it to nobody, deactivate it.")
        if errors:
            raise ValidationError(errors)

    def by_whom(self) -> list[str]:
        """The people who may use it, in words; none where everybody may."""
        if self.sources == everybody():
            return []
        return [str(who.label) for who in PEOPLE if who in self.sources]

    @staticmethod
    def _told(twin: CancellationReason) -> str:
        if twin.is_active:
            text = _("“%(subject)s” is in the list of this type already.")
        else:
            text = _("“%(subject)s” is in the list of this type already, inactive: activate it.")
        return text % {"subject": twin.subject}

    @property
    def in_full(self) -> str:
        """With its type: both types have reasons of the same words."""
        return f"{self.subject} ({self.get_cancellation_type_display()})"
