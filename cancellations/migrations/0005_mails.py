from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cancellations', '0004_reason_and_account_of_plans'),
        ('orders', '0007_moves_of_plans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='cancellationplan',
            name='mail_claimed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='cancellationplan',
            name='mailed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='cancellationplan',
            index=models.Index(condition=models.Q(('mailed_at__isnull', True), ('status', 'completed')), fields=['ended_at'], name='plan_to_mail'),
        ),
    ]
