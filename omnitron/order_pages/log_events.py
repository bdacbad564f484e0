"""The events of an order as its log tells them: once what several of its lines did together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, Func, OuterRef, TextField, When
from django.db.models.functions import Cast

from orders.models import OrderEvent

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from orders.models import Order

# What events of several lines have in common where they are told as one.
_SAID = ("at", "kind", "actor_type", "actor", "actor_name", "cause", "changes", "note")


def events_of(order: Order) -> QuerySet[OrderEvent]:
    """The events of an order, each with `told_as`: the same for those that are told as one."""
    said = Func(
        *map(F, _SAID), template="md5(ROW(%(expressions)s)::text)", output_field=TextField()
    )
    alone = When(item=None, then=Cast("pk", TextField()))
    return OrderEvent.objects.filter(order=order).annotate(told_as=Case(alone, default=said))


def told_once(events: QuerySet[Any]) -> QuerySet[Any]:
    """The newest of the events that are told as one, with `names`: of the lines they are about."""
    # The moment is in `told_as` too, but here the index finds it.
    together = events.filter(at=OuterRef("at"), told_as=OuterRef("told_as"))
    lines = together.exclude(item=None).order_by("item__line_number")
    newer = together.filter(pk__gt=OuterRef("pk"))
    names = ArraySubquery(lines.values("item__name"))
    newest: QuerySet[Any] = events.filter(~Exists(newer)).annotate(names=names)
    return newest
