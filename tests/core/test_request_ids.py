"""Which requests may bring an id of their own."""

import pytest


@pytest.mark.parametrize(("proxies", "is_taken"), [(0, False), (1, True)])
def test_only_a_proxy_of_ours_may_choose_the_id(client, settings, proxies, is_taken):
    settings.TRUSTED_PROXIES = proxies

    answer = client.get("/healthz", headers={"X-Request-ID": "11111111-chosen"})

    assert (answer["X-Request-ID"] == "11111111-chosen") is is_taken
