"""Saving a row that a program sent: checked by field, with the database's word on what is taken."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from omnitron.core.errors import FieldsRefused


def check_values(row: models.Model) -> None:
    """Raise `FieldsRefused` for values that do not fit; rows that it points to were looked up."""
    keys = {field.name for field in row._meta.concrete_fields if field.is_relation}
    try:
        row.full_clean(exclude=keys, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise FieldsRefused(error.message_dict) from None


def save_checked(row: models.Model, *, taken: Mapping[str, tuple[str, str]]) -> None:
    """Save a new or a changed row, in a transaction of the caller.

    `taken` has for each unique constraint the field to tell, and the sentence. Raises
    `FieldsRefused`. Nobody looks before whether a value is taken: of two at once, one would not
    see the other.
    """
    check_values(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        field, sentence = taken.get(broken_constraint(error), ("", ""))
        if not field:
            raise
        raise FieldsRefused({field: [sentence]}, code="unique") from None


def broken_constraint(error: IntegrityError) -> str:
    """The name of the constraint that PostgreSQL refused a row by."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
