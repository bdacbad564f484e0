"""Items move into and out of Cancellation waiting while a plan holds them, and only then."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# The table of plans comes later than this one: a function in plpgsql looks for it when it is called.
IN_OPEN_PLAN = """
CREATE FUNCTION item_in_open_plan(item bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM cancellations_cancellationplanitem
        WHERE item_id = item AND closed_at IS NULL);
END
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0006_folded_names_of_sellers'),
    ]

    operations = [
        migrations.RunSQL(IN_OPEN_PLAN, "DROP FUNCTION item_in_open_plan"),
        pgtrigger.migrations.RemoveTrigger(
            model_name='orderitem',
            name='item_moves',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='order_shipping_begin_at_zero', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.shipping_reserved <> 0 OR NEW.shipping_refunded <> 0)', func="\nRAISE EXCEPTION '%: what is reserved and refunded follows from refunds and plans alone.',\n    TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'order_shipping';\n", hash='906dab09d8b4fe883468726a35f417cd4c30bb32', operation='INSERT', pgid='pgtrigger_order_shipping_begin_at_zero_8fd64', table='orders_order', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='order_shipping_by_trigger', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (pg_trigger_depth() = 0 AND (OLD.shipping_reserved <> NEW.shipping_reserved OR OLD.shipping_refunded <> NEW.shipping_refunded))', func="\nRAISE EXCEPTION '%: what is reserved and refunded follows from refunds and plans alone.',\n    TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'order_shipping';\n", hash='85d9487d9ac03d984f39188d2257e581bbd084b0', operation='UPDATE OF "shipping_reserved", "shipping_refunded"', pgid='pgtrigger_order_shipping_by_trigger_664fe', table='orders_order', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderitem',
            trigger=pgtrigger.compiler.Trigger(name='item_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((((OLD.status IS NOT DISTINCT FROM NEW.status OR (OLD.status = 200 AND NEW.status IN (300, 350, 400)) OR (OLD.status = 300 AND NEW.status IN (350, 400)) OR (OLD.status = 350 AND NEW.status IN (400)) OR (OLD.status = 400 AND NEW.status IN (450, 500)) OR (OLD.status = 450 AND NEW.status IN (400, 500)) OR (OLD.status = 500 AND NEW.status IN (510, 520, 540, 550)) OR (OLD.status = 510 AND NEW.status IN (520, 540, 550)) OR (OLD.status = 520 AND NEW.status IN (540, 550)) OR (OLD.status = 540 AND NEW.status IN (500, 520, 550)) OR (OLD.status = 544 AND NEW.status IN (550)) OR (OLD.status = 545 AND NEW.status IN (544, 550)) OR (OLD.status = 550 AND NEW.status IN (544, 545)) OR (current_setting('omnitron.correction', true) <> '' AND OLD.status IN (200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 550) AND NEW.status IN (200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 550))) AND OLD.status_before_cancellation IS NOT DISTINCT FROM NEW.status_before_cancellation) OR (((OLD.status IN (200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 550) AND NEW.status = 50 AND NEW.status_before_cancellation = OLD.status) OR (OLD.status = 50 AND NEW.status_before_cancellation IS NULL\n    AND NEW.status = CASE\n        WHEN NEW.status = 100 AND OLD.status_before_cancellation < 500 THEN 100\n        WHEN NEW.status = 600 AND OLD.status_before_cancellation >= 500 THEN 600\n        ELSE OLD.status_before_cancellation END)) AND item_in_open_plan(OLD.id))) IS NOT TRUE)", func="\nRAISE EXCEPTION 'Item % may not go from status % to status %.%', OLD.id, OLD.status, NEW.status,\n    CASE WHEN 50 IN (OLD.status, NEW.status) OR NEW.status IN (100, 600)\n         THEN ' Cancellation goes through a plan.' ELSE '' END\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'item_moves';\n", hash='48a3f9f3d6b5d73f8c31ec2a9dd7a59e3309cd22', operation='UPDATE OF "status", "status_before_cancellation"', pgid='pgtrigger_item_moves_6cda1', table='orders_orderitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderitem',
            trigger=pgtrigger.compiler.Trigger(name='item_amounts_begin_at_zero', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.reserved_amount <> 0 OR NEW.refunded_amount <> 0)', func="\nRAISE EXCEPTION '%: what is reserved and refunded follows from refunds and plans alone.',\n    TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'item_amounts';\n", hash='bb65cd374bae4f3273a8e1c5859e55db9842cf75', operation='INSERT', pgid='pgtrigger_item_amounts_begin_at_zero_5f4e3', table='orders_orderitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderitem',
            trigger=pgtrigger.compiler.Trigger(name='item_amounts_by_trigger', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (pg_trigger_depth() = 0 AND (OLD.reserved_amount <> NEW.reserved_amount OR OLD.refunded_amount <> NEW.refunded_amount))', func="\nRAISE EXCEPTION '%: what is reserved and refunded follows from refunds and plans alone.',\n    TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'item_amounts';\n", hash='5689b27a5d8702ecfe6bc87b1c24ec1b91121b4c', operation='UPDATE OF "reserved_amount", "refunded_amount"', pgid='pgtrigger_item_amounts_by_trigger_05d9b', table='orders_orderitem', when='BEFORE')),
        ),
        migrations.AlterField(
            model_name='orderevent',
            name='kind',
            field=models.CharField(choices=[('placed', 'Order placed'), ('payment_recorded', 'Payment recorded'), ('status_changed', 'Status changed'), ('status_corrected', 'Status corrected'), ('shipment_changed', 'Shipment changed'), ('invoice_changed', 'Invoice changed'), ('customer_edited', 'Customer edited'), ('note_added', 'Note added'), ('reported', 'Reported to ERP'), ('customer_erased', 'Customer erased'), ('line_split', 'Line split'), ('plan_made', 'Plan made'), ('plan_confirmed', 'Return confirmed'), ('plan_rejected', 'Return refused'), ('plan_withdrawn', 'Plan withdrawn'), ('plan_completed', 'Plan completed'), ('manual_refund_needed', 'Refund by hand needed'), ('refund_succeeded', 'Refund succeeded'), ('refund_declined', 'Refund declined'), ('refund_made', 'Refund made by hand'), ('refund_reversed', 'Refund taken back by the gateway'), ('refund_external', 'Refund made at the gateway'), ('gateway_tried_again', 'Gateway tried again')], max_length=32),
        ),
    ]
