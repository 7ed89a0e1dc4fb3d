"""Two snapshots compared: what changed in a year's figures since the older one, and why."""

from dataclasses import dataclass

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.figures import facts_sql
from sarana.measure.figures.queries.snapshots import opened
from sarana.science.indicators import INDICATORS, Calendar, Indicator, Statistic


@dataclass(frozen=True, slots=True)
class Changed:
    """One figure's national total in both snapshots, and where the difference comes from."""

    indicator: str
    before: int
    now: int
    # Facts about records that the older snapshot did not hold, and about records that it held and did not count.
    new_records: int
    now_counted: int
    # Counted then and no longer: the record is still there, or gone (erased, or merged into another).
    no_longer_counted: int
    gone: int


def what_changed(older: Snapshot, newer: Snapshot, year: int, calendar: Calendar | str) -> list[Changed]:
    """Every count of a year that both snapshots can answer; those that are the same are among them."""
    shared = [
        one
        for one in INDICATORS.values()
        if one.facts
        and one.statistic is Statistic.COUNT
        and one.since <= min(older.schema_version, newer.schema_version)
    ]
    then, now = _keys(older, shared, year, calendar), _keys(newer, shared, year, calendar)
    held_then, held_now = _records(older, shared), _records(newer, shared)
    found = []
    for one in shared:
        before, after = then[one.code], now[one.code]
        came = after.keys() - before.keys()
        left = before.keys() - after.keys()
        known = sum(after[key] in held_then[one.code] for key in came)
        there = sum(before[key] in held_now[one.code] for key in left)
        found.append(
            Changed(
                one.code,
                len(before),
                len(after),
                len(came) - known,
                known,
                there,
                len(left) - there,
            )
        )
    return found


def _keys(
    snapshot: Snapshot, shared: list[Indicator], year: int, calendar: Calendar | str
) -> dict[str, dict[str, str]]:
    """What each figure counts in the year: key and record, as pseudonyms."""
    with opened(snapshot) as connection:
        return {
            one.code: dict(
                connection.execute(
                    f"SELECT key, record FROM ({facts_sql(one, calendar)}) WHERE fact_year = ?", [year]
                ).fetchall()
            )
            for one in shared
        }


_TABLE_OF = {
    "reports.report": "reports",
    "cases.case": "cases",
    "cases.victim": "victims",
    "cases.suspect": "suspects",
    "operations.operation": "operations",
    "complicity.allegation": "allegations",
    "outreach.campaign": "campaigns",
    "outreach.session": "sessions",
    "outreach.kapsurvey": "surveys",
    "cooperation.instrument": "instruments",
    "plans.milestone": "milestones",
    "screening.alert": "list_alerts",
    "money.moneyinquiry": "money_inquiries",
    "money.assetmeasure": "asset_measures",
    "fiu.fiuletter": "fiu_letters",
}


def _records(snapshot: Snapshot, shared: list[Indicator]) -> dict[str, set[str]]:
    """Every record that a figure could count, whether it does or not."""
    with opened(snapshot) as connection:
        held = {
            table: {row[0] for row in connection.execute(f"SELECT ref FROM {table}").fetchall()}
            for table in sorted({_TABLE_OF[one.record_table] for one in shared})
        }
    return {one.code: held[_TABLE_OF[one.record_table]] for one in shared}
