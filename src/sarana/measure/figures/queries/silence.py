"""What the record does not say: places that screen and find nobody, police against social affairs, units without a word."""

from dataclasses import dataclass

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.coverage import COUNTRY
from sarana.measure.figures.queries.figures import PLACE_UNKNOWN, Figure, figures_on_record
from sarana.measure.figures.queries.snapshots import opened
from sarana.science.indicators import Calendar, period_of

# From this many persons screened, nobody identified is a question.
MANY_SCREENED = 1_000


@dataclass(frozen=True, slots=True)
class Silent:
    """One place in a year: screened and identified there, and how many of its units reported."""

    place: str
    screened: int
    identified: int
    units_reporting: int
    units_expected: int

    @property
    def asks(self) -> bool:
        """Whether its numbers are a question: many screened and nobody found, or nobody heard at all."""
        return (self.screened >= MANY_SCREENED and not self.identified) or (
            self.units_expected > 0 and not self.units_reporting
        )


def silence_by_place(snapshot: Snapshot, year: int, calendar: Calendar | str) -> list[Silent]:
    """Every province of a year, with what it screened, whom it identified, and who reported."""
    found: dict[str, dict[str, Figure]] = {}
    for figure in figures_on_record(str(snapshot.pk), str(calendar)):
        if (
            figure.period.year == year
            and not figure.breakdown
            and figure.place not in {COUNTRY, PLACE_UNKNOWN}
        ):
            found.setdefault(figure.place, {})[figure.indicator] = figure
    return [
        Silent(
            place,
            int(_value(told.get("persons_screened"))),
            int(_value(told.get("victims_identified"))),
            told["units_heard"].units_reporting if "units_heard" in told else 0,
            told["units_heard"].units_expected if "units_heard" in told else 0,
        )
        for place, told in sorted(found.items())
    ]


def _value(figure: Figure | None) -> float:
    return figure.value or 0 if figure else 0


@dataclass(frozen=True, slots=True)
class TwoViews:
    """Persons whom police, social affairs, or both hold to be victims in a year: where two bodies count, they differ."""

    police_only: int
    others_only: int
    both: int


def police_against_others(snapshot: Snapshot, year: int, calendar: Calendar | str) -> TwoViews:
    """Persons identified in the year by the police, by other government bodies, and by both."""
    period = period_of(year, calendar)
    with opened(snapshot) as connection:
        row = connection.execute(
            "SELECT COUNT(*) FILTER (police AND NOT others), COUNT(*) FILTER (others AND NOT police), "
            "COUNT(*) FILTER (police AND others) FROM (SELECT v.person, bool_or(a.body = 'Police') AS police, "
            "bool_or(a.body = 'NonPoliceGovernmentalOrganization') AS others "
            "FROM assertions a JOIN victims v ON v.ref = a.victim WHERE a.assertion = 'ActualVictimOfTrafficking' "
            "AND v.standing IN ('victim', 'disputed') AND a.asserted_on BETWEEN ? AND ? GROUP BY v.person)",
            [period.start, period.end],
        ).fetchone()
    return TwoViews(*map(int, row))
