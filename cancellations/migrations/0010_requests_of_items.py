from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('cancellations', '0009_revisions'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='cancellationrequest',
            index=models.Index(fields=['item', 'id'], name='request_of_item'),
        ),
    ]
