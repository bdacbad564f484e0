"""A Celery worker of the product that dies at named moments: `python -m tests.chaos.worker`."""

import os
from pathlib import Path

import django

from omnitron.celery import app

django.setup()

from cancellations import tasks  # noqa: E402
from cancellations.jobs import refunding  # noqa: E402
from payments.gateways.base import OutcomeUnknown  # noqa: E402
from payments.gateways.sandbox import SandboxGateway  # noqa: E402
from payments.jobs import sending  # noqa: E402
from tests.chaos.points import Killer  # noqa: E402


def arm(killer: Killer) -> None:
    """Step in between claiming, announcing, sending, recording and settling."""
    sending._announce = killer.after("claimed", sending._announce)
    send = refunding.send

    def send_and_die(refund_ids):
        for answers in send(refund_ids):
            if answers and killer.chosen("answered_not_recorded"):
                killer.kill("answered_not_recorded")
            yield answers

    refunding.send = send_and_die
    refunding.record_outcomes = killer.after("recorded_not_settled", refunding.record_outcomes)
    refund = SandboxGateway.refund

    def refund_or_die(gateway, instruction):
        def booked():
            try:
                return gateway.find(instruction) is not None
            except OutcomeUnknown:
                return False

        on_its_way = killer.during("sent", lambda: True)
        with on_its_way, killer.during("booked_not_answered", booked):
            return refund(gateway, instruction)

    SandboxGateway.refund = refund_or_die


def deliver_twice() -> None:
    """Let every message come twice at once, as a queue may that lost an acknowledgement."""
    once = tasks.nudge

    def twice(task, key, **options):
        once(task, key, **options)
        once(task, key, **options)

    tasks.nudge = twice


if __name__ == "__main__":
    deliver_twice()
    if chance := float(os.environ["CHAOS_CHANCE"]):
        arm(Killer(hits=Path(os.environ["CHAOS_HITS"]), chance=chance))
    app.worker_main(
        [
            *("worker", "--queues", "celery,refunds", "--concurrency", "4"),
            *("--loglevel", "ERROR", "--without-gossip", "--without-mingle"),
        ]
    )
