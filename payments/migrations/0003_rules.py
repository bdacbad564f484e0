"""What the database refuses, and what it does by itself, about payments."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    replaces = [
        ('payments', '0003_internal_ledger'),
        ('payments', '0004_notices'),
        ('payments', '0005_manual_refunds'),
        ('payments', '0006_refunds_at_the_desk'),
        ('payments', '0007_late_refunds'),
        ('payments', '0008_close_money'),
        ('payments', '0009_refunds_by_claim_and_day'),
        ('payments', '0010_reversals_by_day'),
        ('payments', '0011_reversals_told_first'),
        ('payments', '0012_manual_refund_history'),
        ('payments', '0013_voided_payments'),
        ('payments', '0014_notices_tried'),
        ('payments', '0015_refund_alarms'),
        ('payments', '0016_attempts_without_asked'),
        ('payments', '0017_refunds_leave_with_their_plan'),
        ('payments', '0018_histories_stay_whole'),
        ('payments', '0019_no_refund_leaves_without_a_plan'),
        ('payments', '0020_age_of_refunds'),
        ('payments', '0021_references_of_manual_refunds'),
    ]

    dependencies = [
        ('payments', '0002_functions'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='gatewaynotice',
            trigger=pgtrigger.compiler.Trigger(name='notice_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.gateway IS DISTINCT FROM NEW.gateway OR OLD.event_id IS DISTINCT FROM NEW.event_id OR OLD.content IS DISTINCT FROM NEW.content)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'notice_stays';\n", hash='5f134032c0c561ca983d394b6dea3db94d02bd44', operation='UPDATE OF "gateway", "event_id", "content"', pgid='pgtrigger_notice_stays_5a9f2', table='payments_gatewaynotice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gatewaynotice',
            trigger=pgtrigger.compiler.Trigger(name='notice_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='3f2598ecd8601048ce564e62a8e5c77c9c96523e', operation='DELETE', pgid='pgtrigger_notice_delete_17df6', table='payments_gatewaynotice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gatewaynotice',
            trigger=pgtrigger.compiler.Trigger(name='notice_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='8df865cef40e2e6b3e73fea4b62f41bc6bb4fe25', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_notice_truncate_3d515', table='payments_gatewaynotice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='internalledgerentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='d9638734dea5f259343d641903d4b2f9d48a9e20', operation='UPDATE', pgid='pgtrigger_append_only_update_73f01', table='payments_internalledgerentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='internalledgerentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='e397b26e7b01b4cbf7dc9a89796c637927131545', operation='DELETE', pgid='pgtrigger_append_only_delete_cabc6', table='payments_internalledgerentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='internalledgerentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='a9c7a501d0190c490aa3a652396c1ca312110dbc', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_f35db', table='payments_internalledgerentry', when='BEFORE')),
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
            trigger=pgtrigger.compiler.Trigger(name='refund_starts', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (((NEW.method = 'gateway' AND NEW.status = 'reserved') OR (NEW.method = 'internal' AND NEW.status = 'reserved') OR (NEW.method = 'manual' AND NEW.status = 'needed') OR (NEW.method = 'manual' AND NEW.status = 'reserved') OR (NEW.method = 'external' AND NEW.status = 'reserved') OR (NEW.method = 'external' AND NEW.status = 'reversed')) IS NOT TRUE)", func="\nRAISE EXCEPTION 'A refund does not begin as % %.', NEW.method, NEW.status\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_starts';\n", hash='20c1a8197a9593a8fec0090a71b0b60b27ed3705', operation='INSERT', pgid='pgtrigger_refund_starts_55440', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.status IS NOT DISTINCT FROM NEW.status OR (NEW.method = 'gateway' AND ((OLD.status = 'pending' AND NEW.status IN ('declined', 'succeeded')) OR (OLD.status = 'requested' AND NEW.status IN ('declined', 'submitted', 'unknown')) OR (OLD.status = 'reserved' AND NEW.status IN ('released', 'requested')) OR (OLD.status = 'submitted' AND NEW.status IN ('declined', 'pending', 'succeeded', 'unknown')) OR (OLD.status = 'succeeded' AND NEW.status IN ('reversed')) OR (OLD.status = 'unknown' AND NEW.status IN ('declined', 'pending', 'requested', 'succeeded')))) OR (NEW.method = 'internal' AND ((OLD.status = 'pending' AND NEW.status IN ('declined', 'succeeded')) OR (OLD.status = 'requested' AND NEW.status IN ('declined', 'submitted', 'unknown')) OR (OLD.status = 'reserved' AND NEW.status IN ('released', 'requested')) OR (OLD.status = 'submitted' AND NEW.status IN ('declined', 'pending', 'succeeded', 'unknown')) OR (OLD.status = 'succeeded' AND NEW.status IN ('reversed')) OR (OLD.status = 'unknown' AND NEW.status IN ('declined', 'pending', 'requested', 'succeeded')))) OR (NEW.method = 'manual' AND ((OLD.status = 'needed' AND NEW.status IN ('made', 'superseded')) OR (OLD.status = 'reserved' AND NEW.status IN ('needed', 'released')))) OR (NEW.method = 'external' AND ((OLD.status = 'reserved' AND NEW.status IN ('succeeded')) OR (OLD.status = 'succeeded' AND NEW.status IN ('reversed'))))) IS NOT TRUE)", func="\nRAISE EXCEPTION '%: row % may not go from % to %.', TG_TABLE_NAME, OLD.id, OLD.status, NEW.status\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_moves';\n", hash='46feb8643204089f5657a74baf10a12b892510a9', operation='UPDATE OF "status"', pgid='pgtrigger_refund_moves_25a44', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_leaves_with_its_plan', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status = 'reserved' AND NEW.status <> 'reserved' AND plan_lets_refund_go(OLD.id, OLD.method, NEW.status) IS NOT TRUE)", func="\nRAISE EXCEPTION 'Refund % may not be % as its plan stands, or without one.', OLD.id, NEW.status\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_leaves_with_its_plan';\n", hash='e8c9031d4025caf54a8964216225a4fec0474e7c', operation='UPDATE OF "status"', pgid='pgtrigger_refund_leaves_with_its_plan_7e57c', table='payments_refund', when='BEFORE')),
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
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."checks" IS DISTINCT FROM (NEW."checks") OR OLD."claimed_at" IS DISTINCT FROM (NEW."claimed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."failure_code" IS DISTINCT FROM (NEW."failure_code") OR OLD."failure_text" IS DISTINCT FROM (NEW."failure_text") OR OLD."first_sent_at" IS DISTINCT FROM (NEW."first_sent_at") OR OLD."gateway" IS DISTINCT FROM (NEW."gateway") OR OLD."gateway_reference" IS DISTINCT FROM (NEW."gateway_reference") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."last_sent_at" IS DISTINCT FROM (NEW."last_sent_at") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."next_check_at" IS DISTINCT FROM (NEW."next_check_at") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."reversed_at" IS DISTINCT FROM (NEW."reversed_at") OR OLD."settled_at" IS DISTINCT FROM (NEW."settled_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."transaction_id" IS DISTINCT FROM (NEW."transaction_id"))', func='INSERT INTO "payments_refundhistory" ("amount", "checks", "claimed_at", "created_at", "failure_code", "failure_text", "first_sent_at", "gateway", "gateway_reference", "id", "key", "last_sent_at", "method", "next_check_at", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "reversed_at", "settled_at", "status", "transaction_id") VALUES (OLD."amount", OLD."checks", OLD."claimed_at", OLD."created_at", OLD."failure_code", OLD."failure_text", OLD."first_sent_at", OLD."gateway", OLD."gateway_reference", OLD."id", OLD."key", OLD."last_sent_at", OLD."method", OLD."next_check_at", OLD."order_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."replaces_id", OLD."reversed_at", OLD."settled_at", OLD."status", OLD."transaction_id"); RETURN NULL;', hash='68b746d02b605163154155cd068d2b34567ad970', operation='UPDATE', pgid='pgtrigger_update_update_1c17b', table='payments_refund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransaction',
            trigger=pgtrigger.compiler.Trigger(name='transaction_in_currency_of_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((NEW.currency = order_currency(NEW.order_id)) IS NOT TRUE)', func="\nRAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'transaction_in_currency_of_order';\n", hash='ee67896111982abb04030aaace5a699362a52ed6', operation='INSERT OR UPDATE OF "order_id", "currency"', pgid='pgtrigger_transaction_in_currency_of_order_7ae11', table='payments_paymenttransaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransaction',
            trigger=pgtrigger.compiler.Trigger(name='transaction_amounts_begin_at_zero', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.reserved_amount <> 0 OR NEW.refunded_amount <> 0)', func="\nRAISE EXCEPTION '%: what is reserved and refunded follows from refunds and plans alone.',\n    TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'transaction_amounts';\n", hash='8e81e7c03049fadfa5ede6ccb8acd675b3100991', operation='INSERT', pgid='pgtrigger_transaction_amounts_begin_at_zero_69875', table='payments_paymenttransaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransaction',
            trigger=pgtrigger.compiler.Trigger(name='transaction_amounts_by_trigger', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (pg_trigger_depth() = 0 AND (OLD.reserved_amount <> NEW.reserved_amount OR OLD.refunded_amount <> NEW.refunded_amount))', func="\nRAISE EXCEPTION '%: what is reserved and refunded follows from refunds and plans alone.',\n    TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'transaction_amounts';\n", hash='ecb7312663a351b6ff15483c0126ade9b1c91c70', operation='UPDATE OF "reserved_amount", "refunded_amount"', pgid='pgtrigger_transaction_amounts_by_trigger_2d827', table='payments_paymenttransaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransaction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."captured_at" IS DISTINCT FROM (NEW."captured_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."gateway" IS DISTINCT FROM (NEW."gateway") OR OLD."gateway_reference" IS DISTINCT FROM (NEW."gateway_reference") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."installment_count" IS DISTINCT FROM (NEW."installment_count") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."payment_type" IS DISTINCT FROM (NEW."payment_type") OR OLD."refunded_amount" IS DISTINCT FROM (NEW."refunded_amount") OR OLD."reserved_amount" IS DISTINCT FROM (NEW."reserved_amount") OR OLD."voided_at" IS DISTINCT FROM (NEW."voided_at"))', func='INSERT INTO "payments_paymenttransactionhistory" ("amount", "captured_at", "created_at", "currency", "gateway", "gateway_reference", "id", "installment_count", "order_id", "payment_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refunded_amount", "reserved_amount", "voided_at") VALUES (OLD."amount", OLD."captured_at", OLD."created_at", OLD."currency", OLD."gateway", OLD."gateway_reference", OLD."id", OLD."installment_count", OLD."order_id", OLD."payment_type", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."refunded_amount", OLD."reserved_amount", OLD."voided_at"); RETURN NULL;', hash='7664831fe932497cd2cd06426d723b5e2b7a4bf2', operation='UPDATE', pgid='pgtrigger_update_update_51d3c', table='payments_paymenttransaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransaction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "payments_paymenttransactionhistory" ("amount", "captured_at", "created_at", "currency", "gateway", "gateway_reference", "id", "installment_count", "order_id", "payment_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refunded_amount", "reserved_amount", "voided_at") VALUES (OLD."amount", OLD."captured_at", OLD."created_at", OLD."currency", OLD."gateway", OLD."gateway_reference", OLD."id", OLD."installment_count", OLD."order_id", OLD."payment_type", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."refunded_amount", OLD."reserved_amount", OLD."voided_at"); RETURN NULL;', hash='8ad6dd4982d44be54d3689c395b3d043dedc07b1', operation='DELETE', pgid='pgtrigger_delete_delete_0bd7b', table='payments_paymenttransaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransactionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='a62d398fe9f289bee041f5169e794808c02ae5ee', operation='UPDATE', pgid='pgtrigger_append_only_update_b7e1d', table='payments_paymenttransactionhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransactionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='4cf7894f6338a181dce968f1df85d37208091eea', operation='DELETE', pgid='pgtrigger_append_only_delete_2e9b3', table='payments_paymenttransactionhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransactionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='fc5e4489000e046b64fc458c3bcac3a1f7c7e47d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_79036', table='payments_paymenttransactionhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundalarm',
            trigger=pgtrigger.compiler.Trigger(name='alarm_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.refund_id IS DISTINCT FROM NEW.refund_id OR OLD.cause IS DISTINCT FROM NEW.cause)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'alarm_stays';\n", hash='ae1e1d4bb0c6d24af9820842f99fde448ec89ec9', operation='UPDATE OF "refund_id", "cause"', pgid='pgtrigger_alarm_stays_9e010', table='payments_refundalarm', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundalarm',
            trigger=pgtrigger.compiler.Trigger(name='alarm_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='2557cc464bc6ba3a8999e83d0f6e1b06e9d29784', operation='DELETE', pgid='pgtrigger_alarm_delete_ff97c', table='payments_refundalarm', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundalarm',
            trigger=pgtrigger.compiler.Trigger(name='alarm_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='26ecd1c3664e5cbae41ec145a87791317939b57f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_alarm_truncate_6229c', table='payments_refundalarm', when='BEFORE')),
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
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='5dfbd27e9497a41d17bae90fc2669152adc13b0e', operation='UPDATE', pgid='pgtrigger_append_only_update_846d0', table='payments_refundhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='15481bfbeaa0adf80cbeaa173ce0dcd3f25488f6', operation='DELETE', pgid='pgtrigger_append_only_delete_dca12', table='payments_refundhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='35cb58b5725d54b50b501e53afd5719bead1afc3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_eed52', table='payments_refundhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='manualrefundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='06bf429d42a61af9c61c370909c468dc9cbbd711', operation='UPDATE', pgid='pgtrigger_append_only_update_110c5', table='payments_manualrefundhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='manualrefundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='2e222f4e276172b58aa68a8941596922148a9027', operation='DELETE', pgid='pgtrigger_append_only_delete_003ed', table='payments_manualrefundhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='manualrefundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='10244bf76caebbc769cc91abb708f3e1e8374081', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_205f9', table='payments_manualrefundhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='manualrefund',
            trigger=pgtrigger.compiler.Trigger(name='manual_refund_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='1fdfd2f59f8fb193db4709e4c213f46d945fd9b6', operation='DELETE', pgid='pgtrigger_manual_refund_delete_9254c', table='payments_manualrefund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='manualrefund',
            trigger=pgtrigger.compiler.Trigger(name='manual_refund_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='ee4f4d519fe9632b8ee9b6885eac8fd44c96c592', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_manual_refund_truncate_3833f', table='payments_manualrefund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='manualrefund',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_on" IS DISTINCT FROM (NEW."made_on") OR OLD."owned_at" IS DISTINCT FROM (NEW."owned_at") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."proof" IS DISTINCT FROM (NEW."proof") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."refund_id" IS DISTINCT FROM (NEW."refund_id"))', func='INSERT INTO "payments_manualrefundhistory" ("made_by_id", "made_on", "owned_at", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "reference", "refund_id") VALUES (OLD."made_by_id", OLD."made_on", OLD."owned_at", OLD."owner_id", _pgh_attach_context(), NOW(), \'update\', OLD."refund_id", OLD."proof", OLD."reference", OLD."refund_id"); RETURN NULL;', hash='8114822827739f6123b3b82be2544d2e2ffb1bcc', operation='UPDATE', pgid='pgtrigger_update_update_288bb', table='payments_manualrefund', when='AFTER')),
        ),
    ]
