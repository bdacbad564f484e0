"""Draws statuses and their moves into docs/states.md, from the tables that the code obeys."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings
from django.db.models import TextChoices

from bulk_updates.states import BULK_UPDATE_MOVES, BulkUpdateStatus
from cancellations.states import PLAN_MOVES, REQUEST_MOVES, PlanStatus, RequestStatus
from exports.states import EXPORT_MOVES, ExportStatus
from integrations.states import BATCH_MOVES, BatchStatus
from orders.states import CORRECTABLE, FINAL, ITEM_MOVES, LIVE, Status
from payments.states import FIRST_STATUSES, REFUND_MOVES, RefundMethod, RefundStatus
from webhooks.states import DELIVERY_MOVES, DeliveryStatus

FILE = Path(__file__).resolve().parents[1] / "docs" / "states.md"


def redrawn(text: str) -> str:
    """Return the document with each part between its marks drawn again."""
    for name, drawing in _drawings().items():
        before, mark, rest = text.partition(f"<!-- {name}: made by `make refresh` -->\n")
        _old, end, after = rest.partition("<!-- end -->")
        text = before + mark + drawing + end + after
    return text


def _drawings() -> dict[str, str]:
    return {
        "statuses": _statuses(),
        "moves": _drawn(
            ITEM_MOVES.pairs(), {f"s{status}": f"{status} {status.label}" for status in Status}
        ),
        "plans": _drawn(PLAN_MOVES.pairs(), _labels(PlanStatus), first=[PlanStatus.WAITING]),
        "requests": _drawn(
            REQUEST_MOVES.pairs(), _labels(RequestStatus), first=[RequestStatus.WAITING]
        ),
        "bulk updates": _drawn(
            BULK_UPDATE_MOVES.pairs(),
            _labels(BulkUpdateStatus),
            first=[BulkUpdateStatus.UPLOADED],
        ),
        "exports": _drawn(
            EXPORT_MOVES.pairs(), _labels(ExportStatus), first=[ExportStatus.REQUESTED]
        ),
        "batch requests": _drawn(
            BATCH_MOVES.pairs(), _labels(BatchStatus), first=[BatchStatus.INITIALIZED]
        ),
        "deliveries": _drawn(
            DELIVERY_MOVES.pairs(), _labels(DeliveryStatus), first=[DeliveryStatus.WAITING]
        ),
        **{f"refunds, {method}": _refunds(method) for method in RefundMethod},
    }


def _statuses() -> str:
    kinds = dict.fromkeys(CORRECTABLE, "live") | dict.fromkeys(FINAL, "final")
    kinds |= dict.fromkeys(LIVE - CORRECTABLE, "live, read only")
    rows = [f"| {status.value} | {status.label} | {kinds.get(status, '')} |" for status in Status]
    return "\n".join(["| code | status | |", "|---|---|---|", *rows, ""])


def _refunds(method: RefundMethod) -> str:
    pairs = REFUND_MOVES[method].pairs()
    alike = [other for other in RefundMethod if REFUND_MOVES[other].pairs() == pairs]
    if alike[0] != method:
        return f"As {alike[0].label}.\n"
    return _drawn(pairs, _labels(RefundStatus), first=sorted(FIRST_STATUSES[method]))


def _labels(statuses: type[TextChoices]) -> dict[str, str]:
    return {f"s{status.value}": str(status.label) for status in statuses}


def _drawn(
    pairs: Iterable[tuple[object, object]], labels: Mapping[str, str], first: Iterable[str] = ()
) -> str:
    moves = [(f"s{old}", f"s{new}") for old, new in pairs]
    met = {name for move in moves for name in move}
    names = [f'    state "{label}" as {name}' for name, label in labels.items() if name in met]
    starts = [f"    [*] --> s{status}" for status in first]
    arrows = [f"    {old} --> {new}" for old, new in moves]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, *starts, *arrows, "```", ""])


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    FILE.write_text(redrawn(FILE.read_text()))
