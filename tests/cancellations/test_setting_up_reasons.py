"""Setting up reasons: what is saved, logged and refused."""

import pytest
from django.core.exceptions import ValidationError

from cancellations.models import CancellationReason
from cancellations.services import setting_up_reasons
from omnitron.accounts import audit
from omnitron.accounts.models import AuditEntry
from omnitron.core.errors import NotFound, Refusal
from tests.factories import CancellationReasonFactory, UserFactory

pytestmark = pytest.mark.django_db

EVERYBODY = frozenset({"operator", "mpo", "seller", "customer_request"})
VALUES = {
    "subject": "Ordered by mistake",
    "extra_information_needed": False,
    "order": 5,
    "sources": EVERYBODY,
}


@pytest.fixture
def admin():
    return UserFactory(role="Admin")


def create(actor, **values):
    given = {"cancellation_type": "cancel", **VALUES, **values}
    return setting_up_reasons.create_reason(actor=actor, **given)


def change(actor, reason, opened=None, **values):
    now = {name: getattr(reason, name) for name in VALUES}
    return setting_up_reasons.change_reason(
        actor=actor, pk=reason.pk, opened=opened or now, **{**now, **values}
    )


def history_of(subject):
    return [(entry.action, entry.changes) for entry in audit.entries_about(subject)]


def refusal_of(call, *args, **values):
    with pytest.raises(ValidationError) as refusal:
        call(*args, **values)
    return refusal.value.message_dict


def test_a_new_reason_is_saved_and_logged(admin):
    reason = create(admin, sources=frozenset({"seller", "mpo"}))

    saved = CancellationReason.objects.get()
    assert saved == reason
    assert (saved.cancellation_type, saved.subject, saved.order) == (
        "cancel",
        "Ordered by mistake",
        5,
    )
    assert saved.sources == frozenset({"mpo", "seller"})
    assert audit.entries_about(reason).get().actor == admin
    assert history_of(reason) == [
        (
            AuditEntry.Action.CREATED,
            {
                "cancellation_type": [None, "cancel"],
                "subject": [None, "Ordered by mistake"],
                "extra_information_needed": [None, False],
                "order": [None, 5],
                "sources": [[], ["mpo", "seller"]],
            },
        )
    ]


def test_without_a_place_a_reason_stands_at_the_end_of_its_type(admin):
    CancellationReasonFactory(order=7)
    CancellationReasonFactory(order=40, cancellation_type="refund")

    assert create(admin, order=None).order == 8


def test_without_a_place_a_reason_finds_one_even_after_the_last(admin):
    CancellationReasonFactory(order=32767)

    assert create(admin, order=None).order == 32767


@pytest.mark.parametrize(
    ("is_active", "told"),
    [
        (True, "“Other” is in the list of this type already."),
        (False, "“Other” is in the list of this type already, inactive: activate it."),
    ],
)
def test_a_second_reason_of_the_same_words_is_refused_in_one_sentence(admin, is_active, told):
    CancellationReasonFactory(subject="Other", is_active=is_active)
    reason = CancellationReasonFactory(subject="Else")

    assert refusal_of(create, admin, subject="Other") == {"subject": [told]}
    assert refusal_of(change, admin, reason, subject="Other") == {"subject": [told]}
    assert CancellationReason.objects.filter(subject="Other").count() == 1
    assert not AuditEntry.objects.exists()


def test_both_types_may_have_a_reason_of_the_same_words(admin):
    CancellationReasonFactory(subject="Other", cancellation_type="refund")

    assert create(admin, subject="Other").cancellation_type == "cancel"


def test_a_reason_that_nobody_may_use_is_refused(admin):
    told = ["Tick who may use it. To offer it to nobody, deactivate it."]

    assert refusal_of(create, admin, sources=frozenset()) == {"sources": told}
    assert not CancellationReason.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"cancellation_type": "exchange"}, "cancellation_type"),
        ({"sources": frozenset({"api"})}, "sources"),
        ({"subject": ""}, "subject"),
        ({"subject": "x" * 101}, "subject"),
        ({"order": 32768}, "order"),
        ({"order": -1}, "order"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(admin, values, field):
    assert list(refusal_of(create, admin, **values)) == [field]


def test_only_what_was_changed_is_logged(admin):
    reason = CancellationReasonFactory(subject="Other")

    change(admin, reason, sources=EVERYBODY - {"customer_request"}, order=reason.order)

    reason.refresh_from_db()
    assert reason.sources == frozenset({"operator", "mpo", "seller"})
    assert history_of(reason) == [
        (AuditEntry.Action.CHANGED, {"sources": [["customer_request"], []]})
    ]


def test_what_two_people_change_about_who_may_use_it_comes_together(admin):
    reason = CancellationReasonFactory()
    opened = {name: getattr(reason, name) for name in VALUES}
    CancellationReason.objects.update(sources=EVERYBODY - {"mpo"})

    change(admin, reason, opened=opened, sources=EVERYBODY - {"seller"})

    reason.refresh_from_db()
    assert reason.sources == frozenset({"operator", "customer_request"})


def test_a_reason_is_deactivated_and_activated(admin):
    reason = CancellationReasonFactory()

    for active in (False, False, True):
        setting_up_reasons.set_active(actor=admin, pk=reason.pk, active=active)

    reason.refresh_from_db()
    assert reason.is_active
    assert history_of(reason) == [
        (AuditEntry.Action.CHANGED, {"is_active": [False, True]}),
        (AuditEntry.Action.CHANGED, {"is_active": [True, False]}),
    ]


def test_a_reason_that_is_none_is_not_found(admin):
    with pytest.raises(NotFound, match=r"^There is no such reason here\.$"):
        setting_up_reasons.set_active(actor=admin, pk=1, active=False)


def test_reasons_are_set_up_with_the_permission_alone():
    actor = UserFactory(role="Finance")
    reason = CancellationReasonFactory()
    needed = (
        "^This needs “Set up reasons for cancellation and return”, which you do not have."
        " Ask an administrator.$"
    )

    with pytest.raises(Refusal, match=needed):
        create(actor)
    with pytest.raises(Refusal, match=needed):
        change(actor, reason, subject="Else")
    with pytest.raises(Refusal, match=needed):
        setting_up_reasons.set_active(actor=actor, pk=reason.pk, active=False)

    before = (reason.subject, True)
    assert list(CancellationReason.objects.values_list("subject", "is_active")) == [before]
