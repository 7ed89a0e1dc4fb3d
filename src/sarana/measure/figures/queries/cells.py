"""Every registered count and sum at its finest: by month, province, sex, age and form of exploitation at once."""

from collections.abc import Iterable
from typing import Any

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.at_hand import answers_side_by_side, opened_at_hand
from sarana.measure.figures.queries.figures import Engine, facts_sql
from sarana.science.indicators import INDICATORS, Calendar, Indicator, Statistic
from sarana.science.indicators.definition import AGE, FORM, SEX

_FINEST = (SEX.code, AGE.code, FORM.code)
COLUMNS = ("year", "month", "province", *_FINEST, "value")


def finest_cells(
    snapshot: Snapshot,
    calendar: Calendar | str = Calendar.UNODC,
    *,
    indicators: Iterable[str] | None = None,
    engine: Engine | None = None,
) -> dict[str, Any]:
    """An Arrow table for each figure whose parts add up, with ``COLUMNS``; a dimension that a figure hasn't is null.

    Every total, by year and place and part, is a sum over these cells. For those who see records: small counts stand in it.
    """
    wanted = [
        one
        for one in (INDICATORS[code] for code in (indicators or INDICATORS))
        if one.facts and one.adds_up and one.since <= snapshot.schema_version
    ]
    questions = [_cells_sql(one, calendar) for one in wanted]
    if engine:
        with engine(snapshot) as connection:
            answers = [connection.sql(question).to_arrow_table() for question in questions]
    else:
        with opened_at_hand(snapshot, [one.facts for one in wanted]) as connection:
            answers = answers_side_by_side(connection, questions)
    return {one.code: answer for one, answer in zip(wanted, answers, strict=True)}


def _cells_sql(one: Indicator, calendar: Calendar | str) -> str:
    has = {breakdown.code for breakdown in one.breakdowns}
    parts = ", ".join(f"{code if code in has else 'CAST(NULL AS VARCHAR)'} AS {code}" for code in _FINEST)
    value = "SUM(value)" if one.statistic is Statistic.SUM else "COUNT(*)"
    text = ", ".join(f"CAST({code} AS VARCHAR) AS {code}" for code in ("province", *_FINEST))
    return (
        # Codes become text when they are counted, which are far fewer.
        f"SELECT year, month, {text}, value FROM ("
        f"SELECT fact_year AS year, month(on_date) AS month, province, {parts}, CAST({value} AS BIGINT) AS value "
        f"FROM ({facts_sql(one, calendar, _FINEST)}) GROUP BY ALL)"
    )
