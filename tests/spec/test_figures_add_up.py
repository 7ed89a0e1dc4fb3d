"""# Parts and wholes

Whatever the record holds: a total is the sum of its parts at every level and period, and two persons found to be one change
how many persons there are, never how many events. Asked of tables in memory, without a register.
"""

from collections import Counter
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import COUNTRY, figures, finest_cells
from sarana.measure.figures.tables import SCHEMA_VERSION, TABLES
from sarana.science.indicators import INDICATORS

FIRST = date(2021, 1, 1)
SQL = {"string": "VARCHAR", "date32": "DATE", "int64": "BIGINT"}
DAYS = st.integers(0, 3 * 365 - 1).map(lambda days: FIRST + timedelta(days=days))
PROVINCES = st.sampled_from(["12", "18", None])
VICTIMS = st.lists(
    st.fixed_dictionaries(
        {
            "person": st.integers(0, 5),
            "sex": st.sampled_from("FMU"),
            "age_group": st.sampled_from(["0-17", "18+", "unknown"]),
            "citizenship": st.sampled_from(["KH", "VN", "unknown"]),
            "province": PROVINCES,
            "form": st.sampled_from(["sexual", "forced_labour", "mixed", "unknown"]),
            "standing": st.sampled_from(["victim", "disputed", "possible", "not_victim"]),
            "known_on": DAYS,
        }
    ),
    min_size=1,
    max_size=8,
)
EVENTS = st.lists(st.tuples(st.integers(0, 7), DAYS), max_size=14)
OPERATIONS = st.lists(st.tuples(DAYS, PROVINCES, st.integers(0, 90)), max_size=4)
TAKEN = Snapshot(taken_at=datetime(2024, 5, 1, tzinfo=UTC), schema_version=SCHEMA_VERSION)
YEARS = range(2021, 2025)


def holding(victims, words, services, operations):
    """An engine whose tables hold these rows and nothing else."""
    rows = {
        "victims": [{"ref": at, "case_ref": 1, **one} for at, one in enumerate(victims)],
        "assertions": [
            {"victim": at % len(victims), "assertion": "ActualVictimOfTrafficking", "body": "Police", "asserted_on": day}
            for at, day in words
        ],
        "services": [{"victim": at % len(victims), "kind": "k", "started_on": day} for at, day in services],
        "operations": [
            {"ref": at, "state": "carried_out", "carried_out_on": day, "province": place, "screened": screened}
            for at, (day, place, screened) in enumerate(operations)
        ],
        "operation_victims": [
            {"operation": at, "victim": at % len(victims), "found_as": "freed"} for at in range(len(operations))
        ],
    }  # fmt: skip

    @contextmanager
    def engine(_snapshot):
        with duckdb.connect() as connection:
            for table in TABLES:
                columns = ", ".join(f"{name} {SQL[kind]}" for name, kind, _ in table.columns)
                connection.execute(f"CREATE TABLE {table.name} ({columns})")
                for row in rows.get(table.name, []):
                    marks = ", ".join("?" * len(row))
                    connection.execute(
                        f"INSERT INTO {table.name} ({', '.join(row)}) VALUES ({marks})", list(row.values())
                    )
            yield connection

    return engine


COUNTED = [
    "victims_identified", "victims_possible", "victims_freed", "victims_assisted", "victims_identified_by_police",
    "victims_foreign", "operations", "persons_screened",
]  # fmt: skip
REGISTER = {"victims": VICTIMS, "words": EVENTS, "services": EVENTS, "operations": OPERATIONS}


@settings(max_examples=6, deadline=None)
@given(**REGISTER, calendar=st.sampled_from(["unodc", "tip"]))
def test_a_total_is_the_sum_of_its_parts_at_every_level_and_period(victims, words, services, operations, calendar):  # fmt: skip
    engine = holding(victims, words, services, operations)
    asked = {"indicators": COUNTED, "engine": engine}
    told = figures(TAKEN, years=YEARS, calendar=calendar, **asked)
    totals = {(f.indicator, f.period.year): f.value for f in told if f.place == COUNTRY and not f.breakdown}
    for (code, year), total in totals.items():
        ours = [f for f in told if (f.indicator, f.period.year) == (code, year)]
        assert sum(f.value for f in ours if f.place != COUNTRY) == total
        for breakdown in INDICATORS[code].breakdowns:
            assert sum(f.value for f in ours if breakdown.code in f.breakdown) == total
    for code, cells in finest_cells(TAKEN, calendar, **asked).items():
        by_year, by_place = Counter(), Counter()
        for cell in cells.to_pylist():
            by_year[cell["year"]] += cell["value"]
            by_place[cell["year"], cell["province"] or "unknown"] += cell["value"]
        assert {year: total for (one, year), total in totals.items() if one == code and total} == dict(
            +by_year
        )
        assert {(f.period.year, f.place): f.value for f in told if f.indicator == code and f.place != COUNTRY and f.value} == dict(+by_place)  # fmt: skip


@settings(max_examples=6, deadline=None)
@given(**REGISTER, one=st.integers(0, 5), other=st.integers(0, 5))
def test_two_persons_found_to_be_one_change_persons_and_never_events(
    victims, words, services, operations, one, other
):
    merged = [{**victim, "person": one} if victim["person"] == other else victim for victim in victims]

    def told(people):
        engine = holding(people, words, services, operations)
        return {
            f.indicator: f.value
            for f in figures(TAKEN, years=[2022], indicators=COUNTED, engine=engine)
            if f.place == COUNTRY and not f.breakdown
        }

    before, after = told(victims), told(merged)
    for code in COUNTED:
        persons = INDICATORS[code].record_table == "cases.victim"
        assert 0 <= before[code] - after[code] <= (1 if persons else 0)
