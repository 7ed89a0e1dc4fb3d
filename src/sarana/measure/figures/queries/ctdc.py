"""Victims identified in a year by the CTDC's variables, each beside the breakdown that it is bound to."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sarana.base.vocabulary.alpha3 import alpha_3
from sarana.base.vocabulary.queries import codes_of
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.figures import facts_sql
from sarana.measure.figures.queries.snapshots import opened
from sarana.science.indicators import INDICATORS, Calendar
from sarana.science.indicators.ctdc import AGES, CTDC, LONGEST, MONTHS, NULL, OLDEST, TRANS, Variable

_GENDER = (
    "CASE WHEN gender = 'Feminine' THEN 'Woman' WHEN gender = 'Masculine' THEN 'Man' "
    f"WHEN gender LIKE 'Transgender%' OR gender = 'NonConforming' THEN '{TRANS}' "
    "WHEN sex = 'F' THEN 'Woman' WHEN sex = 'M' THEN 'Man' END"
)


def ctdc_counts(snapshot: Snapshot, year: int) -> dict[str, dict[tuple[str, str], int]]:
    """Variable -> (value of the bound breakdown, value of the variable) -> persons, each once; their sum is the year's total.

    A variable that a snapshot is too old for is missing.
    """
    asked = [variable for variable in CTDC if variable.since <= snapshot.schema_version]
    if not asked:
        return {}
    with _identified(snapshot, year) as connection:
        return {
            variable.name: {
                (bound or "unknown", _named(variable, value)): int(count)
                for bound, value, count in connection.execute(
                    f"SELECT {variable.part_of or 'NULL'}, {_value(variable)}, COUNT(*) FROM identified GROUP BY ALL ORDER BY ALL"
                ).fetchall()
            }
            for variable in asked
        }


def ctdc_records(snapshot: Snapshot, year: int) -> list[tuple[str, ...]]:
    """The 27 variables of each person identified in the year, in the order of her pseudonym: records of persons, never shown.

    Raises:
        ValueError: the snapshot is older than some of the variables.
    """
    if any(variable.since > snapshot.schema_version for variable in CTDC):
        raise ValueError("This snapshot is too old for all variables; take a new one.")
    asked = ", ".join(_value(variable) for variable in CTDC)
    with _identified(snapshot, year) as connection:
        rows = connection.execute(f"SELECT {asked} FROM identified ORDER BY record").fetchall()
    return [tuple(_named(variable, value) for variable, value in zip(CTDC, row, strict=True)) for row in rows]


@contextmanager
def _identified(snapshot: Snapshot, year: int) -> Iterator[Any]:
    """A connection with a table of the year's persons: what the variables are read from."""
    facts = facts_sql(INDICATORS["victims_identified"], Calendar.UNODC)
    with opened(snapshot) as connection:
        connection.execute(
            "CREATE TEMP TABLE identified AS SELECT f.record, f.fact_year, f.sex, f.age_group, f.citizenship, f.form, v.age, "
            "v.gender, v.forms, v.control, v.industries, v.sex_forms, v.recruiters, e.country, e.months "
            f"FROM ({facts}) f JOIN victims v ON v.ref = f.record LEFT JOIN ("
            "SELECT victim, CASE WHEN COUNT(DISTINCT country) = 1 THEN MIN(country) END AS country, "
            "date_diff('month', MIN(started_on), MAX(ended_on)) AS months FROM events GROUP BY victim"
            ") e ON e.victim = v.ref WHERE f.fact_year = ?",
            [year],
        )
        yield connection


def _named(variable: Variable, value: object) -> str:
    text = NULL if value is None else str(value)
    return alpha_3(text) if variable.name in {"citizenship", "CountryOfExploitation"} else text


def _value(variable: Variable) -> str:
    """SQL that gives the variable's value for one person, NULL for none."""
    own = {
        "yearOfRegistration": "CAST(fact_year AS VARCHAR)",
        "gender": _GENDER,
        "ageBroad": _bands("age", AGES, OLDEST),
        "citizenship": "CASE WHEN citizenship NOT IN ('unknown', 'multiple') THEN citizenship END",
        "CountryOfExploitation": "country",
        "traffickMonths": _bands("months", MONTHS, LONGEST),
    }
    if variable.name in own:
        return own[variable.name]
    codes = variable.codes
    if variable.form:
        rolled = tuple(
            code.code for code in codes_of("TypeOfExploitation").values() if code.roll_up == variable.form
        )
        codes = (("forms", rolled),)
    held = " OR ".join(f"contains({column}, '|{code}|')" for column, some in codes for code in some)
    return f"CASE WHEN {held or 'FALSE'} THEN '1' END"


def _bands(column: str, bands: tuple[tuple[str, int], ...], beyond: str) -> str:
    told = " ".join(f"WHEN {column} <= {most} THEN '{name}'" for name, most in bands)
    return f"CASE WHEN {column} IS NULL OR {column} < 0 THEN NULL {told} ELSE '{beyond}' END"
