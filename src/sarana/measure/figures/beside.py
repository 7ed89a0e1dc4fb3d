"""A second process that writes half of a large snapshot, as of the same moment.

Nothing of Django is imported at the top: a new process imports this module before the apps are loaded.
"""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

type Told = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Share:
    """What the other process writes: where, which ranges (root and prefix), and the moment as of which it reads."""

    folder: Path
    ranges: list[tuple[str, str]]
    # On PostgreSQL the name of the exported snapshot; on SQLite what must be seen in the database, or it is another moment.
    moment: tuple[Any, ...]


@contextmanager
def written_beside(share: Share) -> Iterator[Future[Told | None]]:
    """Let another process write it; None when it could not read as of the same moment and wrote nothing."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=_wake) as pool:
        yield pool.submit(_write, share)


def _wake() -> None:
    import django

    django.setup()


def moment() -> tuple[Any, ...]:
    """This transaction's moment, in a form that another process can read as of."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_export_snapshot()")
        else:
            # Every deed adds a ledger entry and every write of a counted table a mark.
            cursor.execute(
                "SELECT (SELECT MAX(seq) FROM ledger_entry), (SELECT MAX(id) FROM figures_changemark)"
            )
        return tuple(cursor.fetchone())


def _write(share: Share) -> Told | None:
    from django.db import connection

    from sarana.measure.figures.actions.parquet import Files
    from sarana.measure.figures.actions.parts import Parts
    from sarana.measure.figures.actions.taking import one_moment

    with one_moment():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION SNAPSHOT %s", share.moment)
        elif moment() != share.moment:
            return None
        with Files(share.folder) as files:
            parts = Parts(files)
            for root, prefix in share.ranges:
                parts.write_range(root, prefix)
        return files.told
