import pytest

from omnitron.core import env

SEE = "see docs/operations.md."


@pytest.mark.parametrize(
    ("value", "read", "sentence"),
    [
        ("", lambda: env.required("X"), f"X is not set: {SEE}"),
        ("", lambda: env.address("X", ("redis",)), f"X is not set: {SEE}"),
        (
            "http://secret@host/",
            lambda: env.address("X", ("redis", "rediss")),
            f"X must be an address that begins with redis://, {SEE}",
        ),
        (
            "redis://secret@host:port/",
            lambda: env.address("X", ("redis",)),
            f"X must be an address that begins with redis://, {SEE}",
        ),
        (
            "many",
            lambda: env.whole_number("X", 1),
            f"X must be a whole number, not “many”: {SEE}",
        ),
        (
            "home",
            lambda: env.choice("X", ("production", "demo")),
            f"X must be one of production, demo, not “home”: {SEE}",
        ),
    ],
)
def test_a_bad_value_ends_the_program_with_one_sentence(monkeypatch, value, read, sentence):
    monkeypatch.setenv("X", value)

    with pytest.raises(SystemExit) as ending:
        read()

    assert ending.value.code == sentence


@pytest.mark.parametrize(
    ("value", "read", "result"),
    [
        ("", lambda: env.text("X", "console:"), "console:"),
        ("smtp:", lambda: env.text("X", "console:"), "smtp:"),
        ("", lambda: env.whole_number("X", 8), 8),
        ("4", lambda: env.whole_number("X", 8), 4),
        ("", lambda: env.choice("X", ("production", "demo")), "production"),
        ("demo", lambda: env.choice("X", ("production", "demo")), "demo"),
        (" a, b,", lambda: env.words("X"), ["a", "b"]),
        ("", lambda: env.words("X", "a"), ["a"]),
        (
            "postgresql://u:p@/name?host=/run",
            lambda: env.address("X", ("postgresql",)),
            "postgresql://u:p@/name?host=/run",
        ),
    ],
)
def test_a_value_is_read_as_its_type_and_an_empty_one_is_the_default(
    monkeypatch, value, read, result
):
    monkeypatch.setenv("X", value)

    assert read() == result


def test_a_number_of_calls_below_one_is_refused(monkeypatch):
    monkeypatch.setenv("CALLS", "0")

    with pytest.raises(SystemExit, match="CALLS must be at least 1, not 0"):
        env.positive("CALLS", 4)


def test_a_duration_that_is_not_longer_than_another_ends_the_program(monkeypatch):
    monkeypatch.setenv("LEASE", "10")
    with pytest.raises(SystemExit, match="LEASE must be more than 10 seconds, not 10"):
        env.longer_than("LEASE", 30, 10)


def test_a_duration_that_is_longer_than_another_counts(monkeypatch):
    monkeypatch.setenv("LEASE", "11")
    assert env.longer_than("LEASE", 30, 10) == 11
