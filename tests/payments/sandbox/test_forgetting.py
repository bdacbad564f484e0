"""A gateway that forgets keys pays again; trials of what must never rely on its memory use it."""


def test_a_key_that_was_forgotten_makes_another_refund(start_sandbox):
    sandbox = start_sandbox("--forget-keys")
    sandbox.register(("pay-1", "50.00", "EUR"))

    for _time in range(2):
        sandbox.refund("11111111-1111-1111-1111-111111111111", "pay-1", "12.50")

    assert [line["amount"] for line in sandbox.ledger()] == ["12.50", "12.50"]
