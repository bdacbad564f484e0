import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# What the trigger looks up of the item; a query may not stand in its WHEN.
OF_ORDER = """
CREATE FUNCTION item_is_of_order(item bigint, of_order bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM orders_orderitem WHERE id = item AND order_id = of_order);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cancellations', '0005_mails'),
        ('orders', '0007_moves_of_plans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(OF_ORDER, "DROP FUNCTION item_is_of_order"),
        migrations.CreateModel(
            name='CancellationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request_type', models.CharField(choices=[('cancel', 'Cancel'), ('refund', 'Return')], max_length=10)),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('waiting_approval', 'Waiting for the seller'), ('confirmed', 'Confirmed by the seller'), ('approved', 'Approved'), ('completed', 'Completed'), ('rejected', 'Rejected')], default='waiting', max_length=20)),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('quantity', models.PositiveIntegerField()),
                ('iban', models.CharField(blank=True, max_length=34)),
                ('holder_name', models.CharField(blank=True, max_length=255)),
                ('return_tracking_number', models.CharField(blank=True, max_length=128)),
                ('source', models.CharField(choices=[('operator', 'Operator'), ('mpo', 'MPO'), ('seller', 'Seller'), ('customer_request', 'Customer'), ('api', 'API')], max_length=20)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('rejected_at', models.DateTimeField(blank=True, null=True)),
                ('rejection', models.TextField(blank=True)),
                ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='orders.orderitem')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='orders.order')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='cancellations.cancellationplan')),
                ('reason', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cancellations.cancellationreason')),
                ('rejected_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('return_company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.shippingcompany')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['created_at', 'id'], name='request_by_date'), models.Index(fields=['status', 'created_at', 'id'], name='request_by_status')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['approved', 'confirmed', 'waiting', 'waiting_approval'])), fields=('item',), name='one_open_request_per_item'), models.CheckConstraint(condition=models.Q(('request_type__in', ['cancel', 'refund'])), name='request_type_known'), models.CheckConstraint(condition=models.Q(('status__in', ['approved', 'completed', 'confirmed', 'rejected', 'waiting', 'waiting_approval'])), name='request_status_known'), models.CheckConstraint(condition=models.Q(('source__in', ['api', 'customer_request', 'mpo', 'operator', 'seller'])), name='request_source_known'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='request_of_pieces'), models.CheckConstraint(condition=models.Q(models.Q(('plan__isnull', True), ('status', 'waiting')), ('status', 'rejected'), models.Q(('plan__isnull', False), ('status__in', ['approved', 'completed', 'confirmed', 'waiting_approval'])), _connector='OR'), name='request_plan_as_its_status_says'), models.CheckConstraint(condition=models.Q(models.Q(('rejected_at__isnull', False), ('status', 'rejected')), models.Q(models.Q(('status', 'rejected'), _negated=True), ('rejected_at__isnull', True)), _connector='OR'), name='request_rejected_at_a_moment')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationrequest',
            trigger=pgtrigger.compiler.Trigger(name='request_begins_waiting', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.status <> 'waiting')", func="\nRAISE EXCEPTION 'A request begins open.'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'request_begins_waiting';\n", hash='b1b0be5d8329441d8c3cf08e7d28c6eb030f9dc2', operation='INSERT', pgid='pgtrigger_request_begins_waiting_19e9c', table='cancellations_cancellationrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationrequest',
            trigger=pgtrigger.compiler.Trigger(name='request_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.status IS NOT DISTINCT FROM NEW.status OR (OLD.status = 'approved' AND NEW.status IN ('completed', 'rejected', 'waiting')) OR (OLD.status = 'confirmed' AND NEW.status IN ('completed', 'waiting')) OR (OLD.status = 'waiting' AND NEW.status IN ('approved', 'rejected', 'waiting_approval')) OR (OLD.status = 'waiting_approval' AND NEW.status IN ('confirmed', 'rejected', 'waiting'))) IS NOT TRUE)", func="\nRAISE EXCEPTION '%: row % may not go from % to %.', TG_TABLE_NAME, OLD.id, OLD.status, NEW.status\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'request_moves';\n", hash='99ec98ec1e7c9bfe2d0372fc872a1a6899a96b72', operation='UPDATE OF "status"', pgid='pgtrigger_request_moves_2734d', table='cancellations_cancellationrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationrequest',
            trigger=pgtrigger.compiler.Trigger(name='request_of_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((item_is_of_order(NEW.item_id, NEW.order_id)) IS NOT TRUE)', func="\nRAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'request_of_order';\n", hash='ca6ce1ce1faf861412c499ed08e1744964b9daa0', operation='INSERT OR UPDATE OF "item_id", "order_id"', pgid='pgtrigger_request_of_order_df4e6', table='cancellations_cancellationrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationrequest',
            trigger=pgtrigger.compiler.Trigger(name='request_keeps_what_it_asks', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.order_id IS DISTINCT FROM NEW.order_id OR OLD.request_type IS DISTINCT FROM NEW.request_type OR OLD.reason_id IS DISTINCT FROM NEW.reason_id OR OLD.source IS DISTINCT FROM NEW.source)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'request_keeps_what_it_asks';\n", hash='9225cc7253d601abae1b9c8dbf531bb63f2f0a9c', operation='UPDATE OF "order_id", "request_type", "reason_id", "source"', pgid='pgtrigger_request_keeps_what_it_asks_30ba3', table='cancellations_cancellationrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationrequest',
            trigger=pgtrigger.compiler.Trigger(name='request_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='a306204b456e9082548cf07c6f4831d5111750dc', operation='DELETE', pgid='pgtrigger_request_delete_258bc', table='cancellations_cancellationrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationrequest',
            trigger=pgtrigger.compiler.Trigger(name='request_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='e7a92306a4a1c11c1e9692404165884eb8ba72e4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_request_truncate_7aa61', table='cancellations_cancellationrequest', when='BEFORE')),
        ),
    ]
