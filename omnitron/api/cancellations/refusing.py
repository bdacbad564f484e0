"""What speaks against a plan or a request, under the fields of whoever asked for it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cancellations.planning.objections import About, Refused
from omnitron.core.errors import FieldsRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cancellations.planning.objections import Objection

_NO_FIELD = "non_field_errors"


@contextmanager
def under_fields(names: Mapping[About, str], *, of_item: str) -> Iterator[None]:
    """Raise `FieldsRefused` for `Refused`: what is about an item as a whole stands at `of_item`."""
    try:
        yield
    except Refused as refused:
        fields: dict[str, list[str]] = {}
        for objection in refused.objections:
            fields.setdefault(_field(objection, names, of_item), []).append(objection.text)
        raise FieldsRefused(fields, code="refused") from refused


def _field(objection: Objection, names: Mapping[About, str], of_item: str) -> str:
    if objection.about in names:
        return names[objection.about]
    return of_item if objection.item_id is not None else _NO_FIELD
