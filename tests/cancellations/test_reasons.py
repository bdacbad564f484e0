"""Reasons: who may give which, and what the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from cancellations.models import CancellationReason
from cancellations.states import PEOPLE, Source
from tests.factories import CancellationReasonFactory

pytestmark = pytest.mark.django_db


def usable(source, cancellation_type="cancel"):
    found = CancellationReason.objects.usable_by(source, cancellation_type)
    return [reason.subject for reason in found]


def test_a_new_reason_is_for_everybody():
    CancellationReasonFactory(subject="Other")

    assert [usable(source) for source in Source] == [["Other"]] * 5


def test_a_reason_is_offered_to_those_who_may_give_it():
    CancellationReasonFactory(subject="Out of stock", sources=frozenset({"seller", "mpo"}))

    found = [source.value for source in PEOPLE if usable(source)]

    assert found == ["mpo", "seller"]


def test_an_api_client_may_give_what_only_customers_may():
    CancellationReasonFactory(subject="Mistake", sources=frozenset({"customer_request"}))

    assert usable(Source.API) == ["Mistake"]


def test_neither_inactive_reasons_nor_those_of_the_other_type_are_offered():
    CancellationReasonFactory(subject="Cancel")
    CancellationReasonFactory(subject="Inactive", is_active=False)
    CancellationReasonFactory(subject="Return", cancellation_type="refund")

    assert usable(Source.OPERATOR) == ["Cancel"]
    assert usable(Source.OPERATOR, "refund") == ["Return"]


def test_reasons_stand_in_their_order_and_then_by_their_words():
    for subject, order in (("B", 2), ("A", 2), ("C", 1)):
        CancellationReasonFactory(subject=subject, order=order)

    assert usable(Source.OPERATOR) == ["C", "A", "B"]


def test_who_may_use_it_comes_back_as_a_set():
    CancellationReasonFactory(sources=["seller", "mpo"])

    assert CancellationReason.objects.get().sources == frozenset({"mpo", "seller"})


@pytest.mark.parametrize(
    "wrong", [{"sources": []}, {"sources": ["api"]}, {"cancellation_type": "exchange"}]
)
def test_the_database_refuses_unknown_types_and_people_and_a_reason_for_nobody(wrong):
    reason = CancellationReasonFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        CancellationReason.objects.filter(pk=reason.pk).update(**wrong)


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        (["operator", "mpo", "seller", "customer_request"], []),
        (["customer_request", "operator"], ["Operator", "Customer"]),
    ],
)
def test_who_may_use_it_is_told_in_words(sources, words):
    assert CancellationReasonFactory(sources=frozenset(sources)).by_whom() == words
