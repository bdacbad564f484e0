"""The files that a user's texts stand in."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
# What only developers run and read.
NOT_SHOWN = {"benchmarks", "tests", "tools"}
# What talks to a terminal or to a log, in English, or is data.
FOR_TERMINALS = (
    "omnitron/core/embedded",
    "payments/gateways/sandbox_server",
    "omnitron/core/env.py",
    "omnitron/core/tracebacks.py",
    "omnitron/demo",
    "management",
    # The document of the API is for programmers, in English.
    "omnitron/api/base/schema.py",
    "omnitron/settings/api.py",
)


def python_files() -> list[Path]:
    """Return the modules of the product."""
    packages = {file.parent for file in ROOT.glob("*/__init__.py")}
    return sorted(
        file
        for package in packages
        if package.name not in NOT_SHOWN
        for file in package.rglob("*.py")
        if "migrations" not in file.parts
    )


def pages_code() -> list[Path]:
    """Return the modules whose texts end up on a page."""
    return [
        file
        for file in python_files()
        if not any(folder in name_of(file) for folder in FOR_TERMINALS)
    ]


def template_files() -> list[Path]:
    """Return the templates of pages and of mails."""
    return sorted(file for file in TEMPLATES.rglob("*") if file.is_file())


def name_of(file: Path) -> str:
    """Return the path of a file as messages show it."""
    return str(file.relative_to(ROOT))
