"""Filters that several lists share; a value that no column can hold is told of, never asked for."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend

from omnitron.api.base.fields import FIRST_YEAR, LAST_YEAR
from omnitron.core.keyset import MAX_PK
from orders.status_names import UnknownStatus, status_named

MOST_KEYS = 500


class KeyFilter(django_filters.NumberFilter):
    """Rows by the key of something."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=MAX_PK, **kwargs)

    def get_max_validator(self) -> None:
        """The field has its own."""


class _AmongFilter(django_filters.Filter):
    def filter(self, qs: Any, value: list[Any] | None) -> Any:
        """Rows with one of the values; with none of them, none."""
        return qs if value is None else qs.filter(**{f"{self.field_name}__in": value})


class _KeysField(forms.CharField):
    def clean(self, value: Any) -> list[int] | None:
        text = super().clean(value)
        if not text:
            return None
        keys = [key.strip() for key in text.split(",") if key.strip()]
        if len(keys) > MOST_KEYS or not all(key.isascii() and key.isdecimal() for key in keys):
            told = _("Give up to %(most)s keys, divided by commas.")
            raise ValidationError(told % {"most": MOST_KEYS})
        return [int(key) for key in keys if len(key) < 20 and int(key) <= MAX_PK]


class KeysFilter(_AmongFilter):
    """Rows by several keys, divided by commas."""

    field_class = _KeysField


class _TextsField(forms.CharField):
    def clean(self, value: Any) -> list[str] | None:
        text = super().clean(value)
        texts = [part.strip() for part in text.split(",") if part.strip()] if text else []
        if len(texts) > MOST_KEYS:
            raise ValidationError(
                _("Give up to %(most)s, divided by commas.") % {"most": MOST_KEYS}
            )
        return texts if text else None


class TextsFilter(_AmongFilter):
    """Rows by several texts, divided by commas."""

    field_class = _TextsField


class _StatusesField(forms.CharField):
    def clean(self, value: Any) -> list[int] | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return [int(status_named(name)) for name in text.split(",") if name.strip()]
        except UnknownStatus as refusal:
            raise ValidationError(str(refusal)) from None


class StatusFilter(_AmongFilter):
    """Rows by one status or several, by code or name."""

    field_class = _StatusesField


class _BooleanField(forms.CharField):
    KNOWN = {"true": True, "1": True, "false": False, "0": False}

    def clean(self, value: Any) -> bool | None:
        text = super().clean(value).lower()
        if text and text not in self.KNOWN:
            raise ValidationError(_("Say true or false."))
        return self.KNOWN.get(text)


class YesNoFilter(django_filters.Filter):
    """Rows by yes or no: true, false, 1 or 0, in any letters."""

    field_class = _BooleanField

    def filter(self, qs: Any, value: bool | None) -> Any:
        """Those of which it is so."""
        return qs if value is None else qs.filter(**{self.field_name: value})


class _MomentField(django_filters.fields.IsoDateTimeField):
    def clean(self, value: Any) -> Any:
        moment = super().clean(value)
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            told = _("Give a moment between the years %(first)s and %(last)s.")
            raise ValidationError(told % {"first": FIRST_YEAR, "last": LAST_YEAR})
        return moment


class MomentFilter(django_filters.IsoDateTimeFilter):
    """Rows by a moment, in ISO 8601."""

    field_class = _MomentField


class Backend(DjangoFilterBackend):
    """Puts what is wrong with a filter into the form of every other error."""

    raise_exception = True
