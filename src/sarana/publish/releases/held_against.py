"""What anybody's sentence is held against: numbers that have a line in the release ledger, and nothing else."""

from datetime import date
from decimal import Decimal

from sarana.measure.press.models import PublishedFigure
from sarana.measure.press.queries import PRESS_WORD, as_figure
from sarana.publish.releases.enums import Protection
from sarana.publish.releases.queries import ReleasedTotal, released_totals, rows_cited
from sarana.science.indicators import Calendar, period_of
from sarana.science.statements import Figure

# What the source of a figure of our own begins with; the code of the release follows.
OWN = "release:"


def record_out() -> list[Figure]:
    """Numbers of others that were entered, and national figures of the register as releases show them."""
    return [_cited(row) for row in rows_cited()] + [
        _own(one)
        for one in released_totals().values()
        # A rounded or noisy number is no reason to call a sentence wrong.
        if one.value is not None and one.protection == Protection.SUPPRESSION and one.indicator in PRESS_WORD
    ]


def _cited(row: dict[str, str]) -> Figure:
    days = {name: _day(row[name]) for name in ("period_start", "period_end")}
    return as_figure(PublishedFigure(**{**row, **days}))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _own(one: ReleasedTotal) -> Figure:
    period = period_of(one.year, Calendar.UNODC)
    return Figure(
        indicator=PRESS_WORD[one.indicator],
        value=Decimal(one.value or 0),
        period_start=period.start,
        period_end=min(period.end, one.as_of),
        claimant="register",
        scope=f"release {one.release}",
        source=f"{OWN}{one.release}",
    )
