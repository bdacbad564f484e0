"""A refund that takes over another one's reservation is as old as the first of them."""

import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Last: nothing of it goes into the history, and no trigger of it keeps the index waiting.
FILL = """
    WITH RECURSIVE chain AS (
        SELECT id, created_at FROM payments_refund WHERE replaces_id IS NULL
        UNION ALL
        SELECT successor.id, chain.created_at
        FROM payments_refund AS successor JOIN chain ON successor.replaces_id = chain.id
    )
    UPDATE payments_refund AS refund SET waiting_since = chain.created_at
    FROM chain WHERE refund.id = chain.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0019_no_refund_leaves_without_a_plan'),
    ]

    operations = [
        migrations.AddField(
            model_name='refund',
            name='waiting_since',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now),
        ),
        migrations.RemoveIndex(
            model_name='refund',
            name='refund_at_the_desk',
        ),
        migrations.AddIndex(
            model_name='refund',
            index=models.Index(condition=models.Q(('status__in', ('needed', 'unknown'))), fields=['waiting_since', 'id'], name='refund_at_the_desk'),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='refund',
            name='update_update',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."checks" IS DISTINCT FROM (NEW."checks") OR OLD."claimed_at" IS DISTINCT FROM (NEW."claimed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."failure_code" IS DISTINCT FROM (NEW."failure_code") OR OLD."failure_text" IS DISTINCT FROM (NEW."failure_text") OR OLD."first_sent_at" IS DISTINCT FROM (NEW."first_sent_at") OR OLD."gateway" IS DISTINCT FROM (NEW."gateway") OR OLD."gateway_reference" IS DISTINCT FROM (NEW."gateway_reference") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."last_sent_at" IS DISTINCT FROM (NEW."last_sent_at") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."next_check_at" IS DISTINCT FROM (NEW."next_check_at") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."reversed_at" IS DISTINCT FROM (NEW."reversed_at") OR OLD."settled_at" IS DISTINCT FROM (NEW."settled_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."transaction_id" IS DISTINCT FROM (NEW."transaction_id"))', func='INSERT INTO "payments_refundhistory" ("amount", "checks", "claimed_at", "created_at", "failure_code", "failure_text", "first_sent_at", "gateway", "gateway_reference", "id", "key", "last_sent_at", "method", "next_check_at", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "reversed_at", "settled_at", "status", "transaction_id") VALUES (OLD."amount", OLD."checks", OLD."claimed_at", OLD."created_at", OLD."failure_code", OLD."failure_text", OLD."first_sent_at", OLD."gateway", OLD."gateway_reference", OLD."id", OLD."key", OLD."last_sent_at", OLD."method", OLD."next_check_at", OLD."order_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."replaces_id", OLD."reversed_at", OLD."settled_at", OLD."status", OLD."transaction_id"); RETURN NULL;', hash='68b746d02b605163154155cd068d2b34567ad970', operation='UPDATE', pgid='pgtrigger_update_update_1c17b', table='payments_refund', when='AFTER')),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
