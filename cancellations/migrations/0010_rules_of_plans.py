import django.db.models.deletion
import orders.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# What triggers look up of plans; a query may not stand in their WHEN.
MAY_HOLD = """
CREATE FUNCTION plan_may_hold(plan bigint, item bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_cancellationplan AS p
    JOIN orders_orderitem AS i ON i.order_id = p.order_id
    WHERE p.id = plan AND i.id = item AND p.plan_type = CASE
        WHEN COALESCE(i.status_before_cancellation, i.status) < 500 THEN 'cancel'
        ELSE 'refund' END);
"""

MAY_SERVE = """
CREATE FUNCTION refund_may_serve(refund bigint, plan bigint, plan_item bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_cancellationplan AS p
    JOIN payments_refund AS r ON r.order_id = p.order_id
    WHERE p.id = plan AND r.id = refund)
AND (plan_item IS NULL OR EXISTS (
    SELECT FROM cancellations_cancellationplanitem AS i
    WHERE i.id = plan_item AND i.plan_id = plan));
"""

HAS_REFUND = """
CREATE FUNCTION plan_has_refund_in(plan bigint, statuses text[]) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_planrefund AS l
    JOIN payments_refund AS r ON r.id = l.refund_id
    WHERE l.plan_id = plan AND r.status = ANY (statuses));
"""

# Until now a plan of either kind did.
OF_EITHER_KIND = """
CREATE FUNCTION plan_is_of_order_of(plan bigint, item bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_cancellationplan AS p
    JOIN orders_orderitem AS i ON i.order_id = p.order_id
    WHERE p.id = plan AND i.id = item);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cancellations', '0009_accounts_told_later'),
        ('orders', '0013_plans_of_the_kind_of_their_items'),
        ('payments', '0015_refund_alarms'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.RunSQL(MAY_HOLD, "DROP FUNCTION plan_may_hold"),
        migrations.RunSQL(MAY_SERVE, "DROP FUNCTION refund_may_serve"),
        migrations.RunSQL(HAS_REFUND, "DROP FUNCTION plan_has_refund_in"),
        migrations.CreateModel(
            name='CancellationPlanItemHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('kept_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('breakdown', models.JSONField(blank=True, default=list)),
                ('outcome', models.CharField(blank=True, choices=[('', 'Open'), ('refunded', 'Refunded'), ('released', 'Released')], default='', max_length=10)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cancellationplan',
            name='plan_keeps_its_amounts',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cancellationplanitem',
            name='plan_item_of_order',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cancellationplanitem',
            name='plan_item_keeps_its_amounts',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_completed_with_its_money', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status <> NEW.status AND NEW.status = 'completed' AND plan_has_refund_in(NEW.id, ARRAY['needed', 'pending', 'requested', 'reserved', 'submitted', 'unknown']))", func="\nRAISE EXCEPTION 'Plan % may not be completed: money of it is still set aside.', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_completed_with_its_money';\n", hash='ed93ed9b5ac62f5958a05acaeab4c1d9dbb197ce', operation='UPDATE OF "status"', pgid='pgtrigger_plan_completed_with_its_money_db269', table='cancellations_cancellationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_fee_given_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.fee_amount > 0)', func="\nPERFORM FROM orders_order WHERE id = NEW.order_id FOR NO KEY UPDATE;\nIF NEW.fee_amount > (\n    SELECT payment_option_fee - (\n        SELECT COALESCE(sum(fee_amount), 0) FROM cancellations_cancellationplan\n        WHERE order_id = NEW.order_id AND status NOT IN ('rejected', 'withdrawn'))\n    FROM orders_order WHERE id = NEW.order_id)\nTHEN\n    RAISE EXCEPTION 'Order %: so much is not left of the payment option''s fee.', NEW.order_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_fee_given_once';\nEND IF;\nRETURN NEW;\n", hash='7bef6f26a31f993d1b1e98b0700808ad07c30cf5', operation='INSERT', pgid='pgtrigger_plan_fee_given_once_09956', table='cancellations_cancellationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_keeps_its_amounts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.order_id IS DISTINCT FROM NEW.order_id OR OLD.plan_type IS DISTINCT FROM NEW.plan_type OR OLD.seller_id IS DISTINCT FROM NEW.seller_id OR OLD.amount IS DISTINCT FROM NEW.amount OR OLD.shipping_amount IS DISTINCT FROM NEW.shipping_amount OR OLD.fee_amount IS DISTINCT FROM NEW.fee_amount OR OLD.rest_amount IS DISTINCT FROM NEW.rest_amount OR OLD.breakdown IS DISTINCT FROM NEW.breakdown OR OLD.key IS DISTINCT FROM NEW.key OR OLD.digest IS DISTINCT FROM NEW.digest)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_keeps_its_amounts';\n", hash='63011b3a3760dd706b0bdbf48b20638aa4086223', operation='UPDATE OF "order_id", "plan_type", "seller_id", "amount", "shipping_amount", "fee_amount", "rest_amount", "breakdown", "key", "digest"', pgid='pgtrigger_plan_keeps_its_amounts_ee8a5', table='cancellations_cancellationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_of_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((plan_may_hold(NEW.plan_id, NEW.item_id)) IS NOT TRUE)', func="\nRAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_of_order';\n", hash='d3d6b183e45ff98270cb2bd0f9240cef50907947', operation='INSERT OR UPDATE OF "plan_id", "item_id"', pgid='pgtrigger_plan_item_of_order_5cbb5', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_keeps_its_amounts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.plan_id IS DISTINCT FROM NEW.plan_id OR OLD.item_id IS DISTINCT FROM NEW.item_id OR OLD.reason_id IS DISTINCT FROM NEW.reason_id OR OLD.amount IS DISTINCT FROM NEW.amount OR OLD.kept_amount IS DISTINCT FROM NEW.kept_amount OR OLD.breakdown IS DISTINCT FROM NEW.breakdown)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_keeps_its_amounts';\n", hash='d0d4ba2443fa9d5f09ca978365c8af26064362a2', operation='UPDATE OF "plan_id", "item_id", "reason_id", "amount", "kept_amount", "breakdown"', pgid='pgtrigger_plan_item_keeps_its_amounts_d6130', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."breakdown" IS DISTINCT FROM (NEW."breakdown") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."kept_amount" IS DISTINCT FROM (NEW."kept_amount") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."reason_id" IS DISTINCT FROM (NEW."reason_id"))', func='INSERT INTO "cancellations_cancellationplanitemhistory" ("amount", "breakdown", "closed_at", "id", "item_id", "kept_amount", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reason_id") VALUES (OLD."amount", OLD."breakdown", OLD."closed_at", OLD."id", OLD."item_id", OLD."kept_amount", OLD."outcome", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."plan_id", OLD."reason_id"); RETURN NULL;', hash='27e607ae16ded5c5f5665f41549acd42d071017a', operation='UPDATE', pgid='pgtrigger_update_update_125e1', table='cancellations_cancellationplanitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planrefund',
            trigger=pgtrigger.compiler.Trigger(name='plan_refund_of_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((refund_may_serve(NEW.refund_id, NEW.plan_id, NEW.plan_item_id)) IS NOT TRUE)', func="\nRAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_refund_of_order';\n", hash='41283cdcf921ae38df68fb0001f80fa6e548bf26', operation='INSERT OR UPDATE OF "refund_id", "plan_id", "plan_item_id"', pgid='pgtrigger_plan_refund_of_order_ca518', table='cancellations_planrefund', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='cancellationplanitemhistory',
            name='item',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orders.orderitem'),
        ),
        migrations.AddField(
            model_name='cancellationplanitemhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='cancellationplanitemhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cancellations.cancellationplanitem'),
        ),
        migrations.AddField(
            model_name='cancellationplanitemhistory',
            name='plan',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cancellations.cancellationplan'),
        ),
        migrations.AddField(
            model_name='cancellationplanitemhistory',
            name='reason',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cancellations.cancellationreason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitemhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='206a095b283c2aa6c97e575991d86c30a8b08023', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d1c59', table='cancellations_cancellationplanitemhistory', when='BEFORE')),
        ),
        migrations.RunSQL("DROP FUNCTION plan_is_of_order_of", OF_EITHER_KIND),
    ]
