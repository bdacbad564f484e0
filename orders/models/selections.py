from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class OrderSelection(models.Model):
    """Orders that a person chose in the list: some of them, or all that match a filter.

    Kept here, not in the browser, and resolved again with the person's visibility where it is
    used.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="order_selections"
    )
    # The query string of the list's filter, in its normal form.
    filter_query = models.TextField(blank=True)
    # True: all that match, less `order_ids`. False: `order_ids`.
    all_matching = models.BooleanField(default=False)
    # How many matched when all were chosen, counted no further than the list counts.
    matched = models.PositiveIntegerField(default=0)
    order_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # Days of a date filter begin where the person was.
    time_zone = models.CharField(max_length=64, default="UTC")
    made_at = models.DateTimeField(default=timezone.now)
    # A copy that something else was made of, such as an export: no tick changes it, and it stays.
    frozen = models.BooleanField(default=False, db_default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{'all but' if self.all_matching else 'only'} {len(self.order_ids)}"
