"""Settles pending refunds by itself after a while, as banks do."""

import threading
from datetime import UTC, datetime, timedelta

from payments.gateways.sandbox_server.errors import Refused
from payments.gateways.sandbox_server.reading import written
from payments.gateways.sandbox_server.store import Store


class Settler(threading.Thread):
    """Lets a refund succeed when it has been pending for `after` seconds."""

    def __init__(self, store: Store, *, after: float) -> None:
        super().__init__(daemon=True)
        self._store = store
        self._after = timedelta(seconds=after)
        # Refunds in the order they were made; those before this one are settled or never pend.
        self._pending = [
            refund["id"]
            for refund in store.book.refunds.values()
            if refund["status"] == "pending" and not refund.get("held")
        ]

    def note(self, refund_id: str) -> None:
        """Remember a refund that has become pending."""
        with self._store.changed:
            self._pending.append(refund_id)
            self._store.changed.notify_all()

    def run(self) -> None:
        """Settle for as long as the process lives."""
        with self._store.changed:
            while True:
                self._settle_due()
                self._store.changed.wait(self._until_next())

    def _settle_due(self) -> None:
        due = written(datetime.now(UTC) - self._after)
        while self._pending and self._store.get(self._pending[0])["created_at"] <= due:
            try:
                self._store.settle(self._pending.pop(0), "succeeded")
            except Refused:
                # Somebody settled it by hand.
                continue

    def _until_next(self) -> float | None:
        if not self._pending:
            return None
        made = datetime.fromisoformat(self._store.get(self._pending[0])["created_at"])
        return max(0.0, (made + self._after - datetime.now(UTC)).total_seconds())
