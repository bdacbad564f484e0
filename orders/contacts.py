"""E-mail addresses and phone numbers, as somebody types them and as they are kept."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from phonenumbers import NumberParseException, PhoneNumberFormat

from omnitron.core.errors import Refusal

# A name without its ending that stands for one domain only.
_WELL_KNOWN = {
    "gmail": "gmail.com",
    "hotmail": "hotmail.com",
    "icloud": "icloud.com",
    "outlook": "outlook.com",
}
_MAX_PHONE = 64


def check_email(value: str, *, before: str = "") -> None:
    """Raise `Refusal` for what is no e-mail address; `before` may show what was meant."""
    name, at, domain = value.rpartition("@")
    if not at or not name:
        raise Refusal(
            _("“%(value)s” is no e-mail address: it needs a name, an @ and a domain.")
            % {"value": value}
        )
    if "." not in domain.strip("."):
        raise Refusal(_no_domain(domain, before.rpartition("@")[2]))
    try:
        validate_email(value)
    except ValidationError:
        raise Refusal(
            _("“%(value)s” is no e-mail address: look for a character that does not belong there.")
            % {"value": value}
        ) from None


def _no_domain(domain: str, before: str) -> str:
    sentence = _("“%(domain)s” is not a domain.") % {"domain": domain}
    meant = _WELL_KNOWN.get(domain.lower(), "")
    if domain and before.lower().startswith(f"{domain.lower()}."):
        meant = before
    if meant:
        return sentence + " " + _("Did you mean %(domain)s?") % {"domain": meant}
    return sentence + " " + _("It needs an ending, such as .com.")


def normalise_phone(value: str, *, country: str) -> str:
    """A phone number as it is kept (E.164); without a country code it is one of the country.

    Raises `Refusal` for what is no phone number.
    """
    try:
        number = phonenumbers.parse(value[:_MAX_PHONE], country or None)
    except NumberParseException:
        raise Refusal(_no_phone(value, country)) from None
    if number.extension:
        raise Refusal(
            _("An extension cannot be kept with the number. Write it into a note of the order.")
        )
    if not phonenumbers.is_valid_number(number):
        raise Refusal(_no_phone(value, country))
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _no_phone(value: str, country: str) -> str:
    example = phonenumbers.example_number(country or "GB")
    written = (
        phonenumbers.format_number(example, PhoneNumberFormat.INTERNATIONAL)
        if example
        else "+44 121 234 5678"
    )
    return _(
        "“%(value)s” is no phone number. Write it with its country code, such as %(example)s."
    ) % {"value": value, "example": written}


def readable_phone(value: str) -> str:
    """A kept number with its groups; anything else as it stands."""
    if not re.fullmatch(r"\+\d{4,15}", value):
        return value
    try:
        number = phonenumbers.parse(value)
    except NumberParseException:
        return value
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
