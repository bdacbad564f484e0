import django.db.models.deletion
import django.db.models.expressions
import orders.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


# What triggers look up of plans; a query may not stand in their WHEN.
OF_ORDER = """
CREATE FUNCTION plan_is_of_order_of(plan bigint, item bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_cancellationplan AS p
    JOIN orders_orderitem AS i ON i.order_id = p.order_id
    WHERE p.id = plan AND i.id = item);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cancellations', '0002_reasons_and_strategies'),
        ('orders', '0007_moves_of_plans'),
        ('payments', '0002_refunds'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CancellationPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan_type', models.CharField(choices=[('cancel', 'Cancel'), ('refund', 'Return')], max_length=10)),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('refunding', 'Refunding'), ('manual_refund_needed', 'Manual Refund Needed'), ('completed', 'Completed'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=20)),
                ('confirmation', models.CharField(choices=[('none', 'Not due'), ('due', 'Due'), ('given', 'Given'), ('refused', 'Refused')], default='none', max_length=10)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('shipping_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('fee_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('rest_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('breakdown', models.JSONField(blank=True, default=dict)),
                ('order_status_before', models.SmallIntegerField(blank=True, null=True)),
                ('source', models.CharField(choices=[('operator', 'Operator'), ('mpo', 'MPO'), ('seller', 'Seller'), ('customer_request', 'Customer'), ('api', 'API')], max_length=20)),
                ('key', models.UUIDField(default=uuid.uuid4)),
                ('part', models.PositiveSmallIntegerField(default=0)),
                ('digest', models.CharField(max_length=64)),
                ('refund_invoice_number', models.CharField(blank=True, max_length=128)),
                ('note', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('executes_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='orders.order')),
                ('seller', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='orders.seller')),
            ],
            options={
                'ordering': ['-pk'],
                'permissions': [('cancel_items', 'Cancel and return items, refund the shipping fee'), ('refund_rest', 'Refund what was paid beyond the order'), ('confirm_return', 'Confirm or refuse a return for a seller')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CancellationPlanHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('plan_type', models.CharField(choices=[('cancel', 'Cancel'), ('refund', 'Return')], max_length=10)),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('refunding', 'Refunding'), ('manual_refund_needed', 'Manual Refund Needed'), ('completed', 'Completed'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=20)),
                ('confirmation', models.CharField(choices=[('none', 'Not due'), ('due', 'Due'), ('given', 'Given'), ('refused', 'Refused')], default='none', max_length=10)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('shipping_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('fee_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('rest_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('breakdown', models.JSONField(blank=True, default=dict)),
                ('order_status_before', models.SmallIntegerField(blank=True, null=True)),
                ('source', models.CharField(choices=[('operator', 'Operator'), ('mpo', 'MPO'), ('seller', 'Seller'), ('customer_request', 'Customer'), ('api', 'API')], max_length=20)),
                ('key', models.UUIDField(default=uuid.uuid4)),
                ('part', models.PositiveSmallIntegerField(default=0)),
                ('digest', models.CharField(max_length=64)),
                ('refund_invoice_number', models.CharField(blank=True, max_length=128)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('executes_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orders.order')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cancellations.cancellationplan')),
                ('seller', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orders.seller')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CancellationPlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(blank=True)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('kept_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('breakdown', models.JSONField(blank=True, default=list)),
                ('iban', models.CharField(blank=True, max_length=34)),
                ('holder_name', models.CharField(blank=True, max_length=255)),
                ('outcome', models.CharField(blank=True, choices=[('', 'Open'), ('refunded', 'Refunded'), ('released', 'Released')], default='', max_length=10)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='orders.orderitem')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='cancellations.cancellationplan')),
                ('reason', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cancellations.cancellationreason')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PlanRefund',
            fields=[
                ('refund', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='plan_link', serialize=False, to='payments.refund')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='cancellations.cancellationplan')),
                ('plan_item', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='cancellations.cancellationplanitem')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='cancellationplan',
            index=models.Index(condition=models.Q(('executes_at__isnull', False), ('status', 'waiting')), fields=['executes_at'], name='plan_to_execute'),
        ),
        migrations.AddIndex(
            model_name='cancellationplan',
            index=models.Index(condition=models.Q(('status', 'refunding')), fields=['created_at'], name='plan_to_settle'),
        ),
        migrations.AddConstraint(
            model_name='cancellationplan',
            constraint=models.UniqueConstraint(fields=('key', 'part'), name='one_plan_per_key'),
        ),
        migrations.AddConstraint(
            model_name='cancellationplan',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('shipping_amount'), '+', models.F('fee_amount')), '+', models.F('rest_amount'))), ('shipping_amount__gte', 0), ('fee_amount__gte', 0), ('rest_amount__gte', 0)), name='plan_amounts_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='cancellationplan',
            constraint=models.CheckConstraint(condition=models.Q(('plan_type__in', ['cancel', 'refund'])), name='plan_type_known'),
        ),
        migrations.AddConstraint(
            model_name='cancellationplan',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['completed', 'manual_refund_needed', 'refunding', 'rejected', 'waiting', 'withdrawn'])), name='plan_status_known'),
        ),
        migrations.AddConstraint(
            model_name='cancellationplan',
            constraint=models.CheckConstraint(condition=models.Q(('confirmation__in', ['due', 'given', 'none', 'refused'])), name='plan_confirmation_known'),
        ),
        migrations.AddConstraint(
            model_name='cancellationplan',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['api', 'customer_request', 'mpo', 'operator', 'seller'])), name='plan_source_known'),
        ),
        migrations.AddConstraint(
            model_name='cancellationplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmation__in', ['due', 'refused']), _negated=True), ('status__in', ['rejected', 'waiting', 'withdrawn']), _connector='OR'), name='plan_waits_for_confirmation'),
        ),
        migrations.RunSQL(OF_ORDER, "DROP FUNCTION plan_is_of_order_of"),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_begins_waiting', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.status <> 'waiting')", func="\nRAISE EXCEPTION 'A plan, and each of its items, begins open.'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_begins_waiting';\n", hash='c6a358c6edd6b3867eefd730de411e48e9ab91b4', operation='INSERT', pgid='pgtrigger_plan_begins_waiting_dc105', table='cancellations_cancellationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.status IS NOT DISTINCT FROM NEW.status OR (OLD.status = 'completed' AND NEW.status IN ('manual_refund_needed')) OR (OLD.status = 'manual_refund_needed' AND NEW.status IN ('completed', 'refunding')) OR (OLD.status = 'refunding' AND NEW.status IN ('completed', 'manual_refund_needed')) OR (OLD.status = 'waiting' AND NEW.status IN ('refunding', 'rejected', 'withdrawn'))) IS NOT TRUE)", func="\nRAISE EXCEPTION '%: row % may not go from % to %.', TG_TABLE_NAME, OLD.id, OLD.status, NEW.status\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_moves';\n", hash='e4baf09e47751f57ea971bb1d2ae8e0d5347e346', operation='UPDATE OF "status"', pgid='pgtrigger_plan_moves_5788d', table='cancellations_cancellationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_keeps_its_amounts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.order_id IS DISTINCT FROM NEW.order_id OR OLD.plan_type IS DISTINCT FROM NEW.plan_type OR OLD.seller_id IS DISTINCT FROM NEW.seller_id OR OLD.amount IS DISTINCT FROM NEW.amount OR OLD.shipping_amount IS DISTINCT FROM NEW.shipping_amount OR OLD.fee_amount IS DISTINCT FROM NEW.fee_amount OR OLD.rest_amount IS DISTINCT FROM NEW.rest_amount OR OLD.key IS DISTINCT FROM NEW.key OR OLD.digest IS DISTINCT FROM NEW.digest)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_keeps_its_amounts';\n", hash='4d047a705c108799747765aab8f862bf9d46ed78', operation='UPDATE OF "order_id", "plan_type", "seller_id", "amount", "shipping_amount", "fee_amount", "rest_amount", "key", "digest"', pgid='pgtrigger_plan_keeps_its_amounts_ee8a5', table='cancellations_cancellationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_shipping_reserves', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nUPDATE orders_order\nSET shipping_reserved = shipping_reserved + CASE WHEN NEW.status IN ('manual_refund_needed', 'refunding', 'waiting') THEN NEW.shipping_amount ELSE 0 END,\n    shipping_refunded = shipping_refunded + CASE WHEN NEW.status IN ('completed') THEN NEW.shipping_amount ELSE 0 END\nWHERE id = NEW.order_id;\nRETURN NULL;\n", hash='768f11957ac4c8e909e6e47519e24f74b4b647f8', operation='INSERT', pgid='pgtrigger_plan_shipping_reserves_6cf30', table='cancellations_cancellationplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_shipping_moves_sums', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((CASE WHEN NEW.status IN ('manual_refund_needed', 'refunding', 'waiting') THEN NEW.shipping_amount ELSE 0 END - CASE WHEN OLD.status IN ('manual_refund_needed', 'refunding', 'waiting') THEN OLD.shipping_amount ELSE 0 END) <> 0 OR (CASE WHEN NEW.status IN ('completed') THEN NEW.shipping_amount ELSE 0 END - CASE WHEN OLD.status IN ('completed') THEN OLD.shipping_amount ELSE 0 END) <> 0)", func="\nUPDATE orders_order\nSET shipping_reserved = shipping_reserved + (CASE WHEN NEW.status IN ('manual_refund_needed', 'refunding', 'waiting') THEN NEW.shipping_amount ELSE 0 END - CASE WHEN OLD.status IN ('manual_refund_needed', 'refunding', 'waiting') THEN OLD.shipping_amount ELSE 0 END),\n    shipping_refunded = shipping_refunded + (CASE WHEN NEW.status IN ('completed') THEN NEW.shipping_amount ELSE 0 END - CASE WHEN OLD.status IN ('completed') THEN OLD.shipping_amount ELSE 0 END)\nWHERE id = NEW.order_id;\nRETURN NULL;\n", hash='185336dd1a04443d8dc711e18e79ba908ca856f1', operation='UPDATE OF "status"', pgid='pgtrigger_plan_shipping_moves_sums_22b58', table='cancellations_cancellationplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='cb0d4d3681c7f6ca382cdb25a6f1fdc3bfce7e99', operation='DELETE', pgid='pgtrigger_plan_delete_4fde8', table='cancellations_cancellationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='8507fd2df752a5f213600e368c519880a87ecfef', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_plan_truncate_5c2e8', table='cancellations_cancellationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."breakdown" IS DISTINCT FROM (NEW."breakdown") OR OLD."confirmation" IS DISTINCT FROM (NEW."confirmation") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."executes_at" IS DISTINCT FROM (NEW."executes_at") OR OLD."fee_amount" IS DISTINCT FROM (NEW."fee_amount") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."order_status_before" IS DISTINCT FROM (NEW."order_status_before") OR OLD."part" IS DISTINCT FROM (NEW."part") OR OLD."plan_type" IS DISTINCT FROM (NEW."plan_type") OR OLD."refund_invoice_number" IS DISTINCT FROM (NEW."refund_invoice_number") OR OLD."rest_amount" IS DISTINCT FROM (NEW."rest_amount") OR OLD."seller_id" IS DISTINCT FROM (NEW."seller_id") OR OLD."shipping_amount" IS DISTINCT FROM (NEW."shipping_amount") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "cancellations_cancellationplanhistory" ("amount", "breakdown", "confirmation", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "digest", "ended_at", "executes_at", "fee_amount", "id", "key", "order_id", "order_status_before", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_type", "refund_invoice_number", "rest_amount", "seller_id", "shipping_amount", "source", "status") VALUES (OLD."amount", OLD."breakdown", OLD."confirmation", OLD."confirmed_at", OLD."confirmed_by_id", OLD."created_at", OLD."created_by_id", OLD."digest", OLD."ended_at", OLD."executes_at", OLD."fee_amount", OLD."id", OLD."key", OLD."order_id", OLD."order_status_before", OLD."part", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."plan_type", OLD."refund_invoice_number", OLD."rest_amount", OLD."seller_id", OLD."shipping_amount", OLD."source", OLD."status"); RETURN NULL;', hash='63eacc5a227ab4442f8a65814b6ecdad130d4bf2', operation='UPDATE', pgid='pgtrigger_update_update_02294', table='cancellations_cancellationplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8a1543890dbc7d2ad4ea738596e4d87c0a294a2b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_706e5', table='cancellations_cancellationplanhistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='cancellationplanitem',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('item',), name='one_open_plan_per_item'),
        ),
        migrations.AddConstraint(
            model_name='cancellationplanitem',
            constraint=models.UniqueConstraint(fields=('plan', 'item'), name='one_item_once_per_plan'),
        ),
        migrations.AddConstraint(
            model_name='cancellationplanitem',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('kept_amount__gte', 0)), name='plan_item_amounts_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='cancellationplanitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('outcome', '')), models.Q(('closed_at__isnull', False), ('outcome__in', ['refunded', 'released'])), _connector='OR'), name='plan_item_closes_with_outcome'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_begins_open', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.outcome <> '')", func="\nRAISE EXCEPTION 'A plan, and each of its items, begins open.'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_begins_open';\n", hash='3c4c97bae4a6bafc7b4bd233248de40faf2b3e0a', operation='INSERT', pgid='pgtrigger_plan_item_begins_open_0345b', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_of_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((plan_is_of_order_of(NEW.plan_id, NEW.item_id)) IS NOT TRUE)', func="\nRAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_of_order';\n", hash='8b17571f1a0d9db75244210a1ce838f975181478', operation='INSERT OR UPDATE OF "plan_id", "item_id"', pgid='pgtrigger_plan_item_of_order_5cbb5', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_outcomes', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.outcome = NEW.outcome OR (OLD.outcome = '' AND NEW.outcome IN ('refunded', 'released')) OR (OLD.outcome = 'refunded' AND NEW.outcome IN (''))) IS NOT TRUE)", func='\nRAISE EXCEPTION \'Item % of a plan may not go from "%" to "%".\', OLD.id, OLD.outcome, NEW.outcome\n    USING ERRCODE = \'check_violation\', CONSTRAINT = \'plan_item_outcomes\';\n', hash='c26883d4f6906e81be7efcc730022b174ea532e9', operation='UPDATE OF "outcome"', pgid='pgtrigger_plan_item_outcomes_e7b05', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_keeps_its_amounts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.plan_id IS DISTINCT FROM NEW.plan_id OR OLD.item_id IS DISTINCT FROM NEW.item_id OR OLD.amount IS DISTINCT FROM NEW.amount OR OLD.kept_amount IS DISTINCT FROM NEW.kept_amount)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_keeps_its_amounts';\n", hash='bb62460346f4185efed0ab01fd4424d42134e0ac', operation='UPDATE OF "plan_id", "item_id", "amount", "kept_amount"', pgid='pgtrigger_plan_item_keeps_its_amounts_d6130', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_reserves', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nUPDATE orders_orderitem\nSET reserved_amount = reserved_amount + CASE WHEN NEW.outcome IN ('') THEN NEW.amount ELSE 0 END, refunded_amount = refunded_amount + CASE WHEN NEW.outcome IN ('refunded') THEN NEW.amount ELSE 0 END\nWHERE id = NEW.item_id;\nRETURN NULL;\n", hash='5f5ac2c71f4809f66b250f718988af15a27d99f1', operation='INSERT', pgid='pgtrigger_plan_item_reserves_f1166', table='cancellations_cancellationplanitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_moves_sums', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((CASE WHEN NEW.outcome IN ('') THEN NEW.amount ELSE 0 END - CASE WHEN OLD.outcome IN ('') THEN OLD.amount ELSE 0 END) <> 0 OR (CASE WHEN NEW.outcome IN ('refunded') THEN NEW.amount ELSE 0 END - CASE WHEN OLD.outcome IN ('refunded') THEN OLD.amount ELSE 0 END) <> 0)", func="\nUPDATE orders_orderitem\nSET reserved_amount = reserved_amount + (CASE WHEN NEW.outcome IN ('') THEN NEW.amount ELSE 0 END - CASE WHEN OLD.outcome IN ('') THEN OLD.amount ELSE 0 END), refunded_amount = refunded_amount + (CASE WHEN NEW.outcome IN ('refunded') THEN NEW.amount ELSE 0 END - CASE WHEN OLD.outcome IN ('refunded') THEN OLD.amount ELSE 0 END)\nWHERE id = NEW.item_id;\nRETURN NULL;\n", hash='bd53a694c613da55d9e3b0c8cbf7e01ea4513a12', operation='UPDATE OF "outcome"', pgid='pgtrigger_plan_item_moves_sums_84fd9', table='cancellations_cancellationplanitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='353ea835a9d20bc3e217d37462c7d684e1ff96b8', operation='DELETE', pgid='pgtrigger_plan_item_delete_64b7e', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='0159643717e481007f40d19e58e498f68f553f49', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_plan_item_truncate_6cdf1', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planrefund',
            trigger=pgtrigger.compiler.Trigger(name='plan_refund_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.refund_id IS DISTINCT FROM NEW.refund_id OR OLD.plan_id IS DISTINCT FROM NEW.plan_id OR OLD.plan_item_id IS DISTINCT FROM NEW.plan_item_id)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_refund_stays';\n", hash='2f6d170a42393355c11c184265af80295fe140e7', operation='UPDATE OF "refund_id", "plan_id", "plan_item_id"', pgid='pgtrigger_plan_refund_stays_e483a', table='cancellations_planrefund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planrefund',
            trigger=pgtrigger.compiler.Trigger(name='plan_refund_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='099586ac81a4450e9b5d5c200253b105f179e456', operation='DELETE', pgid='pgtrigger_plan_refund_delete_31199', table='cancellations_planrefund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planrefund',
            trigger=pgtrigger.compiler.Trigger(name='plan_refund_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='f3c69478cbf8c17a0ccbe97fcfc2bfb08bf80141', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_plan_refund_truncate_27b2b', table='cancellations_planrefund', when='BEFORE')),
        ),
    ]
