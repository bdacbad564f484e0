"""Finds sentences and labels in Python code that no translation can reach."""

import ast
import re

from tools.texts.extracting import KEYWORDS
from tools.texts.words import is_bare

# Words, the first of them capitalised; SQL, formats and keys look different. A value that is put
# in stands as …
SENTENCE = re.compile(r"^\W*([A-Z][a-z]+[,:]?|… [a-z]+) (… )?\S*[a-z]")
LABELS = {"help_text", "label", "placeholder", "title", "verbose_name", "verbose_name_plural"}
# Read by whoever runs the machine, or scraped by one.
TECHNICAL = re.compile(
    r"(?<!Validation)Error$|^(ImproperlyConfigured|SystemExit|CannotRun|Histogram|Counter|Gauge"
    r"|OutcomeUnknown|BadSignature|UnknownGateway|UnreadableNotice)$"
)
TECHNICAL_MODULES = {"logger", "logging", "sys", "warnings"}


def bare_texts(source: str) -> list[tuple[int, str]]:
    """Return the line and the text of everything in a module that gettext does not see."""
    visitor = _Visitor()
    visitor.visit(ast.parse(source))
    return sorted(visitor.found)


class _Visitor(ast.NodeVisitor):
    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []

    def visit_Call(self, node: ast.Call) -> None:
        if _is_for_gettext(node) or _is_technical(node):
            return
        for keyword in node.keywords:
            if keyword.arg in LABELS:
                self._judge(keyword.value, any_text=True)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if any(ast.unparse(base).endswith("Choices") for base in node.bases):
            for member in node.body:
                if isinstance(member, ast.Assign) and isinstance(member.value, ast.Tuple):
                    self._judge(member.value.elts[-1], any_text=True)
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        # A string that stands alone is a docstring.
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        # A key is for the machine, whatever it looks like.
        if isinstance(node.slice, ast.Constant):
            self.visit(node.value)
        else:
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        self._judge(node, any_text=False)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._judge(node, any_text=False)

    def _judge(self, node: ast.expr, *, any_text: bool) -> None:
        text = _text_of(node)
        if not is_bare(text):
            return
        if any_text or SENTENCE.match(text):
            entry = (node.lineno, text)
            if entry not in self.found:
                self.found.append(entry)


def _text_of(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text_of(part) or "…" for part in node.values)
    return ""


def _is_for_gettext(node: ast.Call) -> bool:
    return ast.unparse(node.func).rpartition(".")[2] in KEYWORDS


def _is_technical(node: ast.Call) -> bool:
    first, _dot, _rest = ast.unparse(node.func).partition(".")
    return bool(TECHNICAL.search(first)) or first in TECHNICAL_MODULES
