"""Draws the statuses and their moves into docs/states.md, from the table that the code obeys."""

from pathlib import Path

from django.conf import settings

from orders.states import CORRECTABLE, FINAL, ITEM_MOVES, LIVE, Status

FILE = Path(__file__).resolve().parents[1] / "docs" / "states.md"


def redrawn(text: str) -> str:
    """Return the document with each part between its marks drawn again."""
    for name, drawing in (("statuses", _statuses()), ("moves", _moves())):
        before, mark, rest = text.partition(f"<!-- {name}: made by `make refresh` -->\n")
        _old, end, after = rest.partition("<!-- end -->")
        text = before + mark + drawing + end + after
    return text


def _statuses() -> str:
    kinds = dict.fromkeys(CORRECTABLE, "live") | dict.fromkeys(FINAL, "final")
    kinds |= dict.fromkeys(LIVE - CORRECTABLE, "live, read only")
    rows = [f"| {status.value} | {status.label} | {kinds.get(status, '')} |" for status in Status]
    return "\n".join(["| code | status | |", "|---|---|---|", *rows, ""])


def _moves() -> str:
    pairs = ITEM_MOVES.pairs()
    drawn = sorted({code for pair in pairs for code in pair})
    names = [f'    state "{code} {Status(code).label}" as s{code}' for code in drawn]
    arrows = [f"    s{old} --> s{new}" for old, new in pairs]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, *arrows, "```", ""])


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    FILE.write_text(redrawn(FILE.read_text()))
