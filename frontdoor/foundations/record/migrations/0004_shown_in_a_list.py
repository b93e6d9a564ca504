from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import Q
from django.db.models.fields.json import KeyTransform


class Migration(migrations.Migration):
    atomic = False  # an index on a busy table is made beside its work

    dependencies = [("record", '0003_share_until')]

    operations = [
        AddIndexConcurrently(
            "viewing",
            GinIndex(KeyTransform("records", "details"), name="shown_in_a_list", condition=Q(how__in=["LIST", "SEARCH"])),
        ),
    ]
