from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False
    dependencies = [('contacts', '0004_not_yet_born')]

    operations = [
        AddIndexConcurrently(
            model_name='contact', index=models.Index(condition=models.Q(('restricted', True)), fields=['id'], name='contact_restricted'),
        ),
        AddIndexConcurrently(
            model_name='contactchild', index=models.Index(condition=models.Q(('restricted', True)), fields=['id'], name='child_restricted'),
        ),
    ]
