from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ppn', '0005_not_their_pupil'),
    ]

    operations = [
        migrations.AlterField(
            model_name='passing',
            name='purpose',
            field=models.CharField(choices=[('ENCOMPASS', 'Operation Encompass'), ('SCHOOL', 'For the school to know'), ('HEALTH', 'For health to know'), ('CHANGED', 'What they were told has changed')], max_length=10),
        ),
        migrations.RemoveConstraint(model_name='passing', name='passed_once_for_a_purpose'),
        migrations.AddConstraint(
            model_name='passing',
            constraint=models.UniqueConstraint(condition=models.Q(('purpose', 'CHANGED'), _negated=True), fields=('notice', 'child', 'purpose', 'agency'), name='passed_once_for_a_purpose', nulls_distinct=False),
        ),
    ]
