from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('orders', '0019_people'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='customer',
            index=models.Index(fields=['channel', 'id'], name='customer_of_channel'),
        ),
        AddIndexConcurrently(
            model_name='customer',
            index=models.Index(condition=models.Q(('email__gt', '')), fields=['channel', 'email'], name='customer_by_email'),
        ),
        AddIndexConcurrently(
            model_name='customer',
            index=models.Index(condition=models.Q(('phone_number__gt', '')), fields=['channel', 'phone_number'], name='customer_by_phone'),
        ),
    ]
