"""One chaos run: real processes, a gateway in random modes, and things that end at any moment.

`python -m tests.chaos.run --refunds 150 --seed 1` prints a table and one line of JSON.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from tests.chaos import faults
from tests.chaos.crowd import NOTED, is_answered
from tests.chaos.points import POINTS, count_hits
from tests.chaos.processes import Processes

WEIGHTS = {
    "ok": 55,
    "decline": 8,
    "pending": 8,
    "slow": 8,
    "timeout_before": 6,
    "timeout_after": 7,
    "error_500": 4,
    "error_500_after": 4,
}
# Without any plan that ends: how long a run takes depends on its machine.
PATIENCE = 60
FIGURES = """
    SELECT (SELECT count(*) FROM orders_order AS o WHERE NOT EXISTS (
            SELECT FROM cancellations_cancellationplan WHERE order_id = o.id)),
        (SELECT count(*) FROM cancellations_cancellationplan
            WHERE status NOT IN ('completed', 'manual_refund_needed'))
"""


class Run(Processes):
    """What is done to the processes of one run, and what has come of it."""

    def figures(self) -> tuple[int, int] | None:
        """Orders without a plan and plans that are open; None while PostgreSQL is away."""
        try:
            with psycopg.connect(self.postgres.url, connect_timeout=2) as connection:
                row = connection.execute(FIGURES).fetchone()
        except psycopg.OperationalError:
            return None
        return row

    def go(self) -> dict:
        """Do everything once; the figures of the end."""
        print(f"{time.monotonic() - self.started:5.1f} s migrating", file=sys.stderr)
        self.call("manage.py", "migrate", "--no-input", "--verbosity", "0")
        self.say("placing")
        self.call("-m", "tests.chaos.shop", "place", str(self.refunds))
        self.sandbox.mode("random", seed=self.seed, weights=WEIGHTS)
        self.sandbox.post("/webhooks/mode", copies=2, order="shuffled")
        for start in (self.start_web, self.start_beat, self.start_worker):
            start()
        self.start_asker()
        self.start_clerk()
        self.say("disturbing")
        self.disturb()
        self.say("calm")
        self.paid_before_calm = len(self.sandbox.ledger())
        self.sandbox.mode("ok")
        # On a slow machine a moment may not have come yet: it still may, while all else is calm.
        if all(count_hits(self.hits).values()):
            self.environment["CHAOS_CHANCE"] = "0"
        faults.worker_killed(self)
        calm = time.monotonic()
        self.come_to_rest()
        self.say("ended")
        result = json.loads(self.call("-m", "tests.chaos.shop", "count"))
        return self.told(result, time.monotonic() - calm)

    def come_to_rest(self) -> None:
        """Wait until every plan has ended, or none does any more."""
        last, moved = None, time.monotonic()
        while last != (0, 0) and time.monotonic() - moved < PATIENCE:
            if (now := self.figures()) != last:
                last, moved = now, time.monotonic()
            if self.children["asker"].poll() is not None and last and last[0]:
                self.start_asker()
            time.sleep(0.2)

    def say(self, what: str) -> None:
        """Tell how far the run is."""
        left, open_plans = self.figures() or (0, 0)
        paid = len(self.sandbox.ledger())
        moment = time.monotonic() - self.started
        print(
            f"{moment:5.1f} s {what}: {left} without plan, {open_plans} open, {paid} paid",
            file=sys.stderr,
        )

    def disturb(self) -> None:
        """Let every fault happen, again and again until each point was hit or time is over."""
        end = time.monotonic() + self.seconds
        while not self.faults or not (self.is_complete() or time.monotonic() > end):
            for fault in self.random.sample(faults.ALL, len(faults.ALL)):
                time.sleep(self.random.uniform(2.5, 4))
                fault(self)
                self.faults[fault.__name__] = self.faults.get(fault.__name__, 0) + 1

    def is_complete(self) -> bool:
        """Whether each point was hit and half of the money is back, or nothing is left to hit."""
        half_way = len(self.sandbox.ledger()) >= self.refunds / 2
        return (half_way and all(count_hits(self.hits).values())) or self.figures() == (0, 0)

    def told(self, result: dict, seconds: float) -> dict:
        """The figures of the end, with the ledger's and what was done to the run."""
        booked = [line for line in self.sandbox.ledger() if line["entry"] == "refund"]
        return result | {
            "booked": sorted([line["key"], line["amount"]] for line in booked),
            "hits": count_hits(self.hits),
            "crowd": count_hits(self.hits, NOTED),
            "faults": self.faults,
            "modes": self.sandbox.get("/mode")[1]["met"],
            "paid_before_calm": self.paid_before_calm,
            "seconds_to_calm": round(seconds, 1),
        }


def main() -> int:
    """Run once and print what happened; 1 if something was paid twice, lost, or never ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--refunds", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chance", type=float, default=0.05)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--crowd", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        run = Run(Path(folder), options)
        with run.services():
            result = run.go()
    print(table(result), file=sys.stderr)
    print(json.dumps(result))
    wrong = problems(result, options.refunds, options.crowd)
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


def problems(result: dict, refunds: int, crowd: int) -> list[str]:
    """What went wrong, in words: paid twice, lost, without an end, or never tried."""
    held = {
        "a plan has not ended": not result["open"] and not result["unsettled"],
        "an order has no plan": not result["without_plan"] and result["plans"] == refunds,
        "the ledger is not what counts as paid": result["paid"] == result["booked"],
        "a refund was lost": len(result["paid"]) + result["by_hand"] == refunds,
        "a fault never came": set(result["faults"]) == {fault.__name__ for fault in faults.ALL},
        "a crowd was not answered, or got more than one plan": is_answered(result["crowd"], crowd),
        "none were sent together": bool(result["sent_together"]),
    }
    missed = [f"never killed at: {point}" for point in POINTS if not result["hits"][point]]
    return [claim for claim, is_kept in held.items() if not is_kept] + missed


def table(result: dict) -> str:
    """The figures for people."""
    shown = {name: value for name, value in result.items() if name not in ("paid", "booked")}
    shown |= {"paid": len(result["paid"]), "booked": len(result["booked"])}
    return "\n".join(f"{name:<17}{value}" for name, value in shown.items())


if __name__ == "__main__":
    sys.exit(main())
