import pytest

from omnitron.core.errors import Refusal
from orders.contacts import check_email, normalise_phone, readable_phone


@pytest.mark.parametrize("value", ["ines@exemplo.com.br", "a+b@c.de"])
def test_an_address_that_could_exist_is_accepted(value):
    check_email(value)


@pytest.mark.parametrize(
    ("value", "before", "sentence"),
    [
        (
            "ines",
            "",
            "“ines” is no e-mail address: it needs a name, an @ and a domain.",
        ),
        (
            "ines@exemplo",
            "ines.p@exemplo.com.br",
            "“exemplo” is not a domain. Did you mean exemplo.com.br?",
        ),
        ("ines@gmail", "", "“gmail” is not a domain. Did you mean gmail.com?"),
        ("ines@exemplo", "", "“exemplo” is not a domain. It needs an ending, such as .com."),
        ("ines@", "i@exemplo.com.br", "“” is not a domain. It needs an ending, such as .com."),
        (
            "in es@exemplo.com",
            "",
            "“in es@exemplo.com” is no e-mail address: "
            "look for a character that does not belong there.",
        ),
    ],
)
def test_a_bad_address_is_refused_with_what_is_wrong(value, before, sentence):
    with pytest.raises(Refusal) as refusal:
        check_email(value, before=before)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("value", "country", "kept"),
    [
        ("+55 31 98840 1276", "TR", "+5531988401276"),
        ("(31) 98840-1276", "BR", "+5531988401276"),
        ("0532 123 45 67", "TR", "+905321234567"),
        ("0049 30 901820", "FR", "+4930901820"),
    ],
)
def test_a_phone_number_is_kept_in_one_form(value, country, kept):
    assert normalise_phone(value, country=country) == kept


@pytest.mark.parametrize(
    ("value", "country", "example"),
    [
        ("0312", "TR", "+90 212 345 67 89"),
        ("call me", "BR", "+55 11 2345-6789"),
        ("98840 1276", "", "+44 121 234 5678"),
        ("9" * 300, "XX", "+44 121 234 5678"),
    ],
)
def test_a_bad_phone_number_is_refused_with_an_example(value, country, example):
    with pytest.raises(Refusal) as refusal:
        normalise_phone(value, country=country)
    assert str(refusal.value) == (
        f"“{value}” is no phone number. Write it with its country code, such as {example}."
    )


def test_an_extension_is_not_lost_in_silence():
    with pytest.raises(Refusal, match="An extension cannot be kept"):
        normalise_phone("+55 31 98840 1276 ext. 12", country="BR")


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("+5531988401276", "+55 31 98840-1276"),
        ("0312 / 55", "0312 / 55"),
        ("+1", "+1"),
        ("", ""),
    ],
)
def test_a_kept_number_is_shown_with_its_groups(kept, shown):
    assert readable_phone(kept) == shown
