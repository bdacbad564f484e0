from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('integrations', '0001_initial'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='integrationaction',
            index=models.Index(condition=models.Q(('status', 'error')), fields=['channel', 'id'], name='action_failed'),
        ),
    ]
