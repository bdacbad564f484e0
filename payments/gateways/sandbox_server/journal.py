"""The file that the sandbox keeps: one JSON record a line, only ever appended to."""

import fcntl
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]


class Journal:
    """Records in a file; those written before a `sync` that returned survive any kill."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OSError(f"another sandbox keeps {path}") from None
        self._end = 0
        self._synced = 0
        self._syncing = threading.Lock()

    def replay(self) -> Iterator[Record]:
        """Yield the records of earlier runs; a last line cut short by a kill is dropped."""
        with self.path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._end += len(line)
                yield json.loads(line)
        if os.path.getsize(self.path) > self._end:
            print(f"{self.path}: the last line is torn and was dropped.", file=sys.stderr)
            os.truncate(self._file, self._end)
        self._synced = self._end

    def append(self, record: Record) -> None:
        """Write a record; callers take turns."""
        line = json.dumps(record, separators=(",", ":")).encode() + b"\n"
        try:
            if os.write(self._file, line) != len(line):
                raise OSError(f"{self.path} could not be written.")
        except OSError:
            # Half a line would spoil the next one.
            os.truncate(self._file, self._end)
            raise
        self._end += len(line)

    def sync(self) -> None:
        """Return when all that was written before is on the disk; many callers share one fsync."""
        wanted = self._end
        with self._syncing:
            if self._synced >= wanted:
                return
            reached = self._end
            os.fsync(self._file)
            self._synced = reached
