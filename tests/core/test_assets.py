"""The sprite has every icon and glyph that a page may ask for."""

import re

import pytest

from omnitron.core import assets
from omnitron.core.badges import LOOKS
from omnitron.core.icons import ICONS

DRAWING = """<svg viewBox="0 0 24 24" fill="none" class="icon">
  <path stroke="none" d="M0 0h24v24H0z" fill="none" />
  <path d="M4 6l16 0" />
  <path d="M4 12l16 0" />
</svg>"""


@pytest.fixture
def packages(tmp_path):
    outline = tmp_path / "icons" / "icons" / "outline"
    outline.mkdir(parents=True)
    for name in ICONS:
        (outline / f"{name}.svg").write_text(DRAWING)
    sheets = tmp_path / "core" / "dist" / "css"
    sheets.mkdir(parents=True)
    (sheets / "tabler.min.css").write_text("a{b:c}\n/*# sourceMappingURL=tabler.min.css.map */")
    return tmp_path


def test_an_icon_becomes_a_symbol_without_its_frame():
    assert assets.symbol("menu", DRAWING) == (
        '<symbol id="i-menu" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-linecap="round" stroke-linejoin="round">'
        '<path d="M4 6l16 0" /><path d="M4 12l16 0" /></symbol>'
    )


def test_the_sprite_has_every_icon_and_every_glyph_in_use(packages, tmp_path):
    assets.build(packages, tmp_path / "built")
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (tmp_path / "built/icons.svg").read_text()))
    wanted = {f"i-{name}" for name in ICONS} | {f"g-{look.glyph}" for look in LOOKS.values()}
    assert drawn == wanted


def test_the_kit_comes_without_its_source_map(packages, tmp_path):
    assets.build(packages, tmp_path / "built")
    assert (tmp_path / "built/tabler.min.css").read_text() == "a{b:c}\n"


def test_an_icon_that_the_package_lacks_is_named(packages, tmp_path):
    (packages / "icons/icons/outline/receipt.svg").unlink()
    with pytest.raises(FileNotFoundError, match=r"receipt\.svg"):
        assets.build(packages, tmp_path / "built")
