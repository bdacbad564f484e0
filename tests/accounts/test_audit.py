import pytest
from django.db import DatabaseError, connection, transaction

from omnitron.accounts import audit
from omnitron.accounts.models import AuditEntry
from tests.factories import ShippingCompanyFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_only_fields_that_differ_are_logged():
    assert audit.changes_between(
        {"name": "Aras", "code": "aras", "groups": frozenset({"Operator", "MPO"})},
        {"name": "Aras Kargo", "code": "aras", "groups": frozenset({"Operator", "Support"})},
    ) == {"name": ["Aras", "Aras Kargo"], "groups": [["MPO"], ["Support"]]}


def test_a_line_keeps_the_name_that_its_subject_had():
    company = ShippingCompanyFactory(name="Aras")
    actor = UserFactory()

    entry = audit.record(
        actor=actor,
        action=AuditEntry.Action.CHANGED,
        subject=company,
        changes={"name": ["Aras", "Aras Kargo"]},
    )

    assert (entry.subject_type, entry.subject_id, entry.subject_name) == (
        "orders.shippingcompany",
        str(company.pk),
        "Aras",
    )
    assert entry.remote_addr is None
    assert list(audit.entries_about(company)) == [entry]
    assert list(audit.entries_about(ShippingCompanyFactory())) == []


def test_who_changed_a_field_last_is_known():
    company = ShippingCompanyFactory()
    for name, field in (("Elif", "name"), ("Can", "code")):
        audit.record(
            actor=UserFactory(username=name.lower(), first_name=name, last_name="Şahin"),
            action=AuditEntry.Action.CHANGED,
            subject=company,
            changes={field: ["a", "b"]},
        )

    assert audit.last_changed_by(company, "name") == "Elif Şahin (elif)"
    assert audit.last_changed_by(company, "is_active") == ""


def test_the_database_refuses_to_edit_or_delete_a_line():
    entry = audit.record(actor=None, action=AuditEntry.Action.SIGN_IN_FAILED)

    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(subject_name="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).delete()


def test_the_database_refuses_to_empty_the_log():
    with pytest.raises(DatabaseError, match="accounts_auditentry"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_auditentry")
