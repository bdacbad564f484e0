from typing import ClassVar

from django.db import models
from django.db.models import Q

from cancellations.querysets import RestQuerySet
from orders.models import Order
from orders.models.fields import AmountField


class OrderRest(models.Model):
    """What was paid beyond what an order costs, as it was counted last.

    Derived: a list of all that have a rest would otherwise read every order.
    """

    order = models.OneToOneField(
        Order, on_delete=models.CASCADE, primary_key=True, related_name="counted_rest"
    )
    amount = AmountField()
    found_at = models.DateTimeField()

    objects: ClassVar[RestQuerySet] = RestQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="rest_is_something", condition=Q(amount__gt=0))]
        indexes = [models.Index(fields=["found_at", "order"], name="rest_by_date")]

    def __str__(self) -> str:
        return str(self.pk)
