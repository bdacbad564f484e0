import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.utils.timezone
import orders.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('orders', '0005_rules'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='GatewayNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gateway', models.CharField(max_length=32)),
                ('event_id', models.CharField(db_collation='C', max_length=255)),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('content', models.JSONField()),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
                ('next_try_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveIntegerField(default=0)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('handled_at__isnull', True)), fields=['received_at'], name='notice_to_handle')],
                'constraints': [models.UniqueConstraint(fields=('gateway', 'event_id'), name='one_notice_per_event')],
            },
        ),
        migrations.CreateModel(
            name='InternalLedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='internal_ledger_entries', to='orders.customer')),
                ('payment_type', models.CharField(choices=[('loyalty_money', 'Loyalty money'), ('wallet', 'Wallet')], max_length=32)),
                ('payment_reference', models.CharField(db_collation='C', max_length=255)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('currency', models.CharField(db_collation='C', max_length=3)),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='ledger_amount_positive'), models.CheckConstraint(condition=models.Q(('payment_type__in', ['loyalty_money', 'wallet'])), name='ledger_payment_type_internal')],
            },
        ),
        migrations.CreateModel(
            name='PaymentTransaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transactions', to='orders.order')),
                ('payment_type', models.CharField(choices=[('credit_card', 'Credit card'), ('funds_transfer', 'Bank transfer'), ('pay_on_delivery', 'Pay on delivery'), ('bkm_express', 'BKM Express'), ('loyalty_money', 'Loyalty money'), ('cash_register', 'Cash register'), ('gpay', 'Google Pay'), ('redirection', 'Redirection'), ('stored_card', 'Stored card'), ('masterpass', 'Masterpass'), ('masterpass_rest', 'Masterpass REST'), ('credit_payment', 'Consumer credit'), ('saved_card', 'Saved card'), ('pay_later', 'Pay later'), ('confirmation', 'Confirmation'), ('b2b', 'Business account'), ('wallet', 'Wallet')], max_length=32)),
                ('gateway', models.CharField(max_length=32)),
                ('gateway_reference', models.CharField(blank=True, db_collation='C', max_length=255)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('currency', models.CharField(db_collation='C', max_length=3)),
                ('captured_at', models.DateTimeField(blank=True, null=True)),
                ('void_at', models.DateTimeField(blank=True, null=True)),
                ('void_checks', models.PositiveIntegerField(db_default=0, default=0)),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('installment_count', models.PositiveSmallIntegerField(default=1)),
                ('card_mask', models.CharField(blank=True, max_length=32)),
                ('reserved_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('refunded_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('void_at__isnull', False)), fields=['void_at'], name='transaction_to_void')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reserved_amount__gte', 0), ('refunded_amount__gte', 0), models.Q(models.Q(('amount__gte', django.db.models.expressions.CombinedExpression(models.F('reserved_amount'), '+', models.F('refunded_amount'))), ('captured_at__isnull', False)), models.Q(('captured_at__isnull', True), ('refunded_amount', 0), ('reserved_amount', 0)), _connector='OR')), name='transaction_not_over_refunded'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='transaction_amount_not_negative'), models.CheckConstraint(condition=models.Q(('payment_type__in', ['b2b', 'bkm_express', 'cash_register', 'confirmation', 'credit_card', 'credit_payment', 'funds_transfer', 'gpay', 'loyalty_money', 'masterpass', 'masterpass_rest', 'pay_later', 'pay_on_delivery', 'redirection', 'saved_card', 'stored_card', 'wallet'])), name='transaction_payment_type_known'), models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('captured_at__isnull', True), ('void_at__isnull', True)), _connector='OR'), name='transaction_voided_or_captured'), models.UniqueConstraint(condition=models.Q(('gateway_reference', ''), _negated=True), fields=('gateway', 'gateway_reference'), name='one_transaction_per_reference')],
            },
        ),
        migrations.CreateModel(
            name='PaymentTransactionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.paymenttransaction')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('order', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orders.order')),
                ('payment_type', models.CharField(choices=[('credit_card', 'Credit card'), ('funds_transfer', 'Bank transfer'), ('pay_on_delivery', 'Pay on delivery'), ('bkm_express', 'BKM Express'), ('loyalty_money', 'Loyalty money'), ('cash_register', 'Cash register'), ('gpay', 'Google Pay'), ('redirection', 'Redirection'), ('stored_card', 'Stored card'), ('masterpass', 'Masterpass'), ('masterpass_rest', 'Masterpass REST'), ('credit_payment', 'Consumer credit'), ('saved_card', 'Saved card'), ('pay_later', 'Pay later'), ('confirmation', 'Confirmation'), ('b2b', 'Business account'), ('wallet', 'Wallet')], max_length=32)),
                ('gateway', models.CharField(max_length=32)),
                ('gateway_reference', models.CharField(blank=True, db_collation='C', max_length=255)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('currency', models.CharField(db_collation='C', max_length=3)),
                ('captured_at', models.DateTimeField(blank=True, null=True)),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('installment_count', models.PositiveSmallIntegerField(default=1)),
                ('reserved_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('refunded_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='orders.order')),
                ('transaction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='payments.paymenttransaction')),
                ('method', models.CharField(choices=[('gateway', 'Gateway'), ('internal', 'Internal ledger'), ('manual', 'By hand'), ('external', 'Made at the gateway')], max_length=10)),
                ('gateway', models.CharField(blank=True, max_length=32)),
                ('gateway_reference', models.CharField(blank=True, db_collation='C', max_length=255)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('status', models.CharField(choices=[('reserved', 'Reserved'), ('requested', 'Requested'), ('submitted', 'Submitted'), ('pending', 'Pending at the gateway'), ('unknown', 'Outcome unknown'), ('succeeded', 'Succeeded'), ('declined', 'Declined'), ('reversed', 'Taken back by the gateway'), ('needed', 'To be made by hand'), ('made', 'Made by hand'), ('superseded', 'Superseded'), ('released', 'Released')], default='reserved', max_length=12)),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='payments.refund')),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('first_sent_at', models.DateTimeField(blank=True, null=True)),
                ('last_sent_at', models.DateTimeField(blank=True, null=True)),
                ('next_check_at', models.DateTimeField(blank=True, null=True)),
                ('checks', models.PositiveIntegerField(default=0)),
                ('failure_code', models.CharField(blank=True, max_length=64)),
                ('failure_text', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('waiting_since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('reversed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'permissions': [('make_refunds', 'Make refunds by hand, try a gateway again'), ('close_money', 'Compare a day’s refunds with a gateway’s book')],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('next_check_at__isnull', False)), fields=['next_check_at'], name='refund_to_check'), models.Index(condition=models.Q(('status', 'submitted')), fields=['claimed_at'], name='refund_abandoned'), models.Index(condition=models.Q(('settled_at__isnull', False), models.Q(('gateway', ''), _negated=True)), fields=['gateway', 'settled_at'], name='refund_of_day'), models.Index(condition=models.Q(('reversed_at__isnull', False)), fields=['gateway', 'reversed_at'], name='refund_taken_back'), models.Index(condition=models.Q(('status__in', ('needed', 'unknown'))), fields=['waiting_since', 'id'], name='refund_at_the_desk'), models.Index(condition=models.Q(('status', 'made')), fields=['settled_at', 'id'], name='refund_made_by_hand')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='refund_amount_positive'), models.CheckConstraint(condition=models.Q(('method__in', ['external', 'gateway', 'internal', 'manual'])), name='refund_method_known'), models.CheckConstraint(condition=models.Q(('status__in', ['declined', 'made', 'needed', 'pending', 'released', 'requested', 'reserved', 'reversed', 'submitted', 'succeeded', 'superseded', 'unknown'])), name='refund_status_known'), models.CheckConstraint(condition=models.Q(('transaction__isnull', False), ('method', 'manual'), _connector='OR'), name='refund_from_a_payment'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'submitted'), _negated=True), models.Q(('claimed_at__isnull', False), ('last_sent_at__isnull', False)), _connector='OR'), name='refund_submitted_was_sent'), models.UniqueConstraint(condition=models.Q(('gateway_reference', ''), _negated=True), fields=('gateway', 'gateway_reference'), name='one_refund_per_reference')],
            },
        ),
        migrations.CreateModel(
            name='ManualRefund',
            fields=[
                ('refund', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='manual', serialize=False, to='payments.refund')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owned_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_on', models.DateField(null=True, verbose_name='date')),
                ('reference', models.CharField(blank=True, max_length=128, verbose_name='reference')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('proof', models.FileField(blank=True, upload_to='proofs/%Y/%m/', verbose_name='proof')),
                ('proof_name', models.CharField(blank=True, max_length=255)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('reference', ''), _negated=True), fields=['reference'], name='manual_refund_reference')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_by', None), ('made_on', None)), models.Q(('made_by__isnull', False), ('made_on__isnull', False), models.Q(('reference', ''), _negated=True)), _connector='OR'), name='manual_refund_made_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='RefundAlarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('refund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='payments.refund')),
                ('cause', models.CharField(choices=[('taken_back', 'Taken Back'), ('paid_after_all', 'Paid After All')], max_length=20)),
                ('raised_at', models.DateTimeField(auto_now_add=True)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('mailed_at__isnull', True)), fields=['raised_at'], name='alarm_to_mail')],
                'constraints': [models.UniqueConstraint(fields=('refund', 'cause'), name='one_alarm_per_cause')],
            },
        ),
        migrations.CreateModel(
            name='RefundAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('refund', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='payments.refund')),
                ('kind', models.CharField(choices=[('sent', 'Sent'), ('answered', 'Answered'), ('no_answer', 'No answer'), ('not_known', 'The gateway does not know it'), ('told', 'Told by the gateway')], max_length=10)),
                ('at', models.DateTimeField()),
                ('content', models.JSONField(default=dict)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['refund', 'id'], name='attempt_of_refund')],
            },
        ),
        migrations.CreateModel(
            name='RefundHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.refund')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('order', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orders.order')),
                ('transaction', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.paymenttransaction')),
                ('method', models.CharField(choices=[('gateway', 'Gateway'), ('internal', 'Internal ledger'), ('manual', 'By hand'), ('external', 'Made at the gateway')], max_length=10)),
                ('gateway', models.CharField(blank=True, max_length=32)),
                ('gateway_reference', models.CharField(blank=True, db_collation='C', max_length=255)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('status', models.CharField(choices=[('reserved', 'Reserved'), ('requested', 'Requested'), ('submitted', 'Submitted'), ('pending', 'Pending at the gateway'), ('unknown', 'Outcome unknown'), ('succeeded', 'Succeeded'), ('declined', 'Declined'), ('reversed', 'Taken back by the gateway'), ('needed', 'To be made by hand'), ('made', 'Made by hand'), ('superseded', 'Superseded'), ('released', 'Released')], default='reserved', max_length=12)),
                ('replaces', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.refund')),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('first_sent_at', models.DateTimeField(blank=True, null=True)),
                ('last_sent_at', models.DateTimeField(blank=True, null=True)),
                ('next_check_at', models.DateTimeField(blank=True, null=True)),
                ('checks', models.PositiveIntegerField(default=0)),
                ('failure_code', models.CharField(blank=True, max_length=64)),
                ('failure_text', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('reversed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ManualRefundHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.manualrefund')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('refund', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='payments.refund')),
                ('owner', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('owned_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_on', models.DateField(null=True, verbose_name='date')),
                ('reference', models.CharField(blank=True, max_length=128, verbose_name='reference')),
                ('proof', models.FileField(blank=True, upload_to='proofs/%Y/%m/', verbose_name='proof')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
    ]
