from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CancellationReason(models.Model):
    """Why something is canceled or comes back."""

    class Type(models.TextChoices):
        CANCEL = "cancel", pgettext_lazy("cancellation type", "Cancel")
        REFUND = "refund", pgettext_lazy("cancellation type", "Return")

    cancellation_type = models.CharField(_("type"), max_length=10, choices=Type.choices)
    subject = models.CharField(_("reason"), max_length=100)
    extra_information_needed = models.BooleanField(_("asks for more"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["cancellation_type", "order", "subject"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["cancellation_type", "subject"], name="one_reason_per_subject"
            )
        ]

    def __str__(self) -> str:
        return self.subject
