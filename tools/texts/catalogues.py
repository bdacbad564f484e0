"""The catalogues that translate the texts of the product."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from tools.texts.sources import ROOT

HEADER = "# Texts of Omnitron in {language}. Refresh with `make refresh`; see docs/development.md."
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?[a-z]\w*")


def catalogue_files() -> list[Path]:
    """Return the catalogue of each language that the product is translated into."""
    return sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))


def read(file: Path) -> Catalog:
    """Read a catalogue."""
    with file.open("rb") as source:
        return read_po(source, locale=file.parents[1].name)


def refresh(file: Path, texts: Catalog) -> None:
    """Bring a catalogue up to date: new texts come without a translation, unused ones leave."""
    catalogue = read(file)
    catalogue.update(texts, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.header_comment = HEADER.format(language=catalogue.locale.english_name)
    catalogue.project, catalogue.version = "Omnitron", "1"
    catalogue.last_translator = catalogue.msgid_bugs_address = ""
    catalogue.revision_date = catalogue.creation_date
    with file.open("wb") as target:
        write_po(
            target,
            catalogue,
            width=99,
            include_lineno=False,
            ignore_obsolete=True,
            sort_by_file=True,
        )


def problems(file: Path, texts: Catalog) -> Iterator[str]:
    """Yield a sentence for each text that a catalogue does not translate as it should."""
    catalogue = read(file)
    language = file.parents[1].name
    for text in texts:
        if not text.id:
            continue
        translated = catalogue.get(text.id, text.context)
        where = f"{language}: “{_shown(text)}” ({text.locations[0][0]})"
        if translated is None or translated.fuzzy or not all(_forms(translated.string)):
            yield f"{where} has no translation."
        elif lost := _lost_placeholders(translated):
            yield f"{where} is translated with other placeholders: {', '.join(sorted(lost))}."
    for leftover in catalogue:
        if leftover.id and texts.get(leftover.id, leftover.context) is None:
            yield f"{language}: “{_shown(leftover)}” is in no file any more."


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Singular and plural, or the one form that there is."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _shown(message: Message) -> str:
    return _forms(message.id)[0]


def _lost_placeholders(message: Message) -> set[str]:
    """What stands in the text but not in a translation, or the other way round.

    Each form of a translation may follow the singular or the plural of its text.
    """
    singular, *plural = (set(PLACEHOLDER.findall(text)) for text in _forms(message.id))
    return {
        placeholder
        for form in _forms(message.string)
        if (used := set(PLACEHOLDER.findall(form))) not in (singular, *plural)
        for placeholder in used ^ (plural or [singular])[-1]
    }
