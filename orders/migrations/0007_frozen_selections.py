from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0006_account_corrected'),
    ]

    operations = [
        migrations.AddField(
            model_name='orderselection',
            name='frozen',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
