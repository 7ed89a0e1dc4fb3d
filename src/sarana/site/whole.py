"""A new database is made whole from the models; migrations are for databases that hold something."""

from typing import TYPE_CHECKING, cast

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DEFAULT_DB_ALIAS

if TYPE_CHECKING:
    from django.db.migrations.state import StateApps


def is_new(connection: BaseDatabaseWrapper) -> bool:
    """True when the database holds no table at all."""
    return not connection.introspection.table_names()


def make_whole(connection: BaseDatabaseWrapper) -> None:
    """Create every table of an empty database at once and count all migrations as applied.

    Step by step the same takes a minute, most of it for pictures of the models between the steps. What migrations do
    beyond the models (triggers) is done here too; what they do to rows that were there before is marked ``elidable``.
    """
    executor = MigrationExecutor(connection)
    migrations = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):  # noqa: SLF001 - Django's documented door to a model's facts
                editor.create_model(model)
        for migration in migrations:
            _run_what_models_do_not_say(migration, editor)
        executor.recorder.ensure_schema()
        for migration in migrations:
            executor.recorder.record_applied(migration.app_label, migration.name)


def _run_what_models_do_not_say(migration: Migration, editor: BaseDatabaseSchemaEditor) -> None:
    if not migration.__module__.startswith("sarana."):
        return  # what libraries run concerns rows alone
    for operation in migration.operations:
        if isinstance(operation, RunPython) and not operation.elidable:
            operation.code(cast("StateApps", apps), editor)  # the last state of all is the models themselves
        if isinstance(operation, RunSQL) and not operation.elidable:
            raise TypeError(f"{migration}: write RunSQL as RunPython, for two databases.")


def wants_whole(options: dict[str, object]) -> bool:
    """True when ``migrate`` was asked for everything, and on the database itself."""
    steps = (
        "app_label",
        "migration_name",
        "plan",
        "check_unapplied",
        "fake",
        "fake_initial",
        "prune",
        "stepwise",
    )
    return options.get("database") == DEFAULT_DB_ALIAS and not any(options.get(name) for name in steps)
