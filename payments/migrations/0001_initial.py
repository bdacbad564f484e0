import django.db.models.deletion
import django.db.models.expressions
import orders.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orders', '0005_triggers'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaymentTransaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('payment_type', models.CharField(choices=[('credit_card', 'Credit card'), ('funds_transfer', 'Bank transfer'), ('pay_on_delivery', 'Pay on delivery'), ('bkm_express', 'BKM Express'), ('loyalty_money', 'Loyalty money'), ('cash_register', 'Cash register'), ('gpay', 'Google Pay'), ('redirection', 'Redirection'), ('stored_card', 'Stored card'), ('masterpass', 'Masterpass'), ('masterpass_rest', 'Masterpass REST'), ('credit_payment', 'Consumer credit'), ('saved_card', 'Saved card'), ('pay_later', 'Pay later'), ('confirmation', 'Confirmation'), ('b2b', 'Business account'), ('wallet', 'Wallet')], max_length=32)),
                ('gateway', models.CharField(max_length=32)),
                ('gateway_reference', models.CharField(blank=True, db_collation='C', max_length=255)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('currency', models.CharField(db_collation='C', max_length=3)),
                ('captured_at', models.DateTimeField(blank=True, null=True)),
                ('installment_count', models.PositiveSmallIntegerField(default=1)),
                ('card_mask', models.CharField(blank=True, max_length=32)),
                ('reserved_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('refunded_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('created_at', models.DateTimeField()),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transactions', to='orders.order')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PaymentTransactionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('payment_type', models.CharField(choices=[('credit_card', 'Credit card'), ('funds_transfer', 'Bank transfer'), ('pay_on_delivery', 'Pay on delivery'), ('bkm_express', 'BKM Express'), ('loyalty_money', 'Loyalty money'), ('cash_register', 'Cash register'), ('gpay', 'Google Pay'), ('redirection', 'Redirection'), ('stored_card', 'Stored card'), ('masterpass', 'Masterpass'), ('masterpass_rest', 'Masterpass REST'), ('credit_payment', 'Consumer credit'), ('saved_card', 'Saved card'), ('pay_later', 'Pay later'), ('confirmation', 'Confirmation'), ('b2b', 'Business account'), ('wallet', 'Wallet')], max_length=32)),
                ('gateway', models.CharField(max_length=32)),
                ('gateway_reference', models.CharField(blank=True, db_collation='C', max_length=255)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('currency', models.CharField(db_collation='C', max_length=3)),
                ('captured_at', models.DateTimeField(blank=True, null=True)),
                ('installment_count', models.PositiveSmallIntegerField(default=1)),
                ('reserved_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('refunded_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('created_at', models.DateTimeField()),
                ('order', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orders.order')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.paymenttransaction')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='paymenttransaction',
            constraint=models.CheckConstraint(condition=models.Q(('reserved_amount__gte', 0), ('refunded_amount__gte', 0), models.Q(models.Q(('amount__gte', django.db.models.expressions.CombinedExpression(models.F('reserved_amount'), '+', models.F('refunded_amount'))), ('captured_at__isnull', False)), models.Q(('captured_at__isnull', True), ('refunded_amount', 0), ('reserved_amount', 0)), _connector='OR')), name='transaction_not_over_refunded'),
        ),
        migrations.AddConstraint(
            model_name='paymenttransaction',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='transaction_amount_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='paymenttransaction',
            constraint=models.CheckConstraint(condition=models.Q(('payment_type__in', ['b2b', 'bkm_express', 'cash_register', 'confirmation', 'credit_card', 'credit_payment', 'funds_transfer', 'gpay', 'loyalty_money', 'masterpass', 'masterpass_rest', 'pay_later', 'pay_on_delivery', 'redirection', 'saved_card', 'stored_card', 'wallet'])), name='transaction_payment_type_known'),
        ),
        migrations.AddConstraint(
            model_name='paymenttransaction',
            constraint=models.UniqueConstraint(condition=models.Q(('gateway_reference', ''), _negated=True), fields=('gateway', 'gateway_reference'), name='one_transaction_per_reference'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransaction',
            trigger=pgtrigger.compiler.Trigger(name='transaction_in_currency_of_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((NEW.currency = order_currency(NEW.order_id)) IS NOT TRUE)', func="\nRAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'transaction_in_currency_of_order';\n", hash='ee67896111982abb04030aaace5a699362a52ed6', operation='INSERT OR UPDATE OF "order_id", "currency"', pgid='pgtrigger_transaction_in_currency_of_order_7ae11', table='payments_paymenttransaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransaction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."captured_at" IS DISTINCT FROM (NEW."captured_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."gateway" IS DISTINCT FROM (NEW."gateway") OR OLD."gateway_reference" IS DISTINCT FROM (NEW."gateway_reference") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."installment_count" IS DISTINCT FROM (NEW."installment_count") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."payment_type" IS DISTINCT FROM (NEW."payment_type") OR OLD."refunded_amount" IS DISTINCT FROM (NEW."refunded_amount") OR OLD."reserved_amount" IS DISTINCT FROM (NEW."reserved_amount"))', func='INSERT INTO "payments_paymenttransactionhistory" ("amount", "captured_at", "created_at", "currency", "gateway", "gateway_reference", "id", "installment_count", "order_id", "payment_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refunded_amount", "reserved_amount") VALUES (OLD."amount", OLD."captured_at", OLD."created_at", OLD."currency", OLD."gateway", OLD."gateway_reference", OLD."id", OLD."installment_count", OLD."order_id", OLD."payment_type", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."refunded_amount", OLD."reserved_amount"); RETURN NULL;', hash='58579ed253795ebc86f673f4603c6d8e460b23a9', operation='UPDATE', pgid='pgtrigger_update_update_51d3c', table='payments_paymenttransaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransaction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "payments_paymenttransactionhistory" ("amount", "captured_at", "created_at", "currency", "gateway", "gateway_reference", "id", "installment_count", "order_id", "payment_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refunded_amount", "reserved_amount") VALUES (OLD."amount", OLD."captured_at", OLD."created_at", OLD."currency", OLD."gateway", OLD."gateway_reference", OLD."id", OLD."installment_count", OLD."order_id", OLD."payment_type", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."refunded_amount", OLD."reserved_amount"); RETURN NULL;', hash='4b444ba5e2fc3c209f86654fc361a089f1931fce', operation='DELETE', pgid='pgtrigger_delete_delete_0bd7b', table='payments_paymenttransaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransactionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b8b8b8a2e9f154f64f6323b9f49bf40f36d12d7d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ae210', table='payments_paymenttransactionhistory', when='BEFORE')),
        ),
    ]
