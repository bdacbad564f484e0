"""What most events of the log tests have in common."""

from datetime import UTC, datetime

from orders.models import OrderEvent
from orders.states import Status

NOON = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)
APPROVED_TO_PREPARING = {"status": [Status.APPROVED, Status.PREPARING]}


def by(user):
    return {
        "actor_type": OrderEvent.ActorType.USER,
        "actor": user,
        "actor_name": user.distinct_name,
    }
