from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0005_triggers'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='seller',
            index=models.Index(models.Func('name', function='omnitron_fold', output_field=models.TextField()), name='seller_by_folded_name'),
        ),
    ]
