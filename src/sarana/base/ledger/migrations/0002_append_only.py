"""The database itself refuses to change, remove or reorder ledger entries."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger_entry
       BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END""",
    """CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger_entry
       BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END""",
    # INSERT OR REPLACE removes a row without a delete trigger; an insert must therefore be the next in line.
    """CREATE TRIGGER ledger_in_order BEFORE INSERT ON ledger_entry
       WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM ledger_entry)
       BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER ledger_no_update",
    "DROP TRIGGER ledger_no_delete",
    "DROP TRIGGER ledger_in_order",
]
POSTGRESQL = [
    """CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'The ledger is append-only.'; END $$""",
    """CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger_entry
       FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    """CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_entry
       FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
    """CREATE FUNCTION ledger_next() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN
            IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM ledger_entry) THEN
              RAISE EXCEPTION 'The ledger is append-only.';
            END IF;
            RETURN NEW;
          END $$""",
    """CREATE TRIGGER ledger_in_order BEFORE INSERT ON ledger_entry
       FOR EACH ROW EXECUTE FUNCTION ledger_next()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER ledger_no_change ON ledger_entry",
    "DROP TRIGGER ledger_no_truncate ON ledger_entry",
    "DROP TRIGGER ledger_in_order ON ledger_entry",
    "DROP FUNCTION ledger_refuse()",
    "DROP FUNCTION ledger_next()",
]


def install(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
