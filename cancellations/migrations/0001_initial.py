from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='CancellationReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cancellation_type', models.CharField(choices=[('cancel', 'Cancel'), ('refund', 'Return')], max_length=10, verbose_name='type')),
                ('subject', models.CharField(max_length=100, verbose_name='reason')),
                ('extra_information_needed', models.BooleanField(default=False, verbose_name='asks for more')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'ordering': ['cancellation_type', 'order', 'subject'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('cancellation_type', 'subject'), name='one_reason_per_subject')],
            },
        ),
    ]
