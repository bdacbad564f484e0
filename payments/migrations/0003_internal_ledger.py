import django.db.models.deletion
import orders.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0007_moves_of_plans'),
        ('payments', '0002_refunds'),
    ]

    operations = [
        migrations.CreateModel(
            name='InternalLedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('payment_type', models.CharField(choices=[('loyalty_money', 'Loyalty money'), ('wallet', 'Wallet')], max_length=32)),
                ('payment_reference', models.CharField(db_collation='C', max_length=255)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('currency', models.CharField(db_collation='C', max_length=3)),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='internal_ledger_entries', to='orders.customer')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='ledger_amount_positive'), models.CheckConstraint(condition=models.Q(('payment_type__in', ['loyalty_money', 'wallet'])), name='ledger_payment_type_internal')],
            },
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
    ]
