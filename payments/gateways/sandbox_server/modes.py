"""How the sandbox behaves, so that tests and demos can cause what real gateways do."""

import random
import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from payments.gateways.sandbox_server.errors import Refused
from payments.gateways.sandbox_server.reading import read_choice, read_count


@dataclass(frozen=True)
class Behaviour:
    """What becomes of a refund, None if nothing does, and what its sender hears of it.

    An authorisation that is to be voided is not declined and does not pend; all else is alike.
    """

    status: Literal["succeeded", "declined", "pending"] | None = "succeeded"
    answer: Literal["given", "late", "error", "none"] = "given"
    # Pending until somebody settles it: it does not end by itself.
    held: bool = False


BEHAVIOURS = {
    "ok": Behaviour(),
    "decline": Behaviour(status="declined"),
    "pending": Behaviour(status="pending"),
    "held": Behaviour(status="pending", held=True),
    "slow": Behaviour(answer="late"),
    "timeout_before": Behaviour(status=None, answer="none"),
    "timeout_after": Behaviour(answer="none"),
    "error_500": Behaviour(status=None, answer="error"),
    "error_500_after": Behaviour(answer="error"),
}
RANDOM = "random"
# By chance nothing is held: a random run comes to its end by itself.
EVEN = {name: 1 for name, behaviour in BEHAVIOURS.items() if not behaviour.held}


class Modes:
    """The mode that is on, for how many more requests, and how often each mode was met."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._met: Counter[str] = Counter()
        self._name = "ok"
        self._left: int | None = None
        self._weights = EVEN
        self._random = random.Random()  # noqa: S311  (repeatable on purpose, no secret)

    def switch(self, body: dict[str, Any]) -> None:
        """Turn a mode on: {"mode", "next"}, for "random" also {"seed", "weights"}."""
        name = read_choice(body, "mode", (*BEHAVIOURS, RANDOM))
        left = body.get("next")
        if left is not None:
            left = read_count(left, "next", lowest=1)
        weights = read_weights(body.get("weights", EVEN))
        with self._lock:
            self._name, self._left, self._weights = name, left, weights
            self._random.seed(body.get("seed"))

    def draw(self) -> Behaviour:
        """The behaviour for the next refund or void."""
        with self._lock:
            name = self._name
            if name == RANDOM:
                [name] = self._random.choices(
                    list(self._weights), weights=list(self._weights.values())
                )
            if self._left is not None:
                self._left -= 1
                if self._left == 0:
                    self._name, self._left = "ok", None
            self._met[name] += 1
            return BEHAVIOURS[name]

    def shown(self) -> dict[str, Any]:
        """The mode as `GET /mode` tells it."""
        with self._lock:
            return {"mode": self._name, "next": self._left, "met": dict(self._met)}


def read_weights(value: Any) -> dict[str, int]:
    """Weights by mode; a mode that is not named does not occur."""
    if not isinstance(value, dict) or not set(value) <= set(BEHAVIOURS):
        raise Refused(400, "bad_request", f"weights name modes: {', '.join(BEHAVIOURS)}.")
    weights = {name: read_count(weight, name) for name, weight in value.items()}
    if not any(weights.values()):
        raise Refused(400, "bad_request", "weights must not all be 0.")
    return weights
