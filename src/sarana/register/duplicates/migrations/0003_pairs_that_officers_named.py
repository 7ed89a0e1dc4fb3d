from datetime import timedelta

from django.db import migrations, models

# Entry and pair are written in one transaction; clocks of the two columns are read a moment apart.
_ONE_TRANSACTION = timedelta(seconds=5)


def mark_named(apps, schema_editor):
    """Pairs made by naming them have an entry of that deed from the same moment; those that a look found have none then."""
    pairs = apps.get_model("duplicates", "Pair").objects
    entries = apps.get_model("ledger", "Entry").objects.filter(action="name_pair")
    named = dict(entries.order_by("-seq").values_list("record_id", "at"))
    for key, found_at in pairs.filter(found_by__isnull=False).values_list("pk", "found_at"):
        at = named.get(str(key))
        if at is not None and abs(at - found_at) <= _ONE_TRANSACTION:
            pairs.filter(pk=key).update(named=True)


class Migration(migrations.Migration):
    dependencies = [
        ("duplicates", "0002_pairs_that_cannot_be_told"),
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.AddField("pair", "named", models.BooleanField(default=False)),
        migrations.RunPython(mark_named, migrations.RunPython.noop, elidable=True),
    ]
