"""Mappings of the shop's keys, batches as channel-app drives them, and reports of what failed."""

import pytest

from tests.compat.goods import order

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("goods")]


def test_a_mapping_is_created_found_by_both_keys_and_changed(shop):
    outcome = shop.run(
        "mapping", "actions", object_id=shop.product.pk, version_date="2026-11-20T09:00:00Z"
    )

    pk = outcome["created"]["pk"]
    assert outcome["created"]["content_type"]["model"] == "product"
    assert outcome["created"]["remote_id"] == "SKU-7"
    assert outcome["found"] == [[pk], [pk], [pk], [pk], [pk], []]
    assert [(action["pk"], action["remote_id"]) for action in outcome["changed"]] == [(pk, "SKU-8")]


BATCHES = {
    "all states": (["commit", "sent_to_remote", "ongoing", "done"], "done"),
    "failed at once": (["fail"], "fail"),
    "failed after the commit": (["commit", "fail"], "fail"),
    "committed again": (["commit", "commit", "done"], "done"),
    "failed at the shop": (["commit", "sent_to_remote", "fail"], "fail"),
}


@pytest.mark.parametrize(("states", "end"), BATCHES.values(), ids=BATCHES)
def test_a_batch_goes_through_the_states_of_channel_app(shop, states, end):
    begun, *answers = shop.run("orders", "drive_batch", steps=[(state, []) for state in states])

    assert (begun["status"], begun["remote_batch_id"]) == ("initialized", "")
    assert [answer["status"] for answer in answers] == states
    assert shop.batches() == [end]


def test_a_batch_of_which_nothing_came_ends_at_once(shop):
    _begun, answer = shop.run("orders", "drive_batch", steps=[("done", [])])

    assert answer["status"] == "done"
    assert shop.batches() == ["done"]


@pytest.mark.parametrize("end", ["done", "fail"])
def test_a_batch_that_has_ended_does_not_begin_again(shop, end):
    steps = [("commit", []), (end, []), ("commit", [])]

    *_others, answer = shop.run("orders", "drive_batch", steps=steps)

    assert answer["status"] == 406
    # What channel-app looks for.
    assert "batch_request_status_100_1" in answer["answer"]
    assert shop.batches() == [end]


def test_a_report_is_kept(shop):
    shop.run(
        "mapping",
        "report",
        modified_date="2026-11-23 18:00:00",
        error_code="B-1-Channel-GetOrders",
        error_description="GetOrders",
        raw_request="GET - https://shop.example/orders - None",
        raw_response="no",
    )

    (report,) = shop.reports(error_code="B-1-Channel-GetOrders")
    assert (report["raw_response"], report["is_ok"]) == ("no", False)
    assert report["action_content_type"] == "batchrequest"


def test_every_run_of_channel_app_is_reported(shop):
    shop.run("orders", "take_in", orders=[order("T-1")])

    (report,) = shop.reports(is_ok=True)
    assert report["error_code"].endswith("-Channel-GetOrders_T-1")
