"""The environment variables that the product reads, found in its code."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from omnitron.core import env

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (
    "omnitron",
    "geography",
    "catalog",
    "orders",
    "payments",
    "cancellations",
    "exports",
    "bulk_updates",
    "performance",
    "webhooks",
    "docker",
)
READERS = {name for name in vars(env) if not name.startswith("_")}
# What every program has.
OF_THE_SYSTEM = {"DJANGO_SETTINGS_MODULE", "PATH"}


@cache
def variables_read() -> dict[str, str]:
    """Each variable that the code reads, with the default where a reader has one."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        for file in (ROOT / folder).rglob("*.py"):
            for name, default in _read_in(file):
                found[name] = found.get(name) or default
    return {name: default for name, default in found.items() if name not in OF_THE_SYSTEM}


def _read_in(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text())):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="env"), attr=reader),
                args=[ast.Constant(value=str(name)), *others],
            ) if reader in READERS:
                yield name, _default(reader, others)
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute(attr="environ"), attr="get"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name, ""
            case ast.Subscript(
                value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))
            ):
                yield name, ""


def _default(reader: str, others: list[ast.expr]) -> str:
    match others:
        case [ast.Tuple(elts=[ast.Constant(value=first), *_])] if reader == "choice":
            return str(first)
        case [ast.Constant(value=default), *_]:
            return str(default)
    return ""
