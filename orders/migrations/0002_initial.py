import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import django_countries.fields
import orders.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orders', '0001_search_functions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel_code', models.CharField(db_collation='C', max_length=128)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('first_name', models.CharField(blank=True, max_length=255)),
                ('last_name', models.CharField(blank=True, max_length=255)),
                ('phone_number', models.CharField(blank=True, max_length=64)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='DeliverySetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, verbose_name='short name')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('shipping_option', models.CharField(blank=True, max_length=50, verbose_name='shipping option')),
                ('priority', models.PositiveSmallIntegerField(default=0, verbose_name='priority')),
                ('calculator', models.CharField(choices=[('free', 'Free'), ('fixed', 'Fixed price'), ('amount_based', 'By order amount')], default='free', max_length=20, verbose_name='price')),
                ('price', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14, verbose_name='fixed price')),
                ('free_above', orders.models.fields.AmountField(blank=True, decimal_places=3, max_digits=14, null=True, verbose_name='free above')),
                ('is_default', models.BooleanField(default=False, verbose_name='default')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'ordering': ['priority', 'name'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PastedNumbers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(db_collation='C', max_length=64, unique=True)),
                ('numbers', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('pasted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('pasted_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ShippingCompany',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('tracking_url_template', models.CharField(blank=True, help_text='Where a parcel is followed; {tracking_number} stands for its number.', max_length=500, verbose_name='tracking address')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'shipping company',
                'verbose_name_plural': 'shipping companies',
                'ordering': ['name'],
                'permissions': [('manage_shipping_companies', 'Set up shipping companies')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_name', models.CharField(blank=True, max_length=255, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=255, verbose_name='last name')),
                ('phone', models.CharField(blank=True, max_length=64, verbose_name='phone')),
                ('line', models.TextField(blank=True, verbose_name='address')),
                ('district', models.CharField(blank=True, max_length=128, verbose_name='district')),
                ('township', models.CharField(blank=True, max_length=128, verbose_name='township')),
                ('city', models.CharField(blank=True, max_length=128, verbose_name='city')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                ('postcode', models.CharField(blank=True, max_length=32, verbose_name='postcode')),
                ('company_name', models.CharField(blank=True, max_length=255, verbose_name='company')),
                ('tax_office', models.CharField(blank=True, max_length=128, verbose_name='tax office')),
                ('tax_no', models.CharField(blank=True, max_length=64, verbose_name='tax number')),
                ('identity_number', models.CharField(blank=True, max_length=64, verbose_name='identity number')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='orders.customer')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(db_collation='C', max_length=128, verbose_name='order number')),
                ('first_name', models.CharField(blank=True, max_length=255, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=255, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=64, verbose_name='phone')),
                ('status', models.SmallIntegerField(choices=[(50, 'Cancellation waiting'), (100, 'Canceled'), (200, 'Waiting'), (300, 'Payment waiting'), (350, 'Confirmation waiting'), (400, 'Approved'), (450, 'Preparing'), (500, 'Shipped'), (510, 'Shipped and informed'), (520, 'Ready for pickup'), (540, 'Attempted delivery'), (544, 'Review started'), (545, 'Review waiting'), (546, 'Waiting for payment (trade-in)'), (547, 'Paid (trade-in)'), (550, 'Delivered'), (600, 'Refunded')], default=200)),
                ('placed_at', models.DateTimeField()),
                ('client_type', models.CharField(choices=[('web', 'Web'), ('ios', 'iOS'), ('android', 'Android'), ('instore', 'In store'), ('default', 'Default')], db_collation='C', default='default', max_length=20)),
                ('language_code', models.CharField(blank=True, max_length=10)),
                ('currency', models.CharField(db_collation='C', max_length=3)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('shipping_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('net_shipping_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('shipping_tax_rate', models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ('shipping_reserved', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('shipping_refunded', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('discount_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('installment_count', models.PositiveSmallIntegerField(default=1)),
                ('installment_interest_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('payment_option_fee', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('is_send', models.BooleanField(default=False, verbose_name='reported to ERP')),
                ('delivery_type', models.CharField(blank=True, max_length=50)),
                ('cargo_company', models.CharField(blank=True, max_length=100)),
                ('notes', models.TextField(blank=True)),
                ('has_gift_box', models.BooleanField(default=False)),
                ('gift_box_note', models.TextField(blank=True)),
                ('remote_addr', models.GenericIPAddressField(blank=True, null=True)),
                ('extra_field', models.JSONField(blank=True, default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('modified_at', models.DateTimeField(auto_now=True)),
                ('item_count', models.PositiveIntegerField(default=0)),
                ('cancellation_waiting', models.BooleanField(default=False)),
                ('seller_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None)),
                ('shipping_company_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None)),
                ('payment_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), blank=True, default=list, size=None)),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.F('first_name'), models.F('last_name'), models.F('email'), models.F('phone'), function='order_document'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('billing_address', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.address')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='orders.customer')),
                ('shipping_address', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.address')),
            ],
            options={
                'permissions': [('view_orders', 'Look orders up'), ('edit_customer', 'Edit customer information and addresses'), ('add_note', 'Add notes to the order log'), ('correct_status', 'Correct a wrong status'), ('erase_customer', "Erase a customer's personal data")],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=50)),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField(blank=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='orders.order')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='OrderSelection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_query', models.TextField(blank=True)),
                ('all_matching', models.BooleanField(default=False)),
                ('matched', models.PositiveIntegerField(default=0)),
                ('order_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None)),
                ('time_zone', models.CharField(default='UTC', max_length=64)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='order_selections', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SalesChannel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='short name')),
                ('channel_type', models.CharField(choices=[('web', 'Web shop'), ('marketplace', 'Marketplace'), ('sales_channel', 'Sales channel'), ('instore', 'In store')], max_length=20, verbose_name='type')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('timezone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('conf', models.JSONField(blank=True, default=dict, verbose_name='configuration')),
            ],
            options={
                'verbose_name': 'sales channel',
                'verbose_name_plural': 'sales channels',
                'ordering': ['name'],
                'permissions': [('manage_channels', 'Set up sales channels and who has access')],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('channel_type__in', ['instore', 'marketplace', 'sales_channel', 'web'])), name='channel_type_known')],
            },
        ),
        migrations.AddField(
            model_name='order',
            name='channel',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='orders.saleschannel'),
        ),
        migrations.AddField(
            model_name='customer',
            name='channel',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='customers', to='orders.saleschannel'),
        ),
        migrations.CreateModel(
            name='ChannelAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channel_access', to=settings.AUTH_USER_MODEL)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access', to='orders.saleschannel')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Seller',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=64, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'seller',
                'verbose_name_plural': 'sellers',
                'ordering': ['name', 'code'],
                'permissions': [('manage_sellers', 'Set up sellers and their staff')],
                'default_permissions': (),
                'indexes': [models.Index(fields=['name', 'code'], name='seller_by_name')],
            },
        ),
        migrations.CreateModel(
            name='Package',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(db_collation='C', max_length=64, verbose_name='package')),
                ('status', models.CharField(choices=[('waiting_packaging', 'Waiting Packaging'), ('preparing', 'Preparing'), ('ready_to_ship', 'Ready to Ship'), ('shipped', 'Shipped'), ('delivery_failed', 'Delivery Failed'), ('delivered', 'Delivered'), ('returned', 'Returned'), ('canceled', 'Canceled')], default='waiting_packaging', max_length=20)),
                ('tracking_number', models.CharField(blank=True, max_length=128)),
                ('ready_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('modified_at', models.DateTimeField(auto_now=True)),
                ('delivery_setting', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='orders.deliverysetting')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='orders.order')),
                ('seller', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='orders.seller')),
                ('shipping_company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='orders.shippingcompany')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='deliverysetting',
            name='seller',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delivery_settings', to='orders.seller', verbose_name='seller'),
        ),
        migrations.CreateModel(
            name='SellerStaff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='orders.seller')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seller_staff', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='OrderItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_number', models.PositiveIntegerField()),
                ('sku', models.CharField(max_length=128)),
                ('name', models.CharField(max_length=255)),
                ('attributes', models.JSONField(blank=True, default=dict)),
                ('image_url', models.URLField(blank=True, max_length=500)),
                ('non_returnable', models.BooleanField(default=False)),
                ('quantity', models.PositiveIntegerField(default=1)),
                ('retail_price', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('price', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('discount_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('net_amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('installment_interest_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('tax_rate', models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ('tax_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('reserved_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('refunded_amount', orders.models.fields.AmountField(decimal_places=3, default=0, max_digits=14)),
                ('status', models.SmallIntegerField(choices=[(50, 'Cancellation waiting'), (100, 'Canceled'), (200, 'Waiting'), (300, 'Payment waiting'), (350, 'Confirmation waiting'), (400, 'Approved'), (450, 'Preparing'), (500, 'Shipped'), (510, 'Shipped and informed'), (520, 'Ready for pickup'), (540, 'Attempted delivery'), (544, 'Review started'), (545, 'Review waiting'), (546, 'Waiting for payment (trade-in)'), (547, 'Paid (trade-in)'), (550, 'Delivered'), (600, 'Refunded')], default=200)),
                ('status_before_cancellation', models.SmallIntegerField(blank=True, choices=[(50, 'Cancellation waiting'), (100, 'Canceled'), (200, 'Waiting'), (300, 'Payment waiting'), (350, 'Confirmation waiting'), (400, 'Approved'), (450, 'Preparing'), (500, 'Shipped'), (510, 'Shipped and informed'), (520, 'Ready for pickup'), (540, 'Attempted delivery'), (544, 'Review started'), (545, 'Review waiting'), (546, 'Waiting for payment (trade-in)'), (547, 'Paid (trade-in)'), (550, 'Delivered'), (600, 'Refunded')], null=True)),
                ('cancel_status', models.CharField(blank=True, choices=[('waiting', 'Waiting'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('completed', 'Completed')], max_length=10, null=True)),
                ('tracking_number', models.CharField(blank=True, db_collation='C', max_length=128)),
                ('carrier_shipping_code', models.CharField(blank=True, max_length=128)),
                ('invoice_number', models.CharField(blank=True, db_collation='C', max_length=128)),
                ('invoice_date', models.DateField(blank=True, null=True)),
                ('e_archive_url', models.URLField(blank=True, max_length=500)),
                ('delivered_date', models.DateTimeField(blank=True, null=True)),
                ('estimated_delivery_date', models.DateTimeField(blank=True, null=True)),
                ('extra_field', models.JSONField(blank=True, default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='orders.order')),
                ('split_from', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.orderitem')),
                ('package', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='orders.package')),
                ('seller', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='orders.seller')),
                ('shipping_company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='orders.shippingcompany')),
            ],
            options={
                'ordering': ['order_id', 'line_number'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='deliverysetting',
            name='shipping_company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='orders.shippingcompany', verbose_name='shipping company'),
        ),
        migrations.CreateModel(
            name='DiscountItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('code', models.CharField(blank=True, max_length=100)),
                ('amount', orders.models.fields.AmountField(decimal_places=3, max_digits=14)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='discounts', to='orders.order')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='discount_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='OrderEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('placed', 'Order placed'), ('payment_recorded', 'Payment recorded'), ('status_changed', 'Status changed'), ('status_corrected', 'Status corrected'), ('shipment_changed', 'Shipment changed'), ('invoice_changed', 'Invoice changed'), ('customer_edited', 'Customer edited'), ('note_added', 'Note added'), ('reported', 'Reported to ERP'), ('customer_erased', 'Customer erased')], max_length=32)),
                ('at', models.DateTimeField()),
                ('actor_type', models.CharField(choices=[('user', 'User'), ('api_client', 'API client'), ('gateway', 'Gateway'), ('system', 'System')], max_length=16)),
                ('actor_name', models.CharField(blank=True, max_length=150)),
                ('cause', models.CharField(blank=True, max_length=200)),
                ('changes', models.JSONField(default=dict)),
                ('note', models.TextField(blank=True)),
                ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='orders.order')),
                ('item', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='orders.orderitem')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['order', '-at', '-id'], name='event_of_order')],
            },
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['placed_at', 'id'], name='order_by_date'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['status', 'placed_at', 'id'], name='order_by_status'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['channel', 'placed_at', 'id'], name='order_by_channel'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['client_type', 'placed_at', 'id'], name='order_by_platform'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['currency', 'amount', 'id'], name='order_by_amount'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('is_send', False)), fields=['placed_at', 'id'], name='order_unreported'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('cancellation_waiting', True)), fields=['placed_at', 'id'], name='order_cancellation_waiting'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='order_words'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['payment_types', 'placed_at', 'id'], name='order_by_payment'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('payment_types__len__gt', 1)), fields=['payment_types'], name='order_several_payment'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['seller_ids', 'placed_at', 'id'], name='order_by_seller'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('seller_ids__len__gt', 1)), fields=['seller_ids'], name='order_several_seller'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['shipping_company_ids', 'placed_at', 'id'], name='order_by_company'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('shipping_company_ids__len__gt', 1)), fields=['shipping_company_ids'], name='order_several_company'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(fields=('number',), name='one_order_per_number'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('shipping_reserved__gte', 0), ('shipping_refunded__gte', 0), ('net_shipping_amount__gte', django.db.models.expressions.CombinedExpression(models.F('shipping_reserved'), '+', models.F('shipping_refunded')))), name='order_shipping_not_over_refunded'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('shipping_amount__gte', 0), ('net_shipping_amount__gte', 0), ('discount_amount__gte', 0), ('shipping_tax_rate__gte', 0), ('installment_interest_amount__gte', 0), ('payment_option_fee__gte', 0)), name='order_amounts_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('client_type__in', ['android', 'default', 'instore', 'ios', 'web'])), name='order_platform_known'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', [50, 100, 200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 546, 547, 550, 600])), name='order_status_known'),
        ),
        migrations.AddConstraint(
            model_name='customer',
            constraint=models.UniqueConstraint(fields=('channel', 'channel_code'), name='one_customer_per_channel_code'),
        ),
        migrations.AddConstraint(
            model_name='channelaccess',
            constraint=models.UniqueConstraint(fields=('user', 'channel'), name='one_access_per_channel'),
        ),
        migrations.AddConstraint(
            model_name='sellerstaff',
            constraint=models.UniqueConstraint(fields=('user', 'seller'), name='one_post_per_seller'),
        ),
        migrations.AddIndex(
            model_name='package',
            index=models.Index(fields=['seller', 'status', 'id'], name='package_by_seller'),
        ),
        migrations.AddConstraint(
            model_name='package',
            constraint=models.UniqueConstraint(fields=('number',), name='one_package_per_number'),
        ),
        migrations.AddConstraint(
            model_name='package',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['canceled', 'delivered', 'delivery_failed', 'preparing', 'ready_to_ship', 'returned', 'shipped', 'waiting_packaging'])), name='package_status_known'),
        ),
        migrations.AddIndex(
            model_name='orderitem',
            index=models.Index(fields=['seller', 'order'], name='item_by_seller'),
        ),
        migrations.AddIndex(
            model_name='orderitem',
            index=models.Index(condition=models.Q(('tracking_number__gt', '')), fields=['tracking_number'], name='item_tracking'),
        ),
        migrations.AddIndex(
            model_name='orderitem',
            index=models.Index(condition=models.Q(('invoice_number__gt', '')), fields=['invoice_number'], name='item_invoice'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.UniqueConstraint(fields=('order', 'line_number'), name='one_item_per_line'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='item_has_quantity'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(('net_amount', django.db.models.expressions.CombinedExpression(models.F('price'), '-', models.F('discount_amount')))), name='item_net_amount_adds_up'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(('reserved_amount__gte', 0), ('refunded_amount__gte', 0), ('net_amount__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('reserved_amount'), '+', models.F('refunded_amount')), '-', models.F('installment_interest_amount')))), name='item_not_over_refunded'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 50), ('status_before_cancellation__isnull', False)), models.Q(models.Q(('status', 50), _negated=True), ('status_before_cancellation__isnull', True)), _connector='OR'), name='item_waiting_remembers_status'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', [50, 100, 200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 546, 547, 550, 600])), name='item_status_known'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(('cancel_status__in', ['approved', 'completed', 'rejected', 'waiting'])), name='item_cancel_status_known'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(('retail_price__gte', 0), ('price__gte', 0), ('discount_amount__gte', 0), ('net_amount__gte', 0), ('installment_interest_amount__gte', 0), ('tax_rate__gte', 0), ('tax_amount__gte', 0)), name='item_amounts_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='deliverysetting',
            constraint=models.UniqueConstraint(fields=('seller', 'slug'), name='one_delivery_setting_per_slug', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='deliverysetting',
            constraint=models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('seller',), name='one_default_delivery_setting', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='deliverysetting',
            constraint=models.CheckConstraint(condition=models.Q(('price__gte', 0), models.Q(('free_above__isnull', True), ('free_above__gte', 0), _connector='OR')), name='delivery_prices_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='deliverysetting',
            constraint=models.CheckConstraint(condition=models.Q(('calculator__in', ['amount_based', 'fixed', 'free'])), name='delivery_calculator_known'),
        ),
    ]
