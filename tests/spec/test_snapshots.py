"""# Snapshots that write only what changed

The database notes by itself which records were written. The next snapshot reads those, takes every other part over from the
one before, and is the same, bit by bit, as one that reads the whole register.
"""

import json
from collections import Counter
from datetime import date
from random import Random
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sarana.base.accounts.models import Agency
from sarana.base.bulk import insert_rows
from sarana.base.identifiers import new_id, number_of
from sarana.measure.figures import ranges, triggers
from sarana.measure.figures.actions import take_snapshot, verify_snapshot
from sarana.measure.figures.models import ChangeMark, Snapshot
from sarana.measure.figures.queries import figures, files_of, finest_cells, folder_of
from sarana.measure.figures.queries.snapshots import opened
from sarana.measure.figures.ranges import Ranges, bits_of, cut, ends_of
from sarana.measure.figures.tables import TABLES
from sarana.measure.figures.tables.columns import reference
from sarana.register.care.models import Compensation, Service
from sarana.register.cases.models import Case, Event, StatusAssertion, Suspect, Victim
from sarana.register.operations.models import Operation, PersonFound
from sarana.register.proceedings.models import Proceeding, Step
from sarana.register.reports.models import Report
from sarana.science.indicators import INDICATORS, Statistic


@pytest.fixture(autouse=True)
def _small_parts(settings, tmp_path, monkeypatch):
    settings.SNAPSHOTS = tmp_path
    monkeypatch.setattr(ranges, "MOST", 3)


def manifest(snapshot):
    return json.loads((folder_of(snapshot) / "manifest.json").read_text())


def again(record, **changed):
    """One more record like this one, without its words."""
    record.pk = new_id()
    if hasattr(record, "number"):
        record.number = number_of("X", record.pk)
    record._state.adding = True
    for name, value in changed.items():
        setattr(record, name, value)
    return record


class Register:
    """A register whose records are written, changed and removed at random, past every action."""

    def __init__(self, world, seed=5):
        self.world, self.random, officer = world, Random(seed), world.officers["chief"]
        place, agency = world.places["18"], world.agencies["police"]
        first, second = world.case(), world.case()
        world.victim(first, forms_of_exploitation=["ForcedLabour"])
        victim = world.victim(second)
        report = world.report()
        first.reports.add(report)
        suspect = Suspect.objects.create(
            number="S-1", case=first, identity=victim.identity, added_by=officer, arrested_on=date(2022, 1, 2)
        )
        going = Proceeding.objects.create(number="P-1", suspect=suspect, court=agency, opened_by=officer)
        Step.objects.create(
            proceeding=going, stage="charge", on=date(2022, 2, 1), articles=["8"], recorded_by=officer
        )
        operation = Operation.objects.create(
            number="O-1", kind="rescue", lead_agency=agency, place=place, planned_by=officer,
            planned_for=date(2022, 1, 1), agency_key=first.agency_key,
        )  # fmt: skip
        operation.cases.add(first)
        PersonFound.objects.create(operation=operation, victim=victim, found_as="freed")
        Service.objects.create(
            victim=victim, kind="Shelter", agency=agency, started_on=date(2022, 3, 1), recorded_by=officer
        )
        Compensation.objects.create(
            victim=victim, route="court", agency=agency, asked_on=date(2022, 3, 1), amount_asked=5, recorded_by=officer
        )  # fmt: skip
        self.say(victim)

    def say(self, victim):
        StatusAssertion.objects.create(
            victim=victim, assertion="ActualVictimOfTrafficking", asserted_by=self.world.officers["chief"],
            agency=self.world.agencies["police"], body="Police", asserted_on=date(2022, 4, 1), standard="palermo",
            acts=["recruitment"], means=["deception"],
        )  # fmt: skip

    def some(self, model):
        return self.random.choice(list(model.objects.order_by("pk")))

    def more_victims(self):
        insert_rows([again(self.some(Victim), case=self.some(Case)) for _ in range(4)])

    def a_record_with_an_old_key(self):  # written long ago elsewhere, and sent today
        insert_rows([again(self.some(Victim), pk=UUID(int=self.random.getrandbits(126)))])

    def cases_opened_and_moved(self):
        insert_rows([again(self.some(Case), opened_on=date(2021, 1, 1), source_key=None)])
        Case.objects.filter(pk=self.some(Case).pk).update(place=self.world.places["12"])

    def a_victim_in_another_case(self):
        Victim.objects.filter(pk=self.some(Victim).pk).update(
            case=self.some(Case), forms_of_exploitation=["SexualExploitation"]
        )

    def what_happened_was_elsewhere(self):
        event = Event.objects.filter(case__isnull=False).first() or Event.objects.create(case=self.some(Case))
        self.some(Victim).events.set([event])
        Event.objects.update(country=self.random.choice(["TH", "MY"]), started_on=date(2021, 3, 1))

    def a_word_of_the_police(self):
        self.say(self.some(Victim))

    def two_persons_are_one(self):
        Victim.objects.filter(pk=self.some(Victim).pk).update(identity=self.some(Victim).identity)

    def suspects_and_courts(self):
        insert_rows([again(self.some(Suspect), case=self.some(Case))])
        Proceeding.objects.update(suspect=self.some(Suspect))
        Step.objects.update(articles=self.random.choice([[], ["8"], ["24", "25"]]), verdict="convicted")

    def a_suspect_is_an_organisation(self):
        identity = self.some(Suspect).identity
        identity.kind = self.random.choice(["person", "organisation"])
        identity.save()

    def reports_and_what_reporters_allow(self):
        insert_rows([again(self.some(Report)) for _ in range(2)])
        Report.objects.filter(pk=self.some(Report).pk).update(
            consent_statistics=self.random.choice([False, None])
        )

    def operations_on_other_reports(self):
        insert_rows([again(self.some(Operation))])
        operation = self.some(Operation)
        operation.reports.add(self.some(Report))
        operation.cases.set([self.some(Case)])
        self.some(Case).reports.set([self.some(Report)])

    def money_is_paid_or_not(self):
        Compensation.objects.update(paid_on=self.random.choice([None, date(2022, 9, 9)]))

    def records_are_taken_away(self):
        spared = Victim.objects.filter(found_in=None, services=None, compensations=None, assertions=None)
        spared.exclude(pk=self.some(Victim).pk).delete()
        Service.objects.all().delete()


CHANGES = [
    Register.more_victims,
    Register.a_record_with_an_old_key,
    Register.cases_opened_and_moved,
    Register.a_victim_in_another_case,
    Register.what_happened_was_elsewhere,
    Register.a_word_of_the_police,
    Register.two_persons_are_one,
    Register.suspects_and_courts,
    Register.a_suspect_is_an_organisation,
    Register.reports_and_what_reporters_allow,
    Register.operations_on_other_reports,
    Register.money_is_paid_or_not,
    Register.records_are_taken_away,
]


@settings(max_examples=4)
@given(
    days=st.lists(st.lists(st.sampled_from(CHANGES), max_size=4), min_size=2, max_size=4),
    seed=st.integers(0, 999),
)
def test_what_is_built_upon_the_one_before_is_what_reading_everything_gives(world, days, seed):
    with transaction.atomic():
        register = Register(world, seed)
        take_snapshot(by=None)
        for day in days:
            for change in day:
                change(register)
            upon, whole = take_snapshot(by=None), take_snapshot(by=None, whole=True)
            assert manifest(upon)["upon"]
            assert verify_snapshot(folder_of(upon)) == []
            assert manifest(whole)["files"] == manifest(upon)["files"]
            assert manifest(whole)["root"] == manifest(upon)["root"]
            # The next day builds upon what was built upon, as in life, and not upon what was read anew.
            Snapshot.objects.filter(pk=whole.pk).update(is_base=False)
            Snapshot.objects.filter(pk=upon.pk).update(is_base=True, ranges=upon.ranges)
        transaction.set_rollback(True)


def test_what_did_not_change_is_the_same_file_and_costs_no_room(world):
    Register(world)
    first = take_snapshot(by=None)
    Case.objects.filter(pk=Case.objects.first().pk).update(state="closed")
    second = take_snapshot(by=None)
    shared = {
        name
        for name in manifest(first)["files"]
        if manifest(second)["files"].get(name) == manifest(first)["files"][name]
    }
    assert len(shared) > len(manifest(second)["files"]) / 2
    part = next(name for name in shared if name.startswith("assertions/"))
    assert (folder_of(first) / part).samefile(folder_of(second) / part)
    assert not ChangeMark.objects.exists()


def test_figures_of_a_snapshot_never_change_while_the_register_goes_on(world):
    register = Register(world)
    snapshot = take_snapshot(by=None)
    before = figures(snapshot, years=[2021, 2022])
    for change in CHANGES:
        change(register)
    later = take_snapshot(by=None)
    assert figures(snapshot, years=[2021, 2022]) == before != figures(later, years=[2021, 2022])
    assert verify_snapshot(folder_of(snapshot)) == []


@pytest.mark.parametrize("why", ["agency", "trigger", "former file", "manifest", "gone"])
def test_whatever_does_not_fit_makes_the_next_one_whole(world, why):
    Register(world)
    first = take_snapshot(by=None)
    if why == "agency":
        Agency.objects.filter(code="police").update(code="police2")
    elif why == "trigger":
        triggers.remove(connection)
        Case.objects.update(state="closed")
    elif why == "former file":
        Case.objects.update(state="closed")
        for file in (folder_of(first) / "cases").iterdir():
            file.unlink()
            file.write_bytes(b"forged")
    elif why == "manifest":
        (folder_of(first) / "manifest.json").write_text("{}")
    else:
        (folder_of(first) / "manifest.json").unlink()
    second = take_snapshot(by=None)
    assert "upon" not in manifest(second)
    assert verify_snapshot(folder_of(second)) == []
    assert "upon" in manifest(take_snapshot(by=None))
    if why == "trigger":
        assert manifest(second)["files"] != manifest(first)["files"]


def test_a_snapshot_that_was_overtaken_is_no_base_and_takes_no_mark_away(world):
    from sarana.measure.figures.actions import taking

    Register(world)
    base = take_snapshot(by=None)
    Case.objects.update(state="closed")
    seen = triggers.seen_ranges(connection)
    quicker = take_snapshot(by=None)
    Victim.objects.update(sex="M")
    slower = Snapshot(taken_at=base.taken_at, schema_version=3, ledger_size=1, ranges={"x": {}})
    taking._become_base(slower, base, seen)
    assert (Snapshot.objects.get(is_base=True), slower.ranges) == (quicker, {})
    assert ChangeMark.objects.filter(kind="victim").exists()


@settings(max_examples=4)
@given(seed=st.integers(0, 999), changes=st.lists(st.sampled_from(CHANGES), max_size=3))
def test_two_duplicate_persons_that_are_merged_change_persons_and_never_events(world, seed, changes):
    with transaction.atomic():
        register = Register(world, seed)
        for change in [Register.more_victims, *changes]:
            change(register)
        before = take_snapshot(by=None)
        kept, double = (register.some(Victim).identity for _ in range(2))
        Victim.objects.filter(identity=double).update(identity=kept)
        Suspect.objects.filter(identity=double).update(identity=kept)
        after = take_snapshot(by=None)
        # Only the tables that name persons may differ, and there only in who is whom.
        persons = {"victims", "suspects"}
        for table, files in files_of(before).items():
            held, now = (
                [pq.read_table(file) for file in some[table]] for some in (files_of(before), files_of(after))
            )
            columns = [name for name in held[0].column_names if table not in persons or name != "person"]
            assert [one.select(columns) for one in held] == [one.select(columns) for one in now]
            assert files
        told, later = (
            {
                (f.indicator, f.place, *f.breakdown.items()): f.value
                for f in figures(one, years=[2021, 2022, 2023])
            }
            for one in (before, after)
        )
        for one, count in told.items():
            if (
                not one[2:]
                and one[1] == "KH"
                and count is not None
                and INDICATORS[one[0]].statistic is Statistic.COUNT
            ):
                who = INDICATORS[one[0]].record_table in {"cases.victim", "cases.suspect"}
                assert 0 <= count - later[one] <= (1 if who else 0)
        transaction.set_rollback(True)


KEYS = st.lists(st.integers(0, 2**128 - 1) | st.integers(0, 40), max_size=40, unique=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=KEYS, came=KEYS, gone=st.sets(st.integers(0, 39)), most=st.integers(1, 5))
def test_ranges_that_are_followed_are_the_ranges_that_are_cut_anew(before, came, gone, most):
    def sorted_hex(numbers):
        return sorted(UUID(int=number).hex for number in numbers)

    after = {key for place, key in enumerate(before) if place not in gone} | set(came)
    held = Ranges(cut(sorted_hex(before), most=most), most=most)
    counts = {}
    for key in {*before, *came}:
        part = held.part_of(UUID(int=key))
        counts[part] = sum(bits_of(UUID(int=one)).startswith(part) for one in after)
    recut = held.recut(counts)
    found = dict(recut.kept)
    for prefix in recut.anew:
        low, high = ends_of(prefix)
        found |= cut(sorted_hex(key for key in after if low.int <= key <= high.int), prefix, most=most)
    assert found == cut(sorted_hex(after), most=most)
    assert sum(found.values()) == len(after)


def test_a_snapshot_whose_pseudonyms_were_text_is_read_as_if_they_had_been_numbers(world):
    Register(world)
    snapshot = take_snapshot(by=None)
    before = figures(snapshot, years=[2022])
    with opened(snapshot) as connection:
        victims = connection.execute("SELECT ref, person FROM victims ORDER BY ref").fetchall()
    for name, files in files_of(snapshot).items():
        table = next(one for one in TABLES if one.name == name)
        for file in files:
            arrow = pq.read_table(file)
            for at, (column, _, convert) in enumerate(table.columns):
                if convert is reference:
                    told = [
                        None if one is None else f"{one:015x}" + "0" * 9 for one in arrow[column].to_pylist()
                    ]
                    arrow = arrow.set_column(at, column, pa.array(told, pa.string()))
            file.unlink()
            pq.write_table(arrow, file)
    snapshot.schema_version = 4
    known_then = [one for one in before if INDICATORS[one.indicator].since <= 4]
    assert figures(snapshot, years=[2022]) == known_then
    with opened(snapshot) as connection:
        assert connection.execute("SELECT ref, person FROM victims ORDER BY ref").fetchall() == victims


def test_every_figure_at_once_is_counted_as_each_by_itself(world):
    """Persons lie in memory and each core takes a question: the cells are those of the plain way."""
    Register(world)
    snapshot = take_snapshot(by=None)
    plain, at_once = finest_cells(snapshot, engine=opened), finest_cells(snapshot)
    assert any(cells.num_rows for cells in plain.values())
    for code, cells in plain.items():
        assert Counter(map(str, at_once[code].to_pylist())) == Counter(map(str, cells.to_pylist()))
