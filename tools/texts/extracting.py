"""The texts that the code and the templates hand to gettext."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_python
from django.utils.translation.template import templatize

from tools.texts.sources import name_of, python_files, template_files

KEYWORDS: Mapping[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def extract_texts() -> Catalog:
    """Return every text with the files that it stands in."""
    texts = Catalog()
    for file in [*python_files(), *template_files()]:
        extractor = "python" if file.suffix == ".py" else extract_template
        with file.open("rb") as source:
            for _line, message, comments, context in extract(extractor, source, KEYWORDS):
                place = (name_of(file), 1)
                texts.add(message, None, [place], auto_comments=comments, context=context)
    return texts


def extract_template(source: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Find the texts of a Django template, in the form that Babel expects of an extractor."""
    code = templatize(source.read().decode())
    # Django turns the tags into calls and leaves them where they stood: an indentation that
    # Python would refuse.
    lines = "\n".join(line.lstrip() for line in code.splitlines())
    return extract_python(BytesIO(lines.encode()), keywords, comment_tags, options)
