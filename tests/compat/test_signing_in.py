"""omnisdk gets in with a name and a password, and stays in with a token."""

import pytest

pytestmark = pytest.mark.long


def logins(newcomer):
    return [answer["status"] for answer in newcomer.server.answers() if answer["method"] == "POST"]


def test_a_client_gets_a_token_which_is_active(newcomer):
    outcome = newcomer.run("signing_in", "log_in")

    assert outcome == {"token": outcome["token"], "active": True}
    assert outcome["token"].startswith("Token ")
    assert newcomer.run("signing_in", "use_token", token=outcome["token"]) == outcome["token"]
    assert logins(newcomer) == [200]


def test_a_wrong_password_is_a_validation_error(newcomer):
    raised = newcomer.raised("signing_in", "log_in", password="wrong")

    assert raised["type"] == "ValidationError"
    assert raised["json"] == {
        "non_field_errors": ["Unable to log in with provided credentials."],
        "code": "invalid",
    }
    assert logins(newcomer) == [400]


def test_whoever_guesses_too_often_is_told_to_wait(newcomer):
    raised = [
        newcomer.raised("signing_in", "log_in", password=f"guess {number}") for number in range(6)
    ]

    assert [exception["type"] for exception in raised] == ["ValidationError"] * 5 + ["ValueError"]
    assert raised[-1]["says"].startswith("Too many requests.")


def test_a_token_that_nobody_gave_out_is_refused(newcomer):
    raised = newcomer.raised("signing_in", "use_token", token="Token nonsense")

    assert (raised["type"], raised["says"]) == ("ValidationError", "Invalid token")


def test_the_client_reads_who_it_is(newcomer):
    assert newcomer.run("signing_in", "active_user")["username"] == newcomer.user.username
