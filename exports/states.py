"""What file is written, where an export is, and why one fails."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from omnitron.core.states import StateMachine


class ExportFormat(models.TextChoices):
    """What kind of file it is; the name is also its ending."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"


class ExportStatus(models.TextChoices):
    """Where an export is."""

    REQUESTED = "requested", pgettext_lazy("export", "Requested")
    RUNNING = "running", pgettext_lazy("export", "Running")
    READY = "ready", pgettext_lazy("export", "Ready")
    FAILED = "failed", pgettext_lazy("export", "Failed")
    CANCELED = "canceled", pgettext_lazy("export", "Canceled")
    EXPIRED = "expired", pgettext_lazy("export", "Expired")


class Failure(models.TextChoices):
    """Why an export failed, in a sentence for the one who asked for it."""

    NO_SPACE = "no_space", _("The file could not be kept: the disk for files is full or closed.")
    NOT_PERMITTED = "not_permitted", _("You may no longer export orders.")
    NOT_CHOSEN = (
        "not_chosen",
        _("The orders can no longer be found by what was chosen: open the list, choose again."),
    )
    GIVEN_UP = "given_up", _("It was begun several times and never came to its end.")
    UNEXPECTED = "unexpected", _("Something went wrong that nobody expected; the log says what.")


EXPORT_MOVES: StateMachine[str] = StateMachine(
    {
        ExportStatus.REQUESTED: {ExportStatus.RUNNING, ExportStatus.CANCELED},
        ExportStatus.RUNNING: {ExportStatus.READY, ExportStatus.FAILED, ExportStatus.CANCELED},
        ExportStatus.READY: {ExportStatus.EXPIRED},
    }
)
# Somebody still works on it, or is going to.
UNDER_WAY = frozenset({ExportStatus.REQUESTED, ExportStatus.RUNNING})
