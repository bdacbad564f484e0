from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exports.kinds import kind_choices
from exports.states import ExportFormat


class ColumnSet(models.Model):
    """A choice of columns, format and zone that a person keeps by name."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="column_sets"
    )
    kind = models.CharField(max_length=20, choices=kind_choices)
    name = models.CharField(_("name"), max_length=60)
    columns = ArrayField(models.CharField(max_length=64))
    format = models.CharField(max_length=4, choices=ExportFormat.choices)
    zone = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering = ["name"]
        verbose_name = _("saved choice of columns")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "name"], name="one_column_set_per_name"
            ),
            models.CheckConstraint(
                name="column_set_format_known", condition=Q(format__in=sorted(ExportFormat.values))
            ),
        ]

    def __str__(self) -> str:
        return self.name
