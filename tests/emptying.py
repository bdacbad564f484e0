"""What a test with real transactions leaves behind is taken out; what migrations wrote stays."""

import pgtrigger
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection

from omnitron.accounts.roles import ROLES

LOGS = (
    "accounts.AuditEntry:append_only_truncate",
    "bulk_updates.BulkUpdate:bulk_update_truncate",
    "orders.OrderEvent:append_only_truncate",
    "cancellations.CancellationPlan:plan_truncate",
    "cancellations.CancellationPlanHistory:append_only_truncate",
    "cancellations.CancellationPlanItem:plan_item_truncate",
    "cancellations.CancellationPlanItemHistory:append_only_truncate",
    "cancellations.CancellationRequest:request_truncate",
    "cancellations.PlanRefund:plan_refund_truncate",
    "payments.GatewayNotice:notice_truncate",
    "payments.InternalLedgerEntry:append_only_truncate",
    "payments.ManualRefund:manual_refund_truncate",
    "payments.ManualRefundHistory:append_only_truncate",
    "payments.PaymentTransactionHistory:append_only_truncate",
    "payments.Refund:refund_truncate",
    "payments.RefundAlarm:alarm_truncate",
    "payments.RefundAttempt:append_only_truncate",
    "payments.RefundHistory:append_only_truncate",
    "webhooks.Webhook:webhook_truncate",
)
KEPT = (
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
    "geography.Country",
    # A query over all histories, without a table.
    "pghistory.Events",
    "pghistory.MiddlewareEvents",
)


def empty_tables():
    """Empty every table that has rows, and spare those which no test writes.

    Django's own flush empties all tables, full or not, and lets every app write its permissions
    again: a second for each test.
    """
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in KEPT
    ]
    with connection.cursor() as cursor, pgtrigger.ignore(*LOGS):
        full = _with_rows(cursor, {model._meta.db_table for model in models if model._meta.managed})
        if full:
            cursor.execute(f"TRUNCATE {', '.join(full)} RESTART IDENTITY CASCADE")
    Group.objects.exclude(name__in=ROLES).delete()


def _with_rows(cursor, tables):
    each = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in sorted(tables))
    cursor.execute(" UNION ALL ".join(each))
    return [table for (table,) in cursor.fetchall()]
