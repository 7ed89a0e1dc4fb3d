import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_carry_over")]
    operations = [
        migrations.RemoveField("progressnote", "measure"),
        migrations.AlterField(
            "progressnote",
            "node",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="plans.node"
            ),
        ),
        migrations.DeleteModel("OldTarget"),
        migrations.DeleteModel("Measure"),
        migrations.DeleteModel("Pillar"),
    ]
