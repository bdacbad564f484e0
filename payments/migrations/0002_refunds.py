import django.db.models.deletion
import orders.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


# What a refund looks up of the payment that it names; a query may not stand in a trigger's WHEN.
PAYMENT = """
CREATE FUNCTION transaction_is_of(payment bigint, of_order bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM payments_paymenttransaction WHERE id = payment AND order_id = of_order);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0007_moves_of_plans'),
        ('payments', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.RunSQL(PAYMENT, "DROP FUNCTION transaction_is_of"),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('method', models.CharField(choices=[('gateway', 'Gateway'), ('internal', 'Internal ledger'), ('manual', 'By hand'), ('external', 'Made at the gateway')], max_length=10)),
                ('gateway', models.CharField(blank=True, max_length=32)),
                ('gateway_reference', models.CharField(blank=True, db_collation='C', max_length=255)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('status', models.CharField(choices=[('reserved', 'Reserved'), ('requested', 'Requested'), ('submitted', 'Submitted'), ('pending', 'Pending at the gateway'), ('unknown', 'Outcome unknown'), ('succeeded', 'Succeeded'), ('declined', 'Declined'), ('reversed', 'Taken back by the gateway'), ('needed', 'To be made by hand'), ('made', 'Made by hand'), ('superseded', 'Superseded'), ('released', 'Released')], default='reserved', max_length=12)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('first_sent_at', models.DateTimeField(blank=True, null=True)),
                ('last_sent_at', models.DateTimeField(blank=True, null=True)),
                ('next_check_at', models.DateTimeField(blank=True, null=True)),
                ('checks', models.PositiveIntegerField(default=0)),
                ('failure_code', models.CharField(blank=True, max_length=64)),
                ('failure_text', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'permissions': [('make_refunds', 'Make refunds by hand, try a gateway again')],
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RefundAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('sent', 'Sent'), ('asked', 'Asked'), ('answered', 'Answered'), ('no_answer', 'No answer'), ('not_known', 'The gateway does not know it'), ('told', 'Told by the gateway')], max_length=10)),
                ('at', models.DateTimeField()),
                ('content', models.JSONField(default=dict)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RefundHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('method', models.CharField(choices=[('gateway', 'Gateway'), ('internal', 'Internal ledger'), ('manual', 'By hand'), ('external', 'Made at the gateway')], max_length=10)),
                ('gateway', models.CharField(blank=True, max_length=32)),
                ('gateway_reference', models.CharField(blank=True, db_collation='C', max_length=255)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('status', models.CharField(choices=[('reserved', 'Reserved'), ('requested', 'Requested'), ('submitted', 'Submitted'), ('pending', 'Pending at the gateway'), ('unknown', 'Outcome unknown'), ('succeeded', 'Succeeded'), ('declined', 'Declined'), ('reversed', 'Taken back by the gateway'), ('needed', 'To be made by hand'), ('made', 'Made by hand'), ('superseded', 'Superseded'), ('released', 'Released')], default='reserved', max_length=12)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('first_sent_at', models.DateTimeField(blank=True, null=True)),
                ('last_sent_at', models.DateTimeField(blank=True, null=True)),
                ('next_check_at', models.DateTimeField(blank=True, null=True)),
                ('checks', models.PositiveIntegerField(default=0)),
                ('failure_code', models.CharField(blank=True, max_length=64)),
                ('failure_text', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransaction',
            trigger=pgtrigger.compiler.Trigger(name='transaction_amounts_begin_at_zero', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.reserved_amount <> 0 OR NEW.refunded_amount <> 0)', func="\nRAISE EXCEPTION '%: what is reserved and refunded follows from refunds and plans alone.',\n    TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'transaction_amounts';\n", hash='8e81e7c03049fadfa5ede6ccb8acd675b3100991', operation='INSERT', pgid='pgtrigger_transaction_amounts_begin_at_zero_69875', table='payments_paymenttransaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransaction',
            trigger=pgtrigger.compiler.Trigger(name='transaction_amounts_by_trigger', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (pg_trigger_depth() = 0 AND (OLD.reserved_amount <> NEW.reserved_amount OR OLD.refunded_amount <> NEW.refunded_amount))', func="\nRAISE EXCEPTION '%: what is reserved and refunded follows from refunds and plans alone.',\n    TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'transaction_amounts';\n", hash='ecb7312663a351b6ff15483c0126ade9b1c91c70', operation='UPDATE OF "reserved_amount", "refunded_amount"', pgid='pgtrigger_transaction_amounts_by_trigger_2d827', table='payments_paymenttransaction', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='refund',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='orders.order'),
        ),
        migrations.AddField(
            model_name='refund',
            name='replaces',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='payments.refund'),
        ),
        migrations.AddField(
            model_name='refund',
            name='transaction',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='payments.paymenttransaction'),
        ),
        migrations.AddField(
            model_name='refundattempt',
            name='refund',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='payments.refund'),
        ),
        migrations.AddField(
            model_name='refundhistory',
            name='order',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orders.order'),
        ),
        migrations.AddField(
            model_name='refundhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='refundhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.refund'),
        ),
        migrations.AddField(
            model_name='refundhistory',
            name='replaces',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.refund'),
        ),
        migrations.AddField(
            model_name='refundhistory',
            name='transaction',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.paymenttransaction'),
        ),
        migrations.AddIndex(
            model_name='refund',
            index=models.Index(condition=models.Q(('next_check_at__isnull', False)), fields=['next_check_at'], name='refund_to_check'),
        ),
        migrations.AddIndex(
            model_name='refund',
            index=models.Index(condition=models.Q(('status', 'needed')), fields=['created_at'], name='refund_by_hand'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='refund_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', ['external', 'gateway', 'internal', 'manual'])), name='refund_method_known'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['declined', 'made', 'needed', 'pending', 'released', 'requested', 'reserved', 'reversed', 'submitted', 'succeeded', 'superseded', 'unknown'])), name='refund_status_known'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('transaction__isnull', False), ('method', 'manual'), _connector='OR'), name='refund_from_a_payment'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'submitted'), _negated=True), models.Q(('claimed_at__isnull', False), ('last_sent_at__isnull', False)), _connector='OR'), name='refund_submitted_was_sent'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.UniqueConstraint(condition=models.Q(('gateway_reference', ''), _negated=True), fields=('gateway', 'gateway_reference'), name='one_refund_per_reference'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_of_payment_of_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((NEW.transaction_id IS NULL OR transaction_is_of(NEW.transaction_id, NEW.order_id)) IS NOT TRUE)', func="\nRAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_of_payment_of_order';\n", hash='f37656e1808e0a4a668fa445acdb56c0a2dfee06', operation='INSERT OR UPDATE OF "order_id", "transaction_id"', pgid='pgtrigger_refund_of_payment_of_order_882d4', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_keeps_its_amount', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.key IS DISTINCT FROM NEW.key OR OLD.order_id IS DISTINCT FROM NEW.order_id OR OLD.transaction_id IS DISTINCT FROM NEW.transaction_id OR OLD.method IS DISTINCT FROM NEW.method OR OLD.gateway IS DISTINCT FROM NEW.gateway OR OLD.amount IS DISTINCT FROM NEW.amount OR OLD.replaces_id IS DISTINCT FROM NEW.replaces_id)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_keeps_its_amount';\n", hash='bc67ba27fb8332df30a629bc8e816223a37ab67b', operation='UPDATE OF "key", "order_id", "transaction_id", "method", "gateway", "amount", "replaces_id"', pgid='pgtrigger_refund_keeps_its_amount_a2bb8', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_starts', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (((NEW.method = 'gateway' AND NEW.status = 'reserved') OR (NEW.method = 'internal' AND NEW.status = 'reserved') OR (NEW.method = 'manual' AND NEW.status = 'needed') OR (NEW.method = 'manual' AND NEW.status = 'reserved') OR (NEW.method = 'external' AND NEW.status = 'reserved')) IS NOT TRUE)", func="\nRAISE EXCEPTION 'A refund does not begin as % %.', NEW.method, NEW.status\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_starts';\n", hash='665083c1cc679302d0801529733ddbcde26408d0', operation='INSERT', pgid='pgtrigger_refund_starts_55440', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.status IS NOT DISTINCT FROM NEW.status OR (NEW.method = 'gateway' AND ((OLD.status = 'pending' AND NEW.status IN ('declined', 'succeeded')) OR (OLD.status = 'requested' AND NEW.status IN ('declined', 'submitted')) OR (OLD.status = 'reserved' AND NEW.status IN ('released', 'requested')) OR (OLD.status = 'submitted' AND NEW.status IN ('declined', 'pending', 'succeeded', 'unknown')) OR (OLD.status = 'succeeded' AND NEW.status IN ('reversed')) OR (OLD.status = 'unknown' AND NEW.status IN ('declined', 'pending', 'requested', 'succeeded')))) OR (NEW.method = 'internal' AND ((OLD.status = 'pending' AND NEW.status IN ('declined', 'succeeded')) OR (OLD.status = 'requested' AND NEW.status IN ('declined', 'submitted')) OR (OLD.status = 'reserved' AND NEW.status IN ('released', 'requested')) OR (OLD.status = 'submitted' AND NEW.status IN ('declined', 'pending', 'succeeded', 'unknown')) OR (OLD.status = 'succeeded' AND NEW.status IN ('reversed')) OR (OLD.status = 'unknown' AND NEW.status IN ('declined', 'pending', 'requested', 'succeeded')))) OR (NEW.method = 'manual' AND ((OLD.status = 'needed' AND NEW.status IN ('made', 'superseded')) OR (OLD.status = 'reserved' AND NEW.status IN ('needed', 'released')))) OR (NEW.method = 'external' AND ((OLD.status = 'reserved' AND NEW.status IN ('succeeded')) OR (OLD.status = 'succeeded' AND NEW.status IN ('reversed'))))) IS NOT TRUE)", func="\nRAISE EXCEPTION '%: row % may not go from % to %.', TG_TABLE_NAME, OLD.id, OLD.status, NEW.status\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_moves';\n", hash='a248dba898ba21afea52768c8458bdfd9079bbca', operation='UPDATE OF "status"', pgid='pgtrigger_refund_moves_25a44', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_reserves', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nUPDATE payments_paymenttransaction\nSET reserved_amount = reserved_amount + CASE WHEN NEW.status IN ('needed', 'pending', 'requested', 'reserved', 'submitted', 'unknown') THEN NEW.amount ELSE 0 END, refunded_amount = refunded_amount + CASE WHEN NEW.status IN ('made', 'succeeded') THEN NEW.amount ELSE 0 END\nWHERE id = NEW.transaction_id;\nRETURN NULL;\n", hash='dba70dc02fb3b9168c56716bc9055e19dcb8952a', operation='INSERT', pgid='pgtrigger_refund_reserves_de964', table='payments_refund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_moves_sums', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((CASE WHEN NEW.status IN ('needed', 'pending', 'requested', 'reserved', 'submitted', 'unknown') THEN NEW.amount ELSE 0 END - CASE WHEN OLD.status IN ('needed', 'pending', 'requested', 'reserved', 'submitted', 'unknown') THEN OLD.amount ELSE 0 END) <> 0 OR (CASE WHEN NEW.status IN ('made', 'succeeded') THEN NEW.amount ELSE 0 END - CASE WHEN OLD.status IN ('made', 'succeeded') THEN OLD.amount ELSE 0 END) <> 0)", func="\nUPDATE payments_paymenttransaction\nSET reserved_amount = reserved_amount + (CASE WHEN NEW.status IN ('needed', 'pending', 'requested', 'reserved', 'submitted', 'unknown') THEN NEW.amount ELSE 0 END - CASE WHEN OLD.status IN ('needed', 'pending', 'requested', 'reserved', 'submitted', 'unknown') THEN OLD.amount ELSE 0 END), refunded_amount = refunded_amount + (CASE WHEN NEW.status IN ('made', 'succeeded') THEN NEW.amount ELSE 0 END - CASE WHEN OLD.status IN ('made', 'succeeded') THEN OLD.amount ELSE 0 END)\nWHERE id = NEW.transaction_id;\nRETURN NULL;\n", hash='8a27291ee160353dd2a0b407662007097f75a7aa', operation='UPDATE OF "status"', pgid='pgtrigger_refund_moves_sums_12436', table='payments_refund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='254db7063db22b77b7fa28af6cf90986ea2f3991', operation='DELETE', pgid='pgtrigger_refund_delete_f8cde', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='da908c4f415833c7801f201f3354b68cb1213def', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_refund_truncate_8b3a0', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "payments_refundhistory" ("amount", "checks", "claimed_at", "created_at", "failure_code", "failure_text", "first_sent_at", "gateway", "gateway_reference", "id", "key", "last_sent_at", "method", "next_check_at", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "settled_at", "status", "transaction_id") VALUES (OLD."amount", OLD."checks", OLD."claimed_at", OLD."created_at", OLD."failure_code", OLD."failure_text", OLD."first_sent_at", OLD."gateway", OLD."gateway_reference", OLD."id", OLD."key", OLD."last_sent_at", OLD."method", OLD."next_check_at", OLD."order_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."replaces_id", OLD."settled_at", OLD."status", OLD."transaction_id"); RETURN NULL;', hash='9e15d9374dfea4cc15d9a96e88387a7e9f61efe8', operation='UPDATE', pgid='pgtrigger_update_update_1c17b', table='payments_refund', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='refundattempt',
            index=models.Index(fields=['refund', 'id'], name='attempt_of_refund'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundattempt',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='524908c0b0abd8ce616aabb7dd89a367e88bc82d', operation='UPDATE', pgid='pgtrigger_append_only_update_6ad9c', table='payments_refundattempt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundattempt',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='0230ff50c235af9d7a46c176780c66a636127711', operation='DELETE', pgid='pgtrigger_append_only_delete_0cf41', table='payments_refundattempt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundattempt',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='70a211cd331fda01adcf7160b8c104cb7ae2497f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_b6909', table='payments_refundattempt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='51ee4076465fcb1678de15fa5efebb0e114d3fbf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c0f68', table='payments_refundhistory', when='BEFORE')),
        ),
    ]
