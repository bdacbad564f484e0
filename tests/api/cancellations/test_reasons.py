"""Reasons as clients read them and set them up."""

import pytest

from cancellations.models import CancellationReason
from omnitron.accounts.models import AuditEntry
from tests.api.clients import client_of
from tests.factories import CancellationReasonFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/cancellation_reasons/"
VALUES = {"subject": "Wrong size", "cancellation_type": "refund"}


@pytest.fixture
def admin(channel):
    return client_of(UserFactory(role="Admin", channels=[channel]))


def found(api, query="", url=LIST):
    return [row["pk"] for row in api.get(f"{url}?{query}").json()["results"]]


def test_a_reason_is_shown(api):
    reason = CancellationReasonFactory(subject="Other", order=3, extra_information_needed=True)

    assert api.get(f"{LIST}{reason.pk}/").json() == {
        "pk": reason.pk,
        "id": reason.pk,
        "subject": "Other",
        "cancellation_type": "cancel",
        "extra_information_needed": True,
        "order": 3,
        "is_active": True,
    }


def test_they_are_the_same_in_every_channel(api, channel):
    CancellationReason.objects.all().delete()
    one = CancellationReasonFactory(subject="A")
    two = CancellationReasonFactory(subject="B", cancellation_type="refund", is_active=False)
    inside = f"/api/v1/channel/{channel.pk}/cancellation_reasons/"

    assert found(api, url=inside) == found(api) == [one.pk, two.pk]
    assert found(api, "cancellation_type=refund") == [two.pk]
    assert found(api, "is_active=true") == [one.pk]
    assert found(api, "subject=B") == [two.pk]
    assert found(api, f"pk__in={two.pk}") == [two.pk]


def test_whoever_may_look_orders_up_reads_them_and_nobody_else(channel):
    reason = CancellationReasonFactory()
    support = client_of(UserFactory(role="Support", channels=[channel]))
    seller = client_of(UserFactory(role="Seller", channels=[channel]))

    assert support.get(f"{LIST}{reason.pk}/").status_code == 200
    assert seller.get(f"{LIST}{reason.pk}/").status_code == 404
    assert found(seller) == []


def test_a_reason_is_added_at_the_end_of_its_type(admin):
    last = CancellationReasonFactory(cancellation_type="refund", order=900)

    answer = admin.post(LIST, {**VALUES, "remote_id": 1})

    reason = CancellationReason.objects.get(subject="Wrong size")
    assert answer.status_code == 201
    assert answer.json() == {
        **VALUES,
        "pk": reason.pk,
        "id": reason.pk,
        "extra_information_needed": False,
        "order": last.order + 1,
        "is_active": True,
    }
    assert reason.sources == frozenset({"operator", "mpo", "seller", "customer_request"})
    assert AuditEntry.objects.filter(actor=admin.user).count() == 1


def test_a_reason_may_be_added_for_later(admin):
    answer = admin.post(LIST, {**VALUES, "is_active": False, "order": 0})

    assert (answer.json()["is_active"], answer.json()["order"]) == (False, 0)


def test_only_what_is_given_is_changed(admin):
    reason = CancellationReasonFactory(
        subject="Old", order=5, extra_information_needed=True, sources=frozenset({"seller"})
    )

    answer = admin.patch(f"{LIST}{reason.pk}/", {"subject": "New"})

    assert answer.json()["subject"] == "New"
    reason.refresh_from_db()
    assert (reason.subject, reason.order, reason.extra_information_needed) == ("New", 5, True)
    assert reason.sources == frozenset({"seller"})
    assert admin.patch(f"{LIST}{reason.pk}/", {"is_active": False}).json()["is_active"] is False


def test_a_reason_keeps_its_type(admin):
    reason = CancellationReasonFactory()

    same = admin.patch(f"{LIST}{reason.pk}/", {"cancellation_type": "cancel"})
    other = admin.patch(f"{LIST}{reason.pk}/", {"cancellation_type": "refund", "subject": "X"})

    assert same.status_code == 200
    assert other.json()["cancellation_type"] == [
        "A reason keeps its type: add another one, and deactivate this one."
    ]
    reason.refresh_from_db()
    assert (reason.cancellation_type, reason.subject != "X") == ("cancel", True)


def test_the_same_words_are_used_once_for_a_type(admin):
    twin = CancellationReasonFactory(**VALUES)
    other = CancellationReasonFactory(cancellation_type="refund")

    added = admin.post(LIST, VALUES)
    changed = admin.patch(f"{LIST}{other.pk}/", {"subject": twin.subject})

    for answer in (added, changed):
        assert answer.status_code == 400
        assert answer.json()["subject"] == ["“Wrong size” is in the list of this type already."]
    assert admin.post(LIST, {**VALUES, "cancellation_type": "cancel"}).status_code == 201


def test_whoever_may_not_set_them_up_changes_nothing(api):
    reason = CancellationReasonFactory(subject="Old")

    assert api.post(LIST, VALUES).status_code == 403
    assert api.patch(f"{LIST}{reason.pk}/", {"subject": "New"}).status_code == 403
    reason.refresh_from_db()
    assert reason.subject == "Old"
    assert not CancellationReason.objects.filter(subject="Wrong size").exists()


@pytest.mark.parametrize("odd", [None, True, 1.5, -1, 2**63, "", " ", "x" * 101, [], {}, [1]])
def test_no_odd_value_is_an_error_of_ours(admin, odd):
    reason = CancellationReasonFactory()

    for field in ("subject", "cancellation_type", "extra_information_needed", "order", "is_active"):
        assert admin.post(LIST, {**VALUES, field: odd}).status_code in (201, 400), field
        CancellationReason.objects.filter(subject="Wrong size").delete()
        assert admin.patch(f"{LIST}{reason.pk}/", {field: odd}).status_code in (200, 400), field
    assert admin.post(LIST, odd).status_code == 400


def test_a_reason_that_is_not_there_is_not_found(admin):
    for key in ("0", "x", str(2**70)):
        assert admin.patch(f"{LIST}{key}/", {"subject": "New"}).status_code == 404
