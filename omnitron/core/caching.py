"""What the cache keeps: values of JSON, so that who writes to Redis can have nothing run here."""

import json
from typing import Any


class JSONSerializer:
    """Writes values as JSON; what cannot be read is as if it had not been kept."""

    def dumps(self, value: Any) -> bytes:
        """The value as it is kept."""
        return json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        """The value that was kept; None for anything else."""
        try:
            return json.loads(data)
        except ValueError:
            return None
