"""A bank reference that is typed again is found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0020_age_of_refunds'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='manualrefund',
            index=models.Index(condition=models.Q(('reference', ''), _negated=True), fields=['reference'], name='manual_refund_reference'),
        ),
    ]
