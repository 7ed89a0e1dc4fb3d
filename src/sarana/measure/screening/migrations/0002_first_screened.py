from django.db import migrations, models
from django.utils import timezone


def from_editions(apps, schema_editor):
    """Of those screened before, the day is known no closer than the edition was brought."""
    screened = apps.get_model("screening", "ScreenedName")
    edition = apps.get_model("screening", "ListEdition").objects.filter(pk=models.OuterRef("edition"))
    screened.objects.update(first_at=models.Subquery(edition.values("brought_at")[:1]))


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial")]
    operations = [
        migrations.AddField(
            "ScreenedName", "first_at", models.DateTimeField(auto_now_add=True, default=timezone.now), preserve_default=False
        ),
        migrations.RunPython(from_editions, migrations.RunPython.noop),
    ]
