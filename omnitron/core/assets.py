"""Builds the static files that come out of packages: the kit's style sheet and the icon sprite.

`python -m omnitron.core.assets` after the packages are installed; safe to repeat.
"""

import re
import sys
from pathlib import Path

from omnitron.core.icons import ICONS

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ROOT / "node_modules" / "@tabler"
GLYPHS = Path(__file__).with_name("glyphs.svg")
TARGET = ROOT / "static_built"

_SHAPE = re.compile(r"<(?:path|circle|rect|line|ellipse|polyline|polygon)\b[^>]*/>")
_SYMBOL = re.compile(r"<symbol\b.*?</symbol>", re.DOTALL)
_SOURCE_MAP = re.compile(r"\s*/\*# sourceMappingURL=.*?\*/\s*")


def symbol(name: str, drawing: str) -> str:
    """An icon of the package as a symbol of the sprite, drawn in the colour of its text."""
    # Each drawing begins with an invisible square that only keeps its size in editors.
    shapes = [shape for shape in _SHAPE.findall(drawing) if 'stroke="none"' not in shape]
    return (
        f'<symbol id="i-{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        f' stroke-linecap="round" stroke-linejoin="round">{"".join(shapes)}</symbol>'
    )


def sprite(icons: Path, glyphs: str) -> str:
    """All icons in use and the glyphs of the status badges, in one file.

    Raises `FileNotFoundError` for an icon that the package does not have.
    """
    symbols = [symbol(name, (icons / f"{name}.svg").read_text()) for name in sorted(ICONS)]
    symbols += _SYMBOL.findall(glyphs)
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def build(packages: Path, target: Path) -> None:
    """Write the files to `target`, where staticfiles finds them."""
    target.mkdir(parents=True, exist_ok=True)
    kit = (packages / "core" / "dist" / "css" / "tabler.min.css").read_text()
    # Without its map the sheet needs no second file of several megabytes beside it.
    (target / "tabler.min.css").write_text(_SOURCE_MAP.sub("\n", kit))
    drawings = sprite(packages / "icons" / "icons" / "outline", GLYPHS.read_text())
    # The sprite comes last: where it is, everything is.
    (target / "icons.svg").write_text(drawings)


if __name__ == "__main__":
    try:
        build(PACKAGES, TARGET)
    except FileNotFoundError as error:
        sys.exit(f"{error.filename} is missing: run `npm ci --ignore-scripts` first.")
