"""What the database refuses, and what it does by itself, about orders."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    replaces = [
        ('orders', '0005_triggers'),
        ('orders', '0006_folded_names_of_sellers'),
        ('orders', '0007_moves_of_plans'),
        ('orders', '0008_events_of_requests'),
        ('orders', '0009_refunds_left'),
        ('orders', '0010_voided_payments'),
        ('orders', '0011_account_recorded'),
        ('orders', '0012_external_reversed'),
        ('orders', '0013_plans_of_the_kind_of_their_items'),
    ]

    dependencies = [
        ('orders', '0004_functions_of_belonging'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='orderevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (current_setting('omnitron.erasure', true) IS DISTINCT FROM 'on')", func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='2e02c1115962ef8f29bc8c9a2f51702a24a7a8f3', operation='UPDATE', pgid='pgtrigger_append_only_update_7582b', table='orders_orderevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='072495da086dc29792de7dbe7a3391f28d9a940c', operation='DELETE', pgid='pgtrigger_append_only_delete_45db6', table='orders_orderevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='194ef9643c7d8ad14a795ec8f89fe4ecf9c646cf', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_867cf', table='orders_orderevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='order_in_channel_of_customer', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((NEW.channel_id = customer_channel(NEW.customer_id)) IS NOT TRUE)', func="\nRAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'order_in_channel_of_customer';\n", hash='7f7b1a002cfe28167fb87aee5895c7deec269a67', operation='INSERT OR UPDATE OF "customer_id", "channel_id"', pgid='pgtrigger_order_in_channel_of_customer_948f5', table='orders_order', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='order_keeps_currency', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.currency IS DISTINCT FROM NEW.currency)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'order_keeps_currency';\n", hash='5c3c69bd03cc1766ab672b6b7b238ed0ec4811af', operation='UPDATE OF "currency"', pgid='pgtrigger_order_keeps_currency_2f4e6', table='orders_order', when='BEFORE')),
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
            model_name='customer',
            trigger=pgtrigger.compiler.Trigger(name='customer_stays_in_channel', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.channel_id IS DISTINCT FROM NEW.channel_id)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'customer_stays_in_channel';\n", hash='0d47b4ddd7fc3c2bdacec4d067607ed817074ac2', operation='UPDATE OF "channel_id"', pgid='pgtrigger_customer_stays_in_channel_4e4c5', table='orders_customer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='package',
            trigger=pgtrigger.compiler.Trigger(name='package_stays_with_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.order_id IS DISTINCT FROM NEW.order_id OR OLD.seller_id IS DISTINCT FROM NEW.seller_id)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'package_stays_with_order';\n", hash='58f3375c1095e6af3973ca95e0ed0d3299d0e46c', operation='UPDATE OF "order_id", "seller_id"', pgid='pgtrigger_package_stays_with_order_b2ecb', table='orders_package', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderitem',
            trigger=pgtrigger.compiler.Trigger(name='item_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((((OLD.status IS NOT DISTINCT FROM NEW.status OR (OLD.status = 200 AND NEW.status IN (300, 350, 400)) OR (OLD.status = 300 AND NEW.status IN (350, 400)) OR (OLD.status = 350 AND NEW.status IN (400)) OR (OLD.status = 400 AND NEW.status IN (450, 500)) OR (OLD.status = 450 AND NEW.status IN (400, 500)) OR (OLD.status = 500 AND NEW.status IN (510, 520, 540, 550)) OR (OLD.status = 510 AND NEW.status IN (520, 540, 550)) OR (OLD.status = 520 AND NEW.status IN (540, 550)) OR (OLD.status = 540 AND NEW.status IN (500, 520, 550)) OR (OLD.status = 544 AND NEW.status IN (550)) OR (OLD.status = 545 AND NEW.status IN (544, 550)) OR (OLD.status = 550 AND NEW.status IN (544, 545)) OR (current_setting('omnitron.correction', true) <> '' AND OLD.status IN (200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 550) AND NEW.status IN (200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 550))) AND OLD.status_before_cancellation IS NOT DISTINCT FROM NEW.status_before_cancellation) OR (((OLD.status IN (200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 550) AND NEW.status = 50 AND NEW.status_before_cancellation = OLD.status) OR (OLD.status = 50 AND NEW.status_before_cancellation IS NULL\n    AND NEW.status = CASE\n        WHEN NEW.status = 100 AND OLD.status_before_cancellation < 500 THEN 100\n        WHEN NEW.status = 600 AND OLD.status_before_cancellation >= 500 THEN 600\n        ELSE OLD.status_before_cancellation END)) AND item_in_open_plan(OLD.id, COALESCE(OLD.status_before_cancellation, OLD.status)))) IS NOT TRUE)", func="\nRAISE EXCEPTION 'Item % may not go from status % to status %.%', OLD.id, OLD.status, NEW.status,\n    CASE WHEN 50 IN (OLD.status, NEW.status) OR NEW.status IN (100, 600)\n         THEN ' Cancellation goes through a plan.' ELSE '' END\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'item_moves';\n", hash='905f493eccd35f3d2a5e89fa07385a61aadef7a3', operation='UPDATE OF "status", "status_before_cancellation"', pgid='pgtrigger_item_moves_6cda1', table='orders_orderitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderitem',
            trigger=pgtrigger.compiler.Trigger(name='item_amounts_begin_at_zero', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.reserved_amount <> 0 OR NEW.refunded_amount <> 0)', func="\nRAISE EXCEPTION '%: what is reserved and refunded follows from refunds and plans alone.',\n    TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'item_amounts';\n", hash='bb65cd374bae4f3273a8e1c5859e55db9842cf75', operation='INSERT', pgid='pgtrigger_item_amounts_begin_at_zero_5f4e3', table='orders_orderitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderitem',
            trigger=pgtrigger.compiler.Trigger(name='item_amounts_by_trigger', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (pg_trigger_depth() = 0 AND (OLD.reserved_amount <> NEW.reserved_amount OR OLD.refunded_amount <> NEW.refunded_amount))', func="\nRAISE EXCEPTION '%: what is reserved and refunded follows from refunds and plans alone.',\n    TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'item_amounts';\n", hash='5689b27a5d8702ecfe6bc87b1c24ec1b91121b4c', operation='UPDATE OF "reserved_amount", "refunded_amount"', pgid='pgtrigger_item_amounts_by_trigger_05d9b', table='orders_orderitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderitem',
            trigger=pgtrigger.compiler.Trigger(name='item_of_its_package', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((NEW.package_id IS NULL OR package_is_of(NEW.package_id, NEW.order_id, NEW.seller_id)) IS NOT TRUE)', func="\nRAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'item_of_its_package';\n", hash='21e81feec4e49286abc1fbf81f3cb719d9684fd7', operation='INSERT OR UPDATE OF "package_id", "order_id", "seller_id"', pgid='pgtrigger_item_of_its_package_316c1', table='orders_orderitem', when='BEFORE')),
        ),
    ]
