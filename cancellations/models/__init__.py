"""The tables of cancellations, by the thing they describe."""

from cancellations.models.plan_parts import CancellationPlanItem, PlanRefund
from cancellations.models.plans import CancellationPlan
from cancellations.models.reasons import CancellationReason
from cancellations.models.requests import CancellationRequest
from cancellations.models.rests import OrderRest
from cancellations.models.strategies import CancellationStrategy

__all__ = [
    "CancellationPlan",
    "CancellationPlanItem",
    "CancellationReason",
    "CancellationRequest",
    "CancellationStrategy",
    "OrderRest",
    "PlanRefund",
]
