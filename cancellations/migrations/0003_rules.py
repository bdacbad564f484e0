"""What the database refuses, and what it does by itself, about cancellations."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    replaces = [
        ('cancellations', '0003_plans'),
        ('cancellations', '0004_reason_and_account_of_plans'),
        ('cancellations', '0005_mails'),
        ('cancellations', '0006_requests'),
        ('cancellations', '0007_plans_in_work'),
        ('cancellations', '0008_accounts_stay'),
        ('cancellations', '0009_accounts_told_later'),
        ('cancellations', '0010_rules_of_plans'),
        ('cancellations', '0011_histories_stay_whole'),
        ('cancellations', '0012_accounts_of_items_stay'),
    ]

    dependencies = [
        ('cancellations', '0002_functions'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitemhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='2ee48c86989fe0711856a76bcd4a55f729ced186', operation='UPDATE', pgid='pgtrigger_append_only_update_90a60', table='cancellations_cancellationplanitemhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitemhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='2f0a6345cbcd518f5459a38d9efab0fdeeaa1a1f', operation='DELETE', pgid='pgtrigger_append_only_delete_9115a', table='cancellations_cancellationplanitemhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitemhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='d990235b41bd3d5a6603077f227e22140a4c16ff', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_644a5', table='cancellations_cancellationplanitemhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_begins_open', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.outcome <> '')", func="\nRAISE EXCEPTION 'A plan, and each of its items, begins open.'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_begins_open';\n", hash='3c4c97bae4a6bafc7b4bd233248de40faf2b3e0a', operation='INSERT', pgid='pgtrigger_plan_item_begins_open_0345b', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_of_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((plan_may_hold(NEW.plan_id, NEW.item_id)) IS NOT TRUE)', func="\nRAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_of_order';\n", hash='d3d6b183e45ff98270cb2bd0f9240cef50907947', operation='INSERT OR UPDATE OF "plan_id", "item_id"', pgid='pgtrigger_plan_item_of_order_5cbb5', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_outcomes', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.outcome = NEW.outcome OR (OLD.outcome = '' AND NEW.outcome IN ('refunded', 'released')) OR (OLD.outcome = 'refunded' AND NEW.outcome IN (''))) IS NOT TRUE)", func='\nRAISE EXCEPTION \'Item % of a plan may not go from "%" to "%".\', OLD.id, OLD.outcome, NEW.outcome\n    USING ERRCODE = \'check_violation\', CONSTRAINT = \'plan_item_outcomes\';\n', hash='c26883d4f6906e81be7efcc730022b174ea532e9', operation='UPDATE OF "outcome"', pgid='pgtrigger_plan_item_outcomes_e7b05', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_keeps_its_amounts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.plan_id IS DISTINCT FROM NEW.plan_id OR OLD.item_id IS DISTINCT FROM NEW.item_id OR OLD.reason_id IS DISTINCT FROM NEW.reason_id OR OLD.amount IS DISTINCT FROM NEW.amount OR OLD.kept_amount IS DISTINCT FROM NEW.kept_amount OR OLD.breakdown IS DISTINCT FROM NEW.breakdown)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_keeps_its_amounts';\n", hash='d0d4ba2443fa9d5f09ca978365c8af26064362a2', operation='UPDATE OF "plan_id", "item_id", "reason_id", "amount", "kept_amount", "breakdown"', pgid='pgtrigger_plan_item_keeps_its_amounts_d6130', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_keeps_its_account', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.iban <> NEW.iban AND NOT ((NEW.iban = '' AND NOT (plan_is_open(OLD.plan_id))) OR (FALSE))) OR (OLD.holder_name <> NEW.holder_name AND NOT ((NEW.holder_name = '' AND NOT (plan_is_open(OLD.plan_id))) OR (FALSE))))", func="\nRAISE EXCEPTION '%: the account of row % stays as it was given.', TG_TABLE_NAME, OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_keeps_its_account';\n", hash='7c678d90fb4be9cec1e7f39a219688d9a5551d39', operation='UPDATE OF "iban", "holder_name"', pgid='pgtrigger_plan_item_keeps_its_account_ffdfa', table='cancellations_cancellationplanitem', when='BEFORE')),
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
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."breakdown" IS DISTINCT FROM (NEW."breakdown") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."kept_amount" IS DISTINCT FROM (NEW."kept_amount") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."reason_id" IS DISTINCT FROM (NEW."reason_id"))', func='INSERT INTO "cancellations_cancellationplanitemhistory" ("amount", "breakdown", "closed_at", "id", "item_id", "kept_amount", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reason_id") VALUES (OLD."amount", OLD."breakdown", OLD."closed_at", OLD."id", OLD."item_id", OLD."kept_amount", OLD."outcome", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."plan_id", OLD."reason_id"); RETURN NULL;', hash='27e607ae16ded5c5f5665f41549acd42d071017a', operation='UPDATE', pgid='pgtrigger_update_update_125e1', table='cancellations_cancellationplanitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='2bcc0417b395cdad6e1f375c725679cc77a0ca66', operation='UPDATE', pgid='pgtrigger_append_only_update_80ad1', table='cancellations_cancellationplanhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='6a3520a85bdd6fecee9565666cffa89e6228abf4', operation='DELETE', pgid='pgtrigger_append_only_delete_bfab6', table='cancellations_cancellationplanhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='a7ed177c9a4bd4f91e9efedddbeb215977e00742', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_78556', table='cancellations_cancellationplanhistory', when='BEFORE')),
        ),
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
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_keeps_its_account', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.iban <> NEW.iban AND NOT ((NEW.iban = '' AND NOT (OLD.status IN ('manual_refund_needed', 'refunding', 'waiting'))) OR ((OLD.iban = '' OR OLD.iban = '') AND OLD.status IN ('manual_refund_needed', 'refunding', 'waiting')))) OR (OLD.holder_name <> NEW.holder_name AND NOT ((NEW.holder_name = '' AND NOT (OLD.status IN ('manual_refund_needed', 'refunding', 'waiting'))) OR ((OLD.holder_name = '' OR OLD.iban = '') AND OLD.status IN ('manual_refund_needed', 'refunding', 'waiting')))))", func="\nRAISE EXCEPTION '%: the account of row % stays as it was given.', TG_TABLE_NAME, OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_keeps_its_account';\n", hash='98e44a6b76312c187625ac8a8a96a82479918207', operation='UPDATE OF "iban", "holder_name"', pgid='pgtrigger_plan_keeps_its_account_2cd76', table='cancellations_cancellationplan', when='BEFORE')),
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
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."breakdown" IS DISTINCT FROM (NEW."breakdown") OR OLD."confirmation" IS DISTINCT FROM (NEW."confirmation") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."executes_at" IS DISTINCT FROM (NEW."executes_at") OR OLD."fee_amount" IS DISTINCT FROM (NEW."fee_amount") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."order_status_before" IS DISTINCT FROM (NEW."order_status_before") OR OLD."part" IS DISTINCT FROM (NEW."part") OR OLD."plan_type" IS DISTINCT FROM (NEW."plan_type") OR OLD."reason_id" IS DISTINCT FROM (NEW."reason_id") OR OLD."refund_invoice_number" IS DISTINCT FROM (NEW."refund_invoice_number") OR OLD."rest_amount" IS DISTINCT FROM (NEW."rest_amount") OR OLD."seller_id" IS DISTINCT FROM (NEW."seller_id") OR OLD."shipping_amount" IS DISTINCT FROM (NEW."shipping_amount") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "cancellations_cancellationplanhistory" ("amount", "breakdown", "confirmation", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "digest", "ended_at", "executes_at", "fee_amount", "id", "key", "order_id", "order_status_before", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_type", "reason_id", "refund_invoice_number", "rest_amount", "seller_id", "shipping_amount", "source", "status") VALUES (OLD."amount", OLD."breakdown", OLD."confirmation", OLD."confirmed_at", OLD."confirmed_by_id", OLD."created_at", OLD."created_by_id", OLD."digest", OLD."ended_at", OLD."executes_at", OLD."fee_amount", OLD."id", OLD."key", OLD."order_id", OLD."order_status_before", OLD."part", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."plan_type", OLD."reason_id", OLD."refund_invoice_number", OLD."rest_amount", OLD."seller_id", OLD."shipping_amount", OLD."source", OLD."status"); RETURN NULL;', hash='ae5f4a30618ef939d780d047016aa22f22a12153', operation='UPDATE', pgid='pgtrigger_update_update_02294', table='cancellations_cancellationplan', when='AFTER')),
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
            trigger=pgtrigger.compiler.Trigger(name='request_keeps_its_account', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.iban <> NEW.iban AND NOT ((NEW.iban = '') OR (FALSE))) OR (OLD.holder_name <> NEW.holder_name AND NOT ((NEW.holder_name = '') OR (FALSE))))", func="\nRAISE EXCEPTION '%: the account of row % stays as it was given.', TG_TABLE_NAME, OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'request_keeps_its_account';\n", hash='3365a0ec1d3ea1c5885476c3c20f3a09e1682908', operation='UPDATE OF "iban", "holder_name"', pgid='pgtrigger_request_keeps_its_account_2db54', table='cancellations_cancellationrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationrequest',
            trigger=pgtrigger.compiler.Trigger(name='request_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='a306204b456e9082548cf07c6f4831d5111750dc', operation='DELETE', pgid='pgtrigger_request_delete_258bc', table='cancellations_cancellationrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationrequest',
            trigger=pgtrigger.compiler.Trigger(name='request_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='e7a92306a4a1c11c1e9692404165884eb8ba72e4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_request_truncate_7aa61', table='cancellations_cancellationrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planrefund',
            trigger=pgtrigger.compiler.Trigger(name='plan_refund_of_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((refund_may_serve(NEW.refund_id, NEW.plan_id, NEW.plan_item_id)) IS NOT TRUE)', func="\nRAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_refund_of_order';\n", hash='41283cdcf921ae38df68fb0001f80fa6e548bf26', operation='INSERT OR UPDATE OF "refund_id", "plan_id", "plan_item_id"', pgid='pgtrigger_plan_refund_of_order_ca518', table='cancellations_planrefund', when='BEFORE')),
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
