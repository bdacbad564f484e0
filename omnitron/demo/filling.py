"""What a seed needs beside its orders, so that every list has something to show."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import CommandError

from omnitron.core.errors import Refusal
from omnitron.demo.plans.making import make_plans
from omnitron.demo.seeding.planning import Plan
from omnitron.demo.starting import write_own_delivery, write_people, write_settings
from payments.gateways.base import OutcomeUnknown


def fill(plan: Plan, *, tell: Callable[[str], None]) -> None:
    """Add the demo's people and settings, and plans of a seed's orders; safe to repeat.

    The sandbox must know their card payments. Raises `CommandError` where it is out of reach.
    """
    write_settings()
    write_people()
    write_own_delivery()
    try:
        made = make_plans(plan)
    except Refusal as refusal:
        raise CommandError(f"The orders are written, but not all plans: {refusal}") from refusal
    except OutcomeUnknown as error:
        raise CommandError(
            "The orders are written, but the sandbox gateway at"
            f" {settings.SANDBOX_GATEWAY_URL} was lost while plans were made: {error} Once it runs,"
            " repeat this command."
        ) from error
    tell(f"{made:,} new plans" + ("." if settings.SANDBOX_GATEWAY_URL else ", none by card."))
