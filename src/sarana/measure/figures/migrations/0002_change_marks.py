"""Change marks, and the triggers that write them, so that a snapshot writes only what changed."""

from django.db import migrations, models

from sarana.measure.figures import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0003_plans_and_shelters"),
        ("cases", "0003_glass_break"),
        ("figures", "0001_initial"),
        ("operations", "0003_operations_that_lie_ahead"),
        ("proceedings", "0002_detention_absence_witness"),
        ("referrals", "0001_initial"),
        ("repatriation", "0001_initial"),
        ("reports", "0004_opened_alone"),
        ("vault", "0001_initial"),
    ]
    operations = [
        migrations.AddField("Snapshot", "is_base", models.BooleanField(default=False)),
        migrations.AddField("Snapshot", "ranges", models.JSONField(default=dict)),
        migrations.AddConstraint(
            "Snapshot",
            models.UniqueConstraint(
                fields=["is_base"], condition=models.Q(is_base=True), name="one_snapshot_is_the_base"
            ),
        ),
        migrations.CreateModel(
            "ChangeMark",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("key", models.UUIDField()),
            ],
        ),
        migrations.RunPython(install, remove),
    ]
