"""Finding out how the text of a file is encoded."""

from __future__ import annotations

import codecs
import re
from typing import IO, TYPE_CHECKING

from bulk_updates.reading.problems import Problem, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

UTF_8, UTF_16 = "utf-8-sig", "utf-16"
WINDOWS_1254, WINDOWS_1252 = "cp1254", "cp1252"
NAMES = {
    UTF_8: "UTF-8",
    UTF_16: "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    WINDOWS_1254: "Windows-1254",
    WINDOWS_1252: "Windows-1252",
}
CHUNK = 1024 * 1024
SAMPLE = 64 * 1024
_BOMS = ((codecs.BOM_UTF8, UTF_8), (codecs.BOM_UTF16_LE, UTF_16), (codecs.BOM_UTF16_BE, UTF_16))
# Where the two Windows code pages differ: Ğ İ Ş ğ ı ş, or letters of Icelandic.
_TURKISH = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
# Letters of Europe in UTF-8. In a Windows code page they would be Ã, Ä or Å before a sign.
_UTF_8_LETTER = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def find_encoding(file: IO[bytes]) -> str:
    """The name of the encoding of a file that is at its beginning, in which it is left.

    Of Windows-1254 and Windows-1252, which share most letters, the first if it has a letter of
    Turkish that the other does not have. Raises `Unreadable` for what is no text, and for a file
    in which UTF-8 and another encoding meet.
    """
    sample = file.read(SAMPLE)
    file.seek(0)
    for bom, encoding in _BOMS:
        if sample.startswith(bom):
            return encoding
    if b"\0" in sample:
        return _without_bom(sample)
    if _CONTROL.search(sample):
        raise Unreadable(Problem.NO_TEXT)
    try:
        return UTF_8 if _is_utf_8(file) else _windows(file)
    finally:
        file.seek(0)


def _without_bom(sample: bytes) -> str:
    """UTF-16 without its mark: the upper halves of Latin letters are NUL."""
    for first, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        nul, other = sample[first::2].count(0), sample[1 - first :: 2].count(0)
        if not other and nul * 10 >= len(sample[first::2]) * 9:
            return encoding
    if _CONTROL.search(sample):
        raise Unreadable(Problem.NO_TEXT)
    raise Unreadable(Problem.NUL, line=_line_at(sample, sample.index(b"\0")))


def _is_utf_8(file: IO[bytes]) -> bool:
    """Whether all of it is UTF-8. Raises `Unreadable` where its letters end in the middle."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, letters = 0, False
    for chunk in _chunks(file):
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError as error:
            good = error.object[: error.start]
            if letters or not good.isascii():
                line = lines + good.count(b"\n") + 1
                raise Unreadable(Problem.MIXED_ENCODINGS, line=line) from None
            return False
        letters = letters or not text.isascii()
        lines += text.count("\n")
    # What ends in the middle of a letter is none.
    return not decoder.getstate()[0]


def _windows(file: IO[bytes]) -> str:
    file.seek(0)
    turkish, lines, rest = False, 0, b""
    for chunk in _chunks(file):
        text = rest + chunk
        if found := _UTF_8_LETTER.search(text):
            line = lines + _line_at(text, found.start())
            raise Unreadable(Problem.MIXED_ENCODINGS, line=line)
        turkish = turkish or bool(_TURKISH.search(text))
        # A letter of two bytes may begin at the end of a chunk.
        rest = text[-1:]
        lines += text[:-1].count(b"\n")
    return WINDOWS_1254 if turkish else WINDOWS_1252


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _line_at(text: bytes, position: int) -> int:
    return text[:position].count(b"\n") + 1
