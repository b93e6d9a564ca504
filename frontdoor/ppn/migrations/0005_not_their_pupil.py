from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ppn', '0004_alarm'),
    ]

    operations = [
        migrations.AddField(
            model_name='passing',
            name='not_theirs_at',
            field=models.DateTimeField(null=True),
        ),
    ]
