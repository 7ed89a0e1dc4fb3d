"""Documents can be taken back: with a reason that nobody changes or removes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sarana.base.identifiers

_TABLE = "releases_documentwithdrawal"
_WORDS = "The release ledger is append-only."


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = [
            f"""CREATE TRIGGER {_TABLE}_no_change BEFORE UPDATE OR DELETE ON {_TABLE}
                FOR EACH ROW EXECUTE FUNCTION releases_refuse()""",
            f"""CREATE TRIGGER {_TABLE}_no_truncate BEFORE TRUNCATE ON {_TABLE}
                FOR EACH STATEMENT EXECUTE FUNCTION releases_refuse()""",
        ]
    else:
        statements = [
            f"CREATE TRIGGER {_TABLE}_no_{what} BEFORE {what.upper()} ON {_TABLE} BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
            for what in ("update", "delete")
        ]
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0004_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentWithdrawal",
            fields=[
                ("id", models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ("words_km", models.TextField()),
                ("words_en", models.TextField()),
                ("withdrawn_at", models.DateTimeField()),
                ("statement", models.TextField()),
                ("signature", models.CharField(max_length=128)),
                ("public_key", models.CharField(max_length=64)),
                ("document", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="withdrawal", to="releases.releaseddocument")),
                ("withdrawn_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ["withdrawn_at", "id"]},
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
