from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False
    dependencies = [('people', '0002_not_yet_born')]

    operations = [
        AddIndexConcurrently(
            model_name='person', index=models.Index(condition=models.Q(('restricted', True)), fields=['id'], name='person_restricted'),
        ),
    ]
