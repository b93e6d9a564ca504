from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False
    dependencies = [('feedback', '0003_remove_feedback_told_says_when_feedback_open_from_and_more')]

    operations = [
        AddIndexConcurrently(
            model_name='feedback', index=models.Index(condition=models.Q(('restricted', True)), fields=['id'], name='feedback_restricted'),
        ),
    ]
