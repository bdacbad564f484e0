from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('payments', '0005_manual_refunds'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='refund',
            index=models.Index(condition=models.Q(('status__in', ('needed', 'unknown'))), fields=['created_at', 'id'], name='refund_at_the_desk'),
        ),
        AddIndexConcurrently(
            model_name='refund',
            index=models.Index(condition=models.Q(('status', 'made')), fields=['settled_at', 'id'], name='refund_made_by_hand'),
        ),
        RemoveIndexConcurrently(
            model_name='refund',
            name='refund_by_hand',
        ),
    ]
