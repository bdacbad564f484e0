from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('payments', '0005_revisions'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='paymenttransaction',
            index=models.Index(fields=['payment_type', 'id'], name='transaction_by_type'),
        ),
        AddIndexConcurrently(
            model_name='paymenttransaction',
            index=models.Index(fields=['created_at', 'id'], name='transaction_by_date'),
        ),
    ]
