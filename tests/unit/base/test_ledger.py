import pytest
from django.db import DatabaseError, connection, transaction

from sarana.base.ledger.actions import fix_checkpoint, record_deed, verify_ledger
from sarana.base.ledger.models import Entry
from sarana.base.ledger.queries import head, trail_of
from sarana.base.ledger.rules import GENESIS, merkle_root


def test_every_write_adds_one_entry_that_names_its_officer(world):
    report = world.report()
    entry = trail_of(report).get()
    assert (entry.action, entry.officer, entry.agency) == (
        "record_report",
        world.officers["investigator"],
        "police-18",
    )
    assert "Twelve people" not in entry.change


def test_a_whole_ledger_verifies_and_an_empty_one_too(world):
    assert verify_ledger().head == GENESIS
    world.report()
    world.case()
    verdict = verify_ledger()
    assert verdict.is_whole
    assert (verdict.entries, verdict.head) == head()


@pytest.mark.parametrize("statement", ["UPDATE ledger_entry SET reason = 'x'", "DELETE FROM ledger_entry"])
def test_the_database_itself_refuses_change(world, statement):
    world.report()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_an_entry_cannot_be_slipped_in_out_of_order(world):
    world.report()
    first = Entry.objects.get(seq=1)
    first.pk = 7
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        first.save(force_insert=True)


def drop_triggers():
    on = " ON ledger_entry" if connection.vendor == "postgresql" else ""
    names = ["no_change"] if on else ["no_update", "no_delete"]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER ledger_{name}{on}")


@pytest.mark.parametrize(
    ("tamper", "broken_at", "fault"),
    [
        ("UPDATE ledger_entry SET reason = 'nothing happened' WHERE seq = 2", 2, "was changed"),
        ("DELETE FROM ledger_entry WHERE seq = 2", 2, "missing"),
        ("UPDATE ledger_entry SET previous = hash WHERE seq = 3", 3, "does not follow"),
    ],
)
def test_somebody_who_can_drop_the_triggers_is_found_out(world, tamper, broken_at, fault):
    for _ in range(4):
        world.report()
    drop_triggers()
    with connection.cursor() as cursor:
        cursor.execute(tamper)
    verdict = verify_ledger()
    assert (verdict.is_whole, verdict.broken_at) == (False, broken_at)
    assert fault in verdict.fault


def test_an_end_that_was_cut_off_is_found_with_a_published_head(world):
    for _ in range(3):
        world.report()
    checkpoint = fix_checkpoint()
    drop_triggers()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_entry WHERE seq = 3")
    assert verify_ledger().is_whole
    assert verify_ledger(published_size=checkpoint.size, published_head=checkpoint.head).broken_at == 3


def test_entries_are_written_inside_the_transaction_of_their_write_or_not_at_all(world):
    report = world.report()
    with pytest.raises(RuntimeError), transaction.atomic():
        record_deed(by=None, action="x", record=report)
        raise RuntimeError
    assert trail_of(report).count() == 1


def test_merkle_roots_are_those_of_rfc_6962():
    assert merkle_root([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    leaves = [bytes.fromhex(h) for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
    assert merkle_root(leaves[:1]) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert merkle_root(leaves[:3]) == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    assert merkle_root(leaves[:7]) == "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
