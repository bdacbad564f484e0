"""Tells the product of events by signed webhooks, again and again until it takes them."""

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from payments.gateways.sandbox_server.journal import Record
from payments.gateways.sandbox_server.reading import read_choice, read_count
from payments.gateways.sandbox_server.signing import HEADER, signature
from payments.gateways.sandbox_server.store import Store

PATIENCE = 5.0
LONGEST_WAIT = 60.0
ORDERS = ("sent", "reversed", "shuffled")


@dataclass
class Manner:
    """How events go out: how many copies of each, in which order, or not for now."""

    copies: int = 1
    order: str = "sent"
    held: bool = False


class Sender(threading.Thread):
    """Sends the events that wait in the store, one after the other."""

    def __init__(self, store: Store, *, url: str, secret: str, first_wait: float) -> None:
        super().__init__(daemon=True)
        self.manner = Manner()
        self._store = store
        self._url = urlsplit(url)
        self._secret = secret
        self._first_wait = first_wait
        # Of an event that was not taken: the last wait, and when its next turn is.
        self._waits: dict[str, tuple[float, float]] = {}
        self._random = random.Random()  # noqa: S311  (no secret)

    def switch(self, body: dict[str, Any]) -> None:
        """Change the manner: {"copies", "order", "held"}; what is not named is as at the start."""
        manner = Manner(
            copies=read_count(body.get("copies", 1), "copies", lowest=1),
            order=read_choice({"order": "sent", **body}, "order", ORDERS),
            held=body.get("held") is True,
        )
        with self._store.changed:
            self.manner = manner
            self._store.changed.notify_all()

    def run(self) -> None:
        """Send for as long as the process lives."""
        while True:
            event = self._next()
            # What a kill could undo must not be told.
            self._store.sync()
            taken = [self._send(event) for _copy in range(self.manner.copies)]
            if any(taken):
                self._waits.pop(event["event_id"], None)
                self._store.mark_delivered(event["event_id"])
            else:
                self._postpone(event["event_id"])

    def _next(self) -> Record:
        """Wait for an event whose turn it is."""
        with self._store.changed:
            while True:
                now = time.monotonic()
                turns = {
                    event_id: self._waits.get(event_id, (0.0, now))[1]
                    for event_id in ([] if self.manner.held else self._store.book.events)
                }
                due = [event_id for event_id, turn in turns.items() if turn <= now]
                if due:
                    return self._store.book.events[self._choose(due)]
                self._store.changed.wait(min(turns.values()) - now if turns else None)

    def _choose(self, due: list[str]) -> str:
        match self.manner.order:
            case "reversed":
                return due[-1]
            case "shuffled":
                return self._random.choice(due)
        return due[0]

    def _postpone(self, event_id: str) -> None:
        last = self._waits.get(event_id, (0.0, 0.0))[0]
        wait = min(2 * last, LONGEST_WAIT) if last else self._first_wait
        self._waits[event_id] = wait, time.monotonic() + wait

    def _send(self, event: Record) -> bool:
        """Post an event once; tell whether it was taken."""
        body = json.dumps(event).encode()
        now = int(time.time())
        headers = {
            "Content-Type": "application/json",
            HEADER: f"t={now},v1={signature(self._secret, now, body)}",
        }
        connect = (
            http.client.HTTPSConnection
            if self._url.scheme == "https"
            else http.client.HTTPConnection
        )
        connection = connect(self._url.netloc, timeout=PATIENCE)
        try:
            connection.request("POST", self._url.path or "/", body, headers)
            return 200 <= connection.getresponse().status < 300
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
