"""What expired or was erased is gone from the database's files, not only from its tables."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler

from sarana.base.vault import overwriting, tasks
from sarana.base.vault.actions import erase_identity, keep_identity
from sarana.base.vault.models import Draft
from sarana.base.vault.overwriting import overwrite_freed, overwrite_tables_of
from sarana.site.database import database_from_url

SECRET = b"wrapped key of a report that nobody linked"


@pytest.fixture(autouse=True)
def quick_tries(monkeypatch):
    """What the other workers of these tests write to the same server ends soon; a night waits longer."""
    monkeypatch.setattr(overwriting, "_TRIES", 3000)
    monkeypatch.setattr(overwriting, "_PAUSE", 0.1)


@pytest.fixture
def aside(tmp_path, db) -> Iterator[tuple[Any, Any]]:
    """Two connections of their own, outside the test's transaction, as the door and the timer have them."""
    postgres = connection.vendor == "postgresql"
    settings = (
        connection.settings_dict if postgres else database_from_url(f"sqlite:///{tmp_path}/aside.sqlite3")
    )
    options = settings["OPTIONS"] if postgres else settings["OPTIONS"] | {"timeout": 0.1}
    one, other = (
        ConnectionHandler({"default": settings | {"OPTIONS": options}})["default"] for _ in range(2)
    )
    with one.cursor() as cursor:
        kind = "BYTEA" if postgres else "BLOB"
        cursor.execute(f"CREATE TABLE aside (id INTEGER PRIMARY KEY, sealed {kind}, note {kind})")
        for key in range(20):
            cursor.execute(
                "INSERT INTO aside VALUES (%s, %s, %s)", [key, SECRET if key == 7 else b"x" * 40, None]
            )
    yield one, other
    other.close()
    with one.cursor() as cursor:
        cursor.execute("DROP TABLE aside")
    one.close()


def on_disk(database: Any, tmp_path: Any) -> bytes:
    if database.vendor != "postgresql":
        return b"".join(file.read_bytes() for file in tmp_path.iterdir())
    with database.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath('aside'))")
        return bytes(cursor.fetchone()[0])


def test_the_bytes_of_what_was_deleted_are_overwritten(aside, tmp_path):
    one, _other = aside
    assert SECRET in on_disk(one, tmp_path)
    with one.cursor() as cursor:
        cursor.execute("UPDATE aside SET sealed = NULL WHERE id = 7")
    assert overwrite_freed(one, ["aside"])
    assert SECRET not in on_disk(one, tmp_path)
    with one.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM aside")
        assert cursor.fetchone()[0] == 20


def test_while_somebody_holds_the_table_it_is_said_that_nothing_was_done(aside, tmp_path, monkeypatch):
    one, other = aside
    monkeypatch.setattr(overwriting, "_TRIES", 2)
    monkeypatch.setattr(overwriting, "_ONE_TRY", "50ms")
    with other.cursor() as reading, one.cursor() as cursor:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM aside")
        reading.fetchone()
        cursor.execute("UPDATE aside SET sealed = NULL WHERE id = 7")
        assert not overwrite_freed(one, ["aside"])
        reading.execute("ROLLBACK")
    monkeypatch.setattr(overwriting, "_TRIES", 3000)
    assert overwrite_freed(one, ["aside"])
    assert SECRET not in on_disk(one, tmp_path)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL carries old rows over")
@pytest.mark.parametrize(
    "still_open",
    [
        pytest.param("SELECT count(*) FROM pg_class", id="reads with an older view"),
        pytest.param("SELECT pg_current_xact_id()", id="writes elsewhere"),
    ],
)
def test_while_an_older_view_lasts_it_is_not_said_to_be_done(aside, tmp_path, monkeypatch, still_open):
    one, other = aside
    with other.cursor() as busy, one.cursor() as cursor:
        busy.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        busy.execute(still_open)
        cursor.execute("UPDATE aside SET sealed = NULL WHERE id = 7")
        with monkeypatch.context() as hasty:
            hasty.setattr(overwriting, "_TRIES", 2)
            assert not overwrite_freed(one, ["aside"])
        assert SECRET in on_disk(one, tmp_path)
        busy.execute("ROLLBACK")
    assert overwrite_freed(one, ["aside"])
    assert SECRET not in on_disk(one, tmp_path)


def test_the_night_overwrites_erased_identities_and_dropped_forms(world, monkeypatch):
    overwritten: list[Any] = []
    monkeypatch.setattr(tasks, "overwrite_tables_of", lambda *kinds: overwritten.extend(kinds))
    woman = keep_identity(by=world.officers["investigator"], words={"names": ["Keo Vuthy"]})
    tasks.overwrite_erased()
    assert overwritten == [Draft], "nobody was erased: the large table is left alone"
    overwritten.clear()
    erase_identity(by=world.officers["social_worker"], identity=woman, reason="Her wish")
    tasks.overwrite_erased()
    told = {kind.__name__ for kind in overwritten}
    assert told == {
        "Identity", "Draft", "Consent", "Referral", "FollowUpVisit", "PlannedGoal", "Repatriation", "RescueMessage", "SoughtPerson",
    }  # fmt: skip


def test_inside_a_transaction_nothing_is_overwritten_and_the_log_says_so(db, caplog):
    assert not overwrite_tables_of(Draft)
    assert "vault_draft" in caplog.text
