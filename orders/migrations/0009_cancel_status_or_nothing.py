from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0008_whole_numbers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='orderitem',
            name='cancel_status',
            field=models.CharField(blank=True, choices=[('waiting', 'Waiting'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('completed', 'Completed')], max_length=10, null=True),
        ),
        migrations.RunSQL(
            "UPDATE orders_orderitem SET cancel_status = NULL WHERE cancel_status = ''",
            "UPDATE orders_orderitem SET cancel_status = '' WHERE cancel_status IS NULL",
        ),
    ]
