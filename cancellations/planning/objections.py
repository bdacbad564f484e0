"""What speaks against a wish."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from omnitron.core.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence


class About(StrEnum):
    """The part of a wish that an objection is about, where it is a single one."""

    WHOLE = ""
    REASON = "reason"
    QUANTITY = "quantity"
    AMOUNT = "amount"
    NOTE = "note"
    REST = "rest"
    IBAN = "iban"
    HOLDER = "holder_name"
    SPLIT = "split"


@dataclass(frozen=True)
class Objection:
    """One reason against a wish; it is about an item, or about the whole."""

    text: str
    item_id: int | None = None
    about: About = About.WHOLE


class Refused(Refusal):
    """A wish that cannot be; its text is the first objection."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(objections[0].text)
        self.objections = tuple(objections)
