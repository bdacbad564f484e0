"""Which moves a batch request may make, and what becomes of the objects in it."""

from django.db import models

from omnitron.core.states import StateMachine


class BatchStatus(models.TextChoices):
    """How far a client is with what it takes over."""

    INITIALIZED = "initialized"
    COMMIT = "commit"
    SENT_TO_REMOTE = "sent_to_remote"
    ONGOING = "ongoing"
    DONE = "done"
    FAIL = "fail"


class ActionStatus(models.TextChoices):
    """What became of one object at the other system."""

    PROCESSING = "processing"
    SUCCESS = "success"
    ERROR = "error"


_ENDS = (BatchStatus.DONE, BatchStatus.FAIL)
# A client that finds nothing to do ends what it has begun without committing anything.
BATCH_MOVES: StateMachine[str] = StateMachine(
    {
        BatchStatus.INITIALIZED: (BatchStatus.COMMIT, *_ENDS),
        BatchStatus.COMMIT: (BatchStatus.SENT_TO_REMOTE, *_ENDS),
        BatchStatus.SENT_TO_REMOTE: (BatchStatus.ONGOING, *_ENDS),
        BatchStatus.ONGOING: _ENDS,
    }
)
ENDED = frozenset(_ENDS)
