"""How counts of past months still grow: the reporting-delay triangle, from the day of an event to the day it was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.snapshots import opened

# Events that carry the day on which they were recorded: table and columns of a snapshot.
EVENTS = {
    "victims_identified": ("assertions", "asserted_on", "assertion = 'ActualVictimOfTrafficking'"),
    "persons_prosecuted": ("steps", "on_date", "stage = 'charge'"),
    "persons_convicted": ("steps", "on_date", "stage = 'verdict' AND verdict = 'convicted'"),
}
# Recorded after more months than this stands in the last column.
MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """The records of one month's events: how many had come after 0, 1, 2 … months, as far as that time has passed.

    ``expected`` is the number to be expected in the end (chain ladder: the growth of earlier months applied to this one),
    None where earlier months tell nothing.
    """

    month: str
    known_after: tuple[int, ...]
    expected: float | None

    @property
    def now(self) -> int:
        return self.known_after[-1] if self.known_after else 0


def delay_triangle(snapshot: Snapshot, code: str, *, months: int = 24) -> list[Month]:
    """The last months before the snapshot, oldest first.

    Records, not persons: each word of an authority and each stage counts. None for a snapshot that does not hold the day of
    recording.

    Raises:
        KeyError: for a figure whose events don't carry the day of recording.
    """
    table, on, condition = EVENTS[code]
    if snapshot.schema_version < 2:  # noqa: PLR2004 - the first schema that holds it
        return []
    with opened(snapshot) as connection:
        taken = snapshot.taken_on
        found = connection.execute(
            f"SELECT strftime(date_trunc('month', {on}), '%Y-%m') AS month, "
            f"LEAST(GREATEST(date_diff('month', {on}, recorded_on), 0), {MOST_MONTHS}) AS late, COUNT(*) "
            f"FROM {table} WHERE {condition} AND {on} IS NOT NULL AND recorded_on IS NOT NULL "
            f"AND {on} >= date_trunc('month', CAST(? AS DATE)) - to_months(CAST(? AS INTEGER)) GROUP BY 1, 2",
            [taken, months],
        ).fetchall()
    counts: dict[str, dict[int, int]] = {}
    for month, late, count in found:
        counts.setdefault(month, {})[int(late)] = int(count)
    return _triangle(counts, f"{taken:%Y-%m}")


def _triangle(counts: dict[str, dict[int, int]], now: str) -> list[Month]:
    rows = []
    for month in sorted(counts):
        passed = min(_months_between(month, now), MOST_MONTHS)
        known, total = [], 0
        for late in range(passed + 1):
            total += counts[month].get(late, 0)
            known.append(total)
        rows.append((month, tuple(known)))
    factors = growth_factors([known for _, known in rows])
    return [Month(month, known, _expected(known, factors)) for month, known in rows]


def _months_between(first: str, last: str) -> int:
    (year, month), (to_year, to_month) = (map(int, text.split("-")) for text in (first, last))
    return (to_year - year) * 12 + to_month - month


def growth_factors(rows: Sequence[Sequence[int]]) -> list[float | None]:
    """By how much the counts grew from one month's delay to the next, over all months that saw both (chain ladder, Mack 1993)."""
    longest = max((len(row) for row in rows), default=0)
    factors: list[float | None] = []
    for late in range(longest - 1):
        both = [row for row in rows if len(row) > late + 1]
        before = sum(row[late] for row in both)
        factors.append(sum(row[late + 1] for row in both) / before if before else None)
    return factors


def _expected(known: Sequence[int], factors: Sequence[float | None]) -> float | None:
    if not known:
        return None
    expected = float(known[-1])
    for factor in factors[len(known) - 1 :]:
        if factor is None:
            return None
        expected *= factor
    return expected
