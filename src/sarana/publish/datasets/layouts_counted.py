"""The CTDC's variables and the FATF's counts as rows, protected together with the figures that pages show beside them."""

from collections.abc import Iterator, Mapping

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import (
    Figure,
    Wanted,
    ctdc_counts,
    figures_on_record,
)
from sarana.publish.crossed import publishable_table
from sarana.publish.protected import (
    breakdown_parts,
    national_total,
    publishable_parts,
    publishable_value,
    value_label,
)
from sarana.science.disclosure import protect_crossed, protect_parts
from sarana.science.indicators import INDICATORS, Calendar
from sarana.science.indicators.ctdc import CTDC, NULL, Variable
from sarana.science.indicators.definition import DEED, LETTER, LIST, REGIME, Breakdown, Statistic

type Row = tuple[object, ...]
HIDDEN = "hidden"
NOT_ON_RECORD = "not on record"


def _told(count: float | None) -> object:
    return HIDDEN if count is None else int(count)


def _of(snapshot: Snapshot, year: int, code: str) -> list[Figure]:
    return [
        one
        for one in figures_on_record(str(snapshot.pk), Calendar.UNODC.value)
        if one.indicator == code and one.period.year == year
    ]


def ctdc(snapshot: Snapshot, year: int, _language: str) -> Iterator[Row]:
    """Persons identified in the year by each of the 27 variables; counts, not the CTDC's records of single persons."""
    found = _of(snapshot, year, "victims_identified")
    total = publishable_value(national_total(found))
    counts = ctdc_counts(snapshot, year)
    for number, variable in enumerate(CTDC, 1):
        head = (number, variable.name, variable.label)
        if variable.name not in counts:
            yield (*head, NULL, year, NOT_ON_RECORD)
        elif total is None:
            yield (*head, NULL, year, HIDDEN)
        else:
            shown = _protected(variable, counts[variable.name], found)
            for value in sorted(shown, key=lambda value: (value == NULL, value)):
                yield (*head, value, year, _told(shown[value]))


def _protected(
    variable: Variable, counts: Mapping[tuple[str, str], int], found: list[Figure]
) -> dict[str, int | None]:
    """Counts by the variable's values. What is bound to a breakdown is hidden so that nothing can be told of its hidden parts."""
    parts: dict[str, int] = {}
    for (_bound, value), count in counts.items():
        parts[value] = parts.get(value, 0) + count
    if not variable.part_of:
        return protect_parts(parts)
    told = publishable_parts(national_total(found), breakdown_parts(variable.part_of, found))
    hidden = {code for code, count in told.items() if count is None}
    if len({bound for bound, _ in counts}) == len(counts):
        return _of_whole_parts(counts, hidden)
    if len(parts) == len(counts):
        return _within_parts(counts, hidden)
    return dict(protect_crossed(counts, rows_hidden=hidden).columns)


def _of_whole_parts(counts: Mapping[tuple[str, str], int], hidden: set[str]) -> dict[str, int | None]:
    """Each part has one value: a value is shown where all its parts are, and tells no more than they do."""
    values: dict[str, int | None] = {}
    for (bound, value), count in counts.items():
        before = values.get(value, 0)
        values[value] = None if bound in hidden or before is None else before + count
    return values


def _within_parts(counts: Mapping[tuple[str, str], int], hidden: set[str]) -> dict[str, int | None]:
    """Each value lies in one part (an age band in its group): hidden where the part is, protected against its total elsewhere."""
    values: dict[str, int | None] = {}
    for part in dict.fromkeys(bound for bound, _ in counts):
        inside = {value: count for (bound, value), count in counts.items() if bound == part}
        values |= dict.fromkeys(inside) if part in hidden else protect_parts(inside)
    return values


_COUNTS = (
    ("screened", "suspects_screened"),
    ("possible", "list_matches_possible"),
    ("confirmed", "list_matches_confirmed"),
)


def fatf(snapshot: Snapshot, year: int, language: str) -> Iterator[Row]:
    """Screened, possible, confirmed: in all, by list, by reason of listing, and by both; zero is an answer."""
    screened = _of(snapshot, year, "suspects_screened")
    lists = {
        code
        for one in _of_any_year(snapshot, "suspects_screened")
        for code in (one.breakdown.get(LIST.code),)
        if code
    }
    for count, code in _COUNTS:
        found = screened if code == "suspects_screened" else _of(snapshot, year, code)
        total = national_total(found)
        if total is None:
            yield (count, code, "", "", year, NOT_ON_RECORD)
            continue
        shown = publishable_value(total)
        yield (count, code, "", "", year, _told(shown))
        if shown is None:
            continue
        by_list = publishable_parts(total, breakdown_parts(LIST.code, found))
        for one in sorted(lists | set(by_list)):
            yield (count, code, value_label(LIST, one, language), "", year, _told(by_list.get(one, 0)))
        if REGIME in INDICATORS[code].breakdowns:
            yield from _by_regime(snapshot, (count, code), year, language, sorted(lists | set(by_list)))

    yield from _money(snapshot, year, language)


# What is told of money and letters: the word, the figure, and the breakdown by which it is told apart.
_MONEY: tuple[tuple[str, str, Breakdown | None], ...] = (
    ("cases", "cases_opened", None),
    ("cases with a financial investigation", "cases_with_financial_investigation", None),
    ("financial investigations", "financial_investigations", None),
    ("measures", "asset_measures", DEED),
    ("letters sent", "fiu_letters_sent", LETTER),
    ("letters received", "fiu_letters_received", LETTER),
    ("median days to an answer", "fiu_days_to_answer", None),
)


def _money(snapshot: Snapshot, year: int, language: str) -> Iterator[Row]:
    for count, code, breakdown in _MONEY:
        found = _of(snapshot, year, code)
        total = national_total(found)
        if total is None or (total.value is None and INDICATORS[code].statistic is Statistic.MEDIAN):
            yield (count, code, "", "", year, NOT_ON_RECORD)
            continue
        shown = publishable_value(total)
        yield (count, code, "", "", year, _told(shown))
        if breakdown and shown is not None:
            parts = publishable_parts(total, breakdown_parts(breakdown.code, found))
            for one, *_names in breakdown.labels:
                yield (count, code, value_label(breakdown, one, language), "", year, _told(parts.get(one, 0)))


def _of_any_year(snapshot: Snapshot, code: str) -> list[Figure]:
    return [one for one in figures_on_record(str(snapshot.pk), Calendar.UNODC.value) if one.indicator == code]


def _by_regime(
    snapshot: Snapshot, head: tuple[str, str], year: int, language: str, lists: list[str]
) -> Iterator[Row]:
    table = publishable_table(snapshot, Wanted(head[1], LIST.code, REGIME.code, (year,)))
    for regime, *_names in REGIME.labels:
        name = value_label(REGIME, regime, language)
        yield (*head, "", name, year, _told(table.columns.get(regime, 0)))
        for one in lists:
            yield (
                *head,
                value_label(LIST, one, language),
                name,
                year,
                _told(table.cells.get((one, regime), 0)),
            )
