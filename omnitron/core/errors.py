"""What the domain says when it declines. The text of each may be read by the user as it stands."""


class Refusal(Exception):
    """The system declines, for a reason the user may read as it stands."""


class NotFound(Refusal):
    """No such thing, or none that this person may know about."""


class Conflict(Refusal):
    """Somebody else changed it first."""


class Busy(Refusal):
    """Somebody else is changing it right now."""
