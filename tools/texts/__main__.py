"""`check` names every text that gettext does not see; `refresh` rewrites the catalogues."""

import argparse
import sys
from collections.abc import Iterator

from tools.texts import bare_code, bare_templates
from tools.texts.catalogues import catalogue_files, problems, refresh
from tools.texts.extracting import extract_texts
from tools.texts.sources import name_of, pages_code, template_files


def check() -> Iterator[str]:
    """Yield a line for each text that stands in a page without a way to translate it."""
    for files, find in (
        (pages_code(), bare_code.bare_texts),
        (template_files(), bare_templates.bare_texts),
    ):
        for file in files:
            for line, text in find(file.read_text()):
                yield f"{name_of(file)}:{line}: bare text “{text}”: hand it to gettext."


def refresh_all() -> Iterator[str]:
    """Rewrite every catalogue, and yield a line for each text that still lacks a translation."""
    texts = extract_texts()
    for file in catalogue_files():
        refresh(file, texts)
        yield from problems(file, texts)


if __name__ == "__main__":
    actions = {"check": check, "refresh": refresh_all}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=actions)
    sys.exit("\n".join(actions[parser.parse_args().action]()) or None)
