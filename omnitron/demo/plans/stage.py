"""The people who act in scenes, what they may say, and the sandbox's part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from cancellations.models import CancellationReason
from cancellations.states import PlanType, Source
from omnitron.accounts.models import User
from payments.gateways.registry import make_sandbox

if TYPE_CHECKING:
    from datetime import datetime

    from payments.gateways.sandbox import SandboxGateway


@dataclass(frozen=True)
class Stage:
    """Everything that scenes share; what happens in them is before `until`."""

    seed: int
    until: datetime
    people: dict[str, User]
    reasons: dict[Source, dict[str, list[CancellationReason]]]
    sandbox: SandboxGateway | None

    def sandbox_does(self, mode: str) -> None:
        """Have the sandbox do this to the next refund."""
        if self.sandbox is not None:
            self.sandbox.behave(mode, refunds=1)


def set_stage(seed: int, until: datetime) -> Stage:
    """The stage for a seed, with the people and the reasons of the demo."""
    people = User.objects.filter(username__in=["operator", "finance", "mpo", "seller"])
    return Stage(
        seed=seed,
        until=until,
        people={user.username: user for user in people},
        reasons={
            source: {
                kind: list(CancellationReason.objects.usable_by(source, kind)) for kind in PlanType
            }
            for source in (Source.OPERATOR, Source.MPO)
        },
        sandbox=make_sandbox() if settings.SANDBOX_GATEWAY_URL else None,
    )
