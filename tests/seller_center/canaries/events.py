"""Events of every kind in the log of an order that two sellers share, with marks of the other."""

from django.utils import timezone

from orders.models import OrderEvent
from tests.factories import (
    CancellationPlanFactory,
    CancellationPlanItemFactory,
    CancellationReasonFactory,
    OrderEventFactory,
)


def tell_of_other(order, mine, other, item, *, mark, amount):
    """Of each kind what the other's person did and said, with fields that nobody knows.

    About their `item`, their package, a plan that holds something of both, and my own item.
    """
    plan = _shared_plan(order, mine.item, item, mark, amount)
    number = item.package.number
    texts = {"tracking_number": ["", mark], "delivery_setting": ["", mark], mark: ["", mark]}
    of_package = {**texts, "package": [None, number], "from_package": [None, number]}
    of_plan = {**texts, "plan": [None, plan.pk], "amount": [None, str(plan.amount)]}
    said = {
        "order": order,
        "actor_type": OrderEvent.ActorType.USER,
        "actor": other.staff,
        "actor_name": other.staff.distinct_name,
        "note": f"{mark} note",
    }
    through = {**said, "cause": f"package:{number}"}
    for kind in OrderEvent.Kind:
        OrderEventFactory(**through, kind=kind, item=item, changes=of_package)
        OrderEventFactory(**through, kind=kind, changes=of_package)
        OrderEventFactory(**said, kind=kind, changes=of_plan, cause=f"plan:{plan.pk}")
        OrderEventFactory(**through, kind=kind, item=mine.item, changes={mark: ["", mark]})
    # Nothing has words for it yet: it is for nobody.
    OrderEventFactory(**said, kind="unheard_of", item=mine.item, changes=texts)


def _shared_plan(order, my_item, item, mark, amount):
    """The brand had begun to cancel something of both, and has withdrawn it."""
    total = my_item.paid_amount + amount
    plan = CancellationPlanFactory(order=order, amount=total, note=f"{mark} note")
    secret = CancellationReasonFactory(subject=f"{mark} shared", sources=frozenset({"operator"}))
    usual = CancellationReasonFactory(subject="Damaged", sources=frozenset({"operator"}))
    parts = ((my_item, usual, my_item.paid_amount), (item, secret, amount))
    for part, reason, back in parts:
        CancellationPlanItemFactory(
            plan=plan, item=part, reason=reason, amount=back, note=f"{mark} note"
        )
    now = timezone.now()
    plan.items.update(outcome="released", closed_at=now)
    type(plan).objects.filter(pk=plan.pk).update(status="withdrawn", ended_at=now)
    return plan
