"""The tables of bulk updates."""

from bulk_updates.models.bulk_updates import BulkUpdate
from bulk_updates.models.rows import BulkUpdateRow

__all__ = ["BulkUpdate", "BulkUpdateRow"]
