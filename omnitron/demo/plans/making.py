"""Playing the scenes with the orders of a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from cancellations.models import CancellationPlan
from omnitron.demo.locking import exclusively
from omnitron.demo.plans.orders import find_candidates
from omnitron.demo.plans.play import Play
from omnitron.demo.plans.scenes import SCENES
from omnitron.demo.plans.stage import set_stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omnitron.demo.plans.scenes import Scene
    from omnitron.demo.seeding.planning import Plan


def make_plans(plan: Plan) -> int:
    """Make plans in every state of the orders of a seed; how many. Safe to repeat.

    They are as many however many orders there are; a scene that no order fits is left out, and
    without a sandbox those in which a card is paid back. Raises `OutcomeUnknown` where the sandbox
    is lost, and `Refusal` where the people of the demo may not do what they do in it.
    """
    with exclusively("plans"):
        stage = set_stage(plan.seed, min(plan.until, timezone.now()))
        scenes = [
            (scene, key)
            for scene, key in _turns(plan.seed)
            if stage.sandbox or not scene.needs_gateway
        ]
        played = set(
            CancellationPlan.objects.filter(key__in=[key for _scene, key in scenes]).values_list(
                "key", flat=True
            )
        )
        candidates = find_candidates(plan, stage.until) if len(played) < len(scenes) else []
        made = 0
        for scene, key in scenes:
            if key in played:
                continue
            found = next((one for one in candidates if all(fit(one) for fit in scene.fits)), None)
            if found is None:
                continue
            candidates.remove(found)
            play = Play(stage, scene, found, key)
            play.play()
            made += len(play.plans)
    return made


def _turns(seed: int) -> Iterator[tuple[Scene, UUID]]:
    """Every turn of every scene, with the key by which its plans are made once."""
    for scene in SCENES:
        for turn in range(scene.times):
            yield scene, uuid5(NAMESPACE_URL, f"omnitron/demo/{seed}/{scene.name}/{turn}")
