from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="identity_provider",
            field=models.CharField(blank=True, default="", max_length=50),
            preserve_default=False,
        ),
    ]
