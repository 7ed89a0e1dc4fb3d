"""What authorities saw with the victims of a year: acts, means and purposes of the Palermo definition."""

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.snapshots import opened
from sarana.science.indicators import Calendar, period_of


def elements_of(
    snapshot: Snapshot, year: int, calendar: Calendar | str = Calendar.UNODC
) -> list[tuple[str, str, int]]:
    """Part, code and number of persons identified in the year with whom it was seen; one person may have many."""
    period = period_of(year, calendar)
    with opened(snapshot) as connection:
        return [
            (part, code, int(count))
            for part, code, count in connection.execute(
                "SELECT e.part, e.code, COUNT(DISTINCT v.person) FROM elements e JOIN victims v ON v.ref = e.victim "
                "WHERE v.standing IN ('victim', 'disputed') AND v.person IN (SELECT w.person FROM assertions a "
                "JOIN victims w ON w.ref = a.victim WHERE a.assertion = 'ActualVictimOfTrafficking' "
                "AND a.asserted_on BETWEEN ? AND ?) GROUP BY 1, 2 ORDER BY 1, 2",
                [period.start, period.end],
            ).fetchall()
        ]
