"""One scene with one order: the plans are made, then follows what the scene says."""

from __future__ import annotations

import random
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from cancellations.models import CancellationPlan
from cancellations.services.planning import make_plan
from cancellations.states import REJECTING, PlanStatus
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from omnitron.demo.plans.acts import JUST_NOW
from omnitron.demo.plans.clock import clock_at
from omnitron.demo.plans.scenes import Goes, When
from omnitron.demo.plans.wishing import wish_for

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from omnitron.demo.plans.orders import Candidate
    from omnitron.demo.plans.scenes import Scene
    from omnitron.demo.plans.stage import Stage

# What machines have asked about for so long is the desk's to decide.
LONG_AGO = timedelta(hours=22)


@dataclass
class Play:
    """A scene with its order; `moment` is the time in it, None where that is the real time."""

    stage: Stage
    scene: Scene
    candidate: Candidate
    key: UUID
    moment: datetime | None = None
    plans: list[CancellationPlan] = field(default_factory=list)

    def __post_init__(self) -> None:
        # What is drawn depends on the seed and the scene alone.
        self.draw = random.Random(self.key.int)  # noqa: S311
        self.moment = self._beginning()

    def play(self) -> None:
        """Make the plans and let happen what the scene says."""
        reasons = self.stage.reasons[self.scene.source]
        with self.clock():
            self.plans = make_plan(
                actor=self.stage.people[self._who],
                number=self.candidate.order.number,
                wish=wish_for(self.scene, self.candidate, reasons, self.draw),
                source=self.scene.source,
                key=self.key,
                panel=SELLER_CENTER if self.scene.source in REJECTING else OMNITRON,
            )
        for act in self.scene.then:
            act(self)
        # Nobody is told of what happens in a demo.
        played = CancellationPlan.objects.filter(key=self.key, status=PlanStatus.COMPLETED)
        played.update(mailed_at=F("ended_at"))

    @property
    def _who(self) -> str:
        """Who asks for the plans."""
        if self.scene.source in REJECTING:
            return "mpo"
        return "finance" if self.scene.goes == Goes.REST else "operator"

    def clock(self) -> AbstractContextManager[None]:
        """Inside, the time of the scene goes by."""
        return clock_at(self.moment) if self.moment else nullcontext()

    def wait(self, seconds: int = 0) -> None:
        """Let so many seconds go by, or else a part of the time that is left until now."""
        if self.moment is None:
            return
        left = self.stage.until - self.moment
        drawn = left * self.draw.uniform(0.1, 0.6)
        self.moment += timedelta(seconds=seconds) if seconds else drawn

    def _beginning(self) -> datetime:
        if self.scene.when == When.NOW:
            return timezone.now() - JUST_NOW
        end = self.stage.until
        if self.scene.when == When.LONG_AGO:
            end -= LONG_AGO
        return self.candidate.last + (end - self.candidate.last) * self.draw.uniform(0.05, 0.6)
