"""How each status looks: its tone, its shape, and whether somebody must act on it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """A tone of tokens.css, a glyph of glyphs.svg; `act` fills the badge with the tone."""

    tone: str
    glyph: str
    act: bool = False


PLAIN = Look("idle", "ring")

# Orders and items by their code; packages, plans and refunds by their word.
LOOKS: dict[int | str, Look] = {
    50: Look("wait", "clock", act=True),
    100: Look("bad", "no"),
    200: Look("idle", "ring"),
    300: Look("idle", "ring"),
    350: Look("idle", "ring"),
    400: Look("work", "q1"),
    450: Look("work", "q2"),
    500: Look("move", "go"),
    510: Look("move", "go"),
    520: Look("move", "go"),
    540: Look("wait", "bang"),
    544: Look("work", "loop"),
    545: Look("wait", "clock"),
    546: Look("idle", "ring"),
    547: Look("done", "ok"),
    550: Look("done", "ok"),
    600: Look("back", "back"),
    "waiting_packaging": Look("work", "q1"),
    "preparing": Look("work", "q2"),
    "ready_to_ship": Look("work", "q3"),
    "shipped": Look("move", "go"),
    "delivery_failed": Look("wait", "bang", act=True),
    "delivered": Look("done", "ok"),
    "returned": Look("back", "back"),
    "canceled": Look("bad", "no"),
    "cancellation_waiting": Look("wait", "clock", act=True),
    # Plans.
    "waiting": Look("wait", "clock", act=True),
    "refunding": Look("work", "loop"),
    "manual_refund_needed": Look("wait", "bang", act=True),
    "completed": Look("done", "ok"),
    "rejected": Look("bad", "no"),
    "withdrawn": Look("idle", "back"),
    # Requests, beside the words that they share with plans.
    "waiting_approval": Look("wait", "clock"),
    "confirmed": Look("work", "q3"),
    "approved": Look("work", "q1"),
    # Refunds.
    "reserved": Look("idle", "ring"),
    "requested": Look("work", "loop"),
    "submitted": Look("work", "loop"),
    "pending": Look("work", "loop"),
    "unknown": Look("wait", "ask", act=True),
    "succeeded": Look("done", "ok"),
    "declined": Look("bad", "no"),
    "reversed": Look("back", "back"),
    "needed": Look("wait", "bang", act=True),
    "made": Look("done", "ok"),
    "superseded": Look("idle", "back"),
    "released": Look("idle", "back"),
    # Bulk updates, whose words mean something else elsewhere.
    "bulk.uploaded": Look("work", "loop"),
    "bulk.parsing": Look("work", "loop"),
    "bulk.ready": Look("wait", "clock", act=True),
    "bulk.nothing": Look("idle", "ring"),
    "bulk.unreadable": Look("bad", "no"),
    "bulk.applying": Look("work", "loop"),
    "bulk.done": Look("done", "ok"),
    "bulk.discarded": Look("idle", "no"),
    "bulk.undoing": Look("work", "loop"),
    "bulk.undone": Look("back", "back"),
    # Exports, beside the words that they share with others.
    "running": Look("work", "loop"),
    "ready": Look("done", "ok"),
    "failed": Look("bad", "no"),
    "expired": Look("idle", "back"),
    # Deliveries, whose words mean something else elsewhere.
    "delivery.waiting": Look("work", "loop"),
    "delivery.delivered": Look("done", "ok"),
    "delivery.failed": Look("bad", "no", act=True),
}


def look_of(status: int | str) -> Look:
    """The look of a status value; a plain grey ring for one the table does not know."""
    return LOOKS.get(status, PLAIN)
