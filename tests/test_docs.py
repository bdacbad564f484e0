"""What the documents say agrees with what is there."""

import json
import re
from pathlib import Path

import pytest

from bulk_updates.states import BULK_UPDATE_MOVES
from cancellations.states import PLAN_MOVES, REQUEST_MOVES
from exports.states import EXPORT_MOVES
from integrations.states import BATCH_MOVES
from orders.states import ITEM_MOVES
from payments.states import REFUND_MOVES, RefundMethod
from tests.environment import variables_read
from tools.drawings import redrawn
from webhooks.states import DELIVERY_MOVES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
ROW = re.compile(r"^\| `([A-Z0-9_]+)` \| (.*?) \| ", re.MULTILINE)
PACKAGES = {
    re.split(r"[^\w.-]", line)[0]
    for file in (*ROOT.glob("requirements/*.in"), ROOT / "tests" / "compat" / "requirements.in")
    for line in file.read_text().splitlines()
    if line and not line.startswith(("#", "-r"))
} | {
    package
    for group in ("dependencies", "devDependencies")
    for package in json.loads((ROOT / "package.json").read_text())[group]
}


def settings_documented():
    return dict(ROW.findall((DOCS / "operations.md").read_text()))


def reasons_given():
    reasons = (DOCS / "decisions" / "dependencies.md").read_text()
    rows = re.findall(r"^\| (`.*?`) \| .{10}", reasons, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_every_setting_that_the_code_reads_is_documented():
    compose = (ROOT / "docker-compose.yml").read_text()
    of_compose = set(re.findall(r"\$\{(\w+)", compose))

    assert set(settings_documented()) == set(variables_read()) | of_compose


@pytest.mark.parametrize(("name", "default"), sorted(variables_read().items()))
def test_the_default_of_a_setting_is_documented(name, default):
    if default:
        assert f"`{default}`" in settings_documented()[name]


def test_every_dependency_has_its_reason():
    assert reasons_given() == PACKAGES


def test_every_test_that_the_table_of_the_api_names_is_there():
    there = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", file.read_text(), re.MULTILINE)
    }
    rows = (DOCS / "api.md").read_text().partition("| Akinon's | ours | test |\n|---|---|---|\n")[2]
    named = {row: set(re.findall(r"`(test_\w+)`", row)) for row in rows.splitlines()}

    assert len(named) >= 40
    assert [row for row, tests in named.items() if not tests] == []
    assert set().union(*named.values()) - there == set()


def test_the_drawing_of_states_is_up_to_date():
    drawn = (DOCS / "states.md").read_text()

    assert redrawn(drawn) == drawn, "Run `make refresh`."
    assert len(re.findall(r"^ +s\w+ --> s\w+$", drawn, re.MULTILINE)) == sum(
        len(machine.pairs())
        for machine in (
            ITEM_MOVES,
            PLAN_MOVES,
            REQUEST_MOVES,
            BULK_UPDATE_MOVES,
            EXPORT_MOVES,
            BATCH_MOVES,
            DELIVERY_MOVES,
            # The internal ledger moves as a gateway does.
            *(moves for method, moves in REFUND_MOVES.items() if method != RefundMethod.INTERNAL),
        )
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    for address in re.findall(r"\]\(([^)]+)\)", page.read_text()):
        if address.startswith("http"):
            continue
        file, _hash, anchor = address.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{address} leads nowhere."
        if anchor:
            assert anchor in headings(target), f"{address}: there is no such heading."


def test_every_page_can_be_reached_from_the_map():
    linked = set()
    waiting = [DOCS / "README.md"]
    while waiting:
        page = waiting.pop()
        linked.add(page)
        for file in re.findall(r"\]\(([^)#]+\.md)", page.read_text()):
            target = (page.parent / file).resolve()
            if target not in linked:
                waiting.append(target)

    assert set(DOCS.rglob("*.md")) <= linked


def headings(page):
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
