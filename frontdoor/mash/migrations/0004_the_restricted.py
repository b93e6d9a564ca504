from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False
    dependencies = [('mash', '0003_late_answers')]

    operations = [
        AddIndexConcurrently(
            model_name='enquiry', index=models.Index(condition=models.Q(('restricted', True)), fields=['id'], name='enquiry_restricted'),
        ),
        AddIndexConcurrently(
            model_name='agencyrequest', index=models.Index(condition=models.Q(('restricted', True)), fields=['id'], name='request_restricted'),
        ),
    ]
