"""The environment variables that the product reads, found in its code."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("omnitron", "orders", "payments", "cancellations", "docker")
READERS = {
    f"env.{reader}" for reader in ("required", "text", "address", "whole_number", "words", "choice")
}


def variables_read() -> set[str]:
    """Names that the code reads by a reader of `omnitron.core.env` or from `os.environ`."""
    return {
        name
        for folder in FOLDERS
        for file in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if (name := _read_by(node))
    }


def _read_by(node: ast.AST) -> str:
    match node:
        case ast.Call(func=reader, args=[ast.Constant(value=str(name)), *_]) if ast.unparse(
            reader
        ) in {*READERS, "os.environ.get"}:
            return name
        case ast.Subscript(value=source, slice=ast.Constant(value=str(name))) if (
            ast.unparse(source) == "os.environ"
        ):
            return name
    return ""
