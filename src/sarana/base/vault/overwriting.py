import logging
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.db import OperationalError, connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

# A night that found its tables held leaves it to one of the next.
AGAIN_FOR = timedelta(days=7)
# A table that somebody holds is tried again; whoever waits behind us waits no longer than one try.
_TRIES = 12
_ONE_TRY = "5s"
_PAUSE = 5.0


def overwrite_tables_of(*kinds: type[models.Model]) -> bool:
    """Let nothing that was deleted from these models' tables be left in the database's files; says so in the log if it is.

    Returns:
        Whether it was done; inside a transaction it can't be.
    """
    tables = [kind._meta.db_table for kind in kinds]  # noqa: SLF001
    if not connection.in_atomic_block and overwrite_freed(connection, tables):
        return True
    logging.getLogger(__name__).error(
        "What was deleted from %s is still in the database's files; the next night tries again.",
        ", ".join(tables),
    )
    return False


def overwrite_freed(database: BaseDatabaseWrapper, tables: Sequence[str]) -> bool:
    """Let nothing that was deleted from these tables be left in the database's files.

    SQLite overwrites deleted content by itself (``secure_delete``), but its write-ahead log keeps earlier pages until a
    checkpoint. PostgreSQL's VACUUM frees rows and leaves their bytes in the page: only a table that is written anew
    (``VACUUM FULL``, under a lock) holds none of them. Its write-ahead log goes with the segments.

    Returns:
        Whether it was done; False when somebody held a table, or an older view of it, for too long.
    """
    if database.vendor == "postgresql":
        # Each is tried, whatever became of the one before.
        done = [_written_anew(database, table) for table in tables]
        return all(done)
    with database.cursor() as cursor:
        return _tried(lambda: _emptied_log(cursor))


def _tried(attempt: Callable[[], bool]) -> bool:
    for turn in range(_TRIES):
        if attempt():
            return True
        if turn < _TRIES - 1:
            time.sleep(_PAUSE)
    return False


def _emptied_log(cursor: object) -> bool:
    busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # type: ignore[attr-defined]
    return not busy


def _written_anew(database: BaseDatabaseWrapper, table: str) -> bool:
    """Write the table without what died in it so far; whether nothing of that was carried over.

    Whoever still reads with an older view, or writes in any database of the server, makes VACUUM carry what died since
    into the new file, silently. With FREEZE the table then says before which transaction nothing dead was kept.
    """
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        (died_before,) = cursor.fetchone()

    def attempt() -> bool:
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= %s::text::xid8", [died_before])
            if not cursor.fetchone()[0]:  # somebody writes: the lock would be for nothing
                return False
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [_ONE_TRY])
            try:
                cursor.execute(f"VACUUM (FULL, FREEZE) {database.ops.quote_name(table)}")
            except OperationalError:  # held by somebody
                return False
            finally:
                cursor.execute("SELECT set_config('lock_timeout', '0', false)")
            cursor.execute(
                "SELECT age(relfrozenxid) <= age(%s::text::xid8::xid) FROM pg_class WHERE oid = %s::regclass",
                [died_before, database.ops.quote_name(table)],
            )
            return bool(cursor.fetchone()[0])

    return _tried(attempt)
