"""The database notes by itself which records of the register were written, so that a snapshot need not read the others.

Written for both databases from one list. What no trigger watches (codes of agencies, code lists) is held against a
fingerprint instead; a snapshot without its triggers is written as a whole.
"""

from hashlib import sha256
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

_MARKS = "figures_changemark"
_BEGIN = "marks_"
# Table -> (kind of the mark, column with the key). A trigger on SQLite names no other table than its own and the marks,
# or Django could not change that other table any more.
WATCHED: dict[str, tuple[tuple[str, str], ...]] = {
    "reports_report": (("report", "id"),),
    "cases_case": (("case", "id"),),
    "cases_case_reports": (("case", "case_id"),),
    "cases_victim": (("victim", "id"), ("case", "case_id")),
    "cases_victim_events": (("part", "victim_id"),),
    "cases_event": (("event", "id"),),
    "cases_statusassertion": (("word", "victim_id"),),
    "cases_suspect": (("suspect", "id"),),
    "proceedings_proceeding": (("accused", "suspect_id"),),
    "proceedings_step": (("proceeding", "proceeding_id"),),
    "operations_operation": (("operation", "id"),),
    "operations_operation_reports": (("acted", "operation_id"),),
    "operations_operation_cases": (("acted", "operation_id"),),
    "operations_personfound": (("found", "operation_id"),),
    "care_service": (("service", "victim_id"),),
    "care_reintegration": (("stage", "victim_id"),),
    "care_reopened": (("reopened", "victim_id"),),
    "care_compensation": (("paid", "victim_id"),),
    "referrals_referral": (("referral", "victim_id"),),
    "repatriation_repatriation": (("way_home", "victim_id"),),
}
# Kind of the mark -> the snapshot's tables in which that record may stand otherwise now. What marks of a case, an identity
# ("person"), a proceeding and an event mean beyond that is looked up when the snapshot is taken.
TELLS: dict[str, tuple[str, ...]] = {
    "report": ("reports",),
    "case": ("cases",),
    "victim": ("victims",),
    "part": ("events",),
    "word": ("victims", "assertions", "elements"),
    "suspect": ("suspects",),
    "accused": ("steps",),
    "operation": ("operations",),
    "acted": ("operation_reports",),
    "found": ("operation_victims",),
    "service": ("services",),
    "stage": ("reintegration",),
    "reopened": ("reopenings",),
    "paid": ("compensations",),
    "referral": ("referrals",),
    "way_home": ("repatriations",),
}
# Of an identity only its kind enters a snapshot; whose name is corrected changes no figure.
_IDENTITY = "vault_identity"
# The names change with what is watched, so that triggers of an older release are seen to be others and are replaced.
_PREFIX = f"{_BEGIN}{sha256(repr(WATCHED).encode()).hexdigest()[:6]}_"
# A mark of this kind says that a whole table was emptied.
EMPTIED = "emptied"


def names() -> set[str]:
    """The triggers that must be there, on either database."""
    return {f"{_PREFIX}{table}_{event}" for table in WATCHED for event in ("insert", "update", "delete")} | {
        f"{_PREFIX}{_IDENTITY}"
    }


def are_there(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database holds every one of them."""
    return names() <= _found(connection)


def _found(connection: BaseDatabaseWrapper) -> set[str]:
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall() if row[0].startswith(_BEGIN)}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger anew; tables that a database does not hold yet are passed over."""
    remove(connection)
    there = set(connection.introspection.table_names())
    statements = _for_postgresql(there) if connection.vendor == "postgresql" else _for_sqlite(there)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, None)


def _for_sqlite(there: set[str]) -> list[str]:
    statements = []
    for table, marks in WATCHED.items():
        if table not in there:
            continue
        for event, rows in (("insert", ("NEW",)), ("update", ("OLD", "NEW")), ("delete", ("OLD",))):
            noted = " UNION ".join(
                f"SELECT '{kind}', {row}.{column} WHERE {row}.{column} IS NOT NULL"
                for row in rows
                for kind, column in marks
            )
            statements += _sqlite(f"{table}_{event}", f"AFTER {event.upper()} ON {table}", noted)
    if _IDENTITY in there:
        statements += _sqlite(_IDENTITY, f"AFTER UPDATE OF kind ON {_IDENTITY}", "SELECT 'person', NEW.id")
    return statements


def _sqlite(name: str, when: str, noted: str) -> list[str]:
    return [
        f"CREATE TRIGGER {_PREFIX}{name} {when} BEGIN INSERT INTO {_MARKS} (kind, key) {noted}; END",
    ]


def _for_postgresql(there: set[str]) -> list[str]:
    """Triggers of whole statements, so that a million rows copied at once cost one more statement."""
    statements = []
    for table, marks in WATCHED.items():
        if table not in there:
            continue
        for event, rows in (("insert", ["now"]), ("update", ["before", "now"]), ("delete", ["before"])):
            noted = " UNION ".join(
                f"SELECT '{kind}', {column} FROM rows_{row} WHERE {column} IS NOT NULL"  # noqa: S608 - names only
                for row in rows
                for kind, column in marks
            )
            kept = {"before": "OLD TABLE AS rows_before", "now": "NEW TABLE AS rows_now"}
            referencing = " ".join(kept[row] for row in rows)
            statements += _postgresql(
                f"{table}_{event}",
                f"AFTER {event.upper()} ON {table} REFERENCING {referencing} FOR EACH STATEMENT",
                noted,
            )
        statements += _postgresql(
            f"{table}_truncate",
            f"AFTER TRUNCATE ON {table} FOR EACH STATEMENT",
            f"SELECT '{EMPTIED}', CAST('{'0' * 32}' AS uuid)",
        )
    if _IDENTITY in there:
        when = f"AFTER UPDATE OF kind ON {_IDENTITY} FOR EACH ROW"
        statements += _postgresql(_IDENTITY, when, "SELECT 'person', NEW.id")
    return statements


def _postgresql(name: str, when: str, noted: str) -> list[str]:
    return [
        f"""CREATE FUNCTION {_PREFIX}{name}() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO {_MARKS} (kind, key) {noted}; RETURN NULL; END $$""",
        f"CREATE TRIGGER {_PREFIX}{name} {when} EXECUTE FUNCTION {_PREFIX}{name}()",
    ]


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away, those of older releases too; nothing is noted any more."""
    found = sorted(_found(connection))
    with connection.cursor() as cursor:
        for name in found:
            cursor.execute(
                f"DROP FUNCTION IF EXISTS {name}() CASCADE"
                if connection.vendor == "postgresql"
                else f"DROP TRIGGER {name}"
            )


def seen_ranges(connection: BaseDatabaseWrapper) -> list[tuple[Any, Any]]:
    """The marks that this transaction sees, as ranges without gaps: exactly these are done with when its snapshot stands.

    On PostgreSQL a number may be given out and committed late, so "all up to the highest" would drop marks nobody saw.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT MIN(id), MAX(id) FROM
                (SELECT id, id - ROW_NUMBER() OVER (ORDER BY id) AS island FROM {_MARKS}) AS marks
                GROUP BY island ORDER BY 1"""  # noqa: S608 - names only
        )
        return list(cursor.fetchall())
