"""The annual report as everybody may read it: composed of released figures and the plan's progress, so that no other number is in it.

The house has a fuller one (``papers.annual``), which stays inside. What stands here was protected and attacked in its release; a
number that no release shows has no way into it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import override

from sarana.publish.charts.drawing import number
from sarana.publish.papers.words import word
from sarana.publish.releases.enums import ReleaseState
from sarana.publish.releases.freezing import HIDDEN, label_of
from sarana.publish.releases.queries import published_releases, shown_tables
from sarana.publish.releases.shown import NOISE, ROUNDING, Population, ShownTable
from sarana.register.plans.enums import NodeKind
from sarana.register.plans.queries import nodes_in, pillars_of, plan_in_force
from sarana.register.plans.rules import days_late
from sarana.science.indicators import INDICATORS, Calendar, period_of

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Annual report on the fight against human trafficking", "របាយការណ៍ប្រចាំឆ្នាំស្តីពីការប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស"),
    "made_of": (
        "Every figure in this report stands in a published release, named beside it, where it can be checked.",
        "តួលេខនីមួយៗក្នុងរបាយការណ៍នេះមានក្នុងការចេញផ្សាយដែលមានឈ្មោះនៅក្បែរ ដែលអាចផ្ទៀងផ្ទាត់បាន។",
    ),
    "hidden": (
        "… stands for a count that is hidden. Noisy and rounded figures are told as such; they may be off by a little.",
        "… ជំនួសចំនួនដែលត្រូវបានលាក់។ តួលេខដែលមានភាពរំខាន ឬត្រូវបានបង្គត់ មានសម្គាល់ ហើយអាចលម្អៀងបន្តិច។",
    ),
    "period": ("Period", "រយៈពេល"),
    "figures": ("Figures of the year", "តួលេខប្រចាំឆ្នាំ"),
    "figure": ("Figure", "តួលេខ"),
    "how": ("How it is told", "របៀបប្រាប់"),
    "release": ("Release", "ការចេញផ្សាយ"),
    "suppression": ("true count", "ចំនួនពិត"),
    "rounding": ("rounded to {n}", "បង្គត់ជាពហុគុណនៃ {n}"),
    "noise": ("with noise", "មានភាពរំខាន"),
    "count": ("Count", "ចំនួន"),
    "more": ("Tables of the year in more directions", "តារាងលម្អិតនៃឆ្នាំនេះ"),
    "table": ("Table", "តារាង"),
    "plan": ("The plan’s measures", "វិធានការរបស់ផែនការ"),
    "number": ("No.", "លេខ"),
    "measure": ("Measure", "វិធានការ"),
    "lead": ("Lead agency", "ស្ថាប័នដឹកនាំ"),
    "due": ("Due on", "កាលកំណត់"),
    "state": ("State", "ស្ថានភាព"),
    "none": ("None.", "គ្មាន។"),
}  # fmt: skip
_ALL = "*"
# The categories of one division are laid out; of more, the way to the release is shown.
_ONE = 1


@dataclass(frozen=True, slots=True)
class Released:
    """A released table with the release in which it stands."""

    code: str
    digest: str
    table: ShownTable


def released_of_year(year: int) -> list[Released]:
    """The tables of a year and the one before as they stand, each from its latest release; none from one that was withdrawn."""
    found: dict[tuple[Population, frozenset[str]], Released] = {}
    for release in published_releases().filter(state=ReleaseState.PUBLISHED):
        for shown in shown_tables(release):
            if shown.population[1] in {year, year - 1}:
                key = shown.population, frozenset(shown.told["dimensions"])
                found.setdefault(key, Released(release.code, release.digest, shown))
    order = list(INDICATORS)
    return sorted(found.values(), key=lambda one: (order.index(one.table.population[0]), one.table.name))


def draws_on(year: int, told: Sequence[Released]) -> dict[str, Any]:
    """What the report rests on: its year, and the releases by code with the hash of each manifest."""
    return {"report_of": year, "releases": {one.code: one.digest for one in told}}


def figure_sections(year: int, told: Sequence[Released], language: str) -> list[dict[str, Any]]:
    """The report's figures as tables: totals first, then each division of the year, then what is told in more directions."""
    w = words_in(language)
    of_year = [one for one in told if one.table.population[1] == year]
    divided = [one for one in of_year if len(one.table.told["dimensions"]) == _ONE]
    finer = [one for one in of_year if len(one.table.told["dimensions"]) > _ONE]
    columns = [
        _column(w["figure"], wide=True), _column(str(year), is_number=True), _column(str(year - 1), is_number=True),
        _column(w["how"]), _column(w["release"]),
    ]  # fmt: skip
    sections = [_section(w["figures"], columns, list(_totals(year, told, language)), w)]
    for one in divided:
        title = one.table.told[f"title_{language}"]
        by = one.table.told["labels"][one.table.told["dimensions"][0]][language]
        parts = [_column(by, wide=True), _column(w["count"], is_number=True)]
        section = _section(f"{title} ({one.code})", parts, _rows(one.table, language), w)
        sections.append({**section, "bars": _bars(one.table, language)})
    names = [[one.table.told[f"title_{language}"], one.code] for one in finer]
    sections.append(_section(w["more"], [_column(w["table"], wide=True), _column(w["release"])], names, w))
    return sections


def plan_section(year: int, day: date, language: str) -> dict[str, Any]:
    """How far the plan's measures have come at the end of the year, or on the day if it is earlier."""
    w, until = words_in(language), min(day, period_of(year, Calendar.UNODC).end)
    plan = plan_in_force(until)
    rows = []
    with override(language):
        measures = [
            measure
            for pillar in (pillars_of(plan) if plan else ())
            for measure in (nodes_in(plan, path=pillar.path, kind=NodeKind.MEASURE) if plan else ())
        ]
        for measure in measures:
            late = not measure.done_on and days_late(measure.due_on, measure.done_on, until) > 0
            state = word(measure.state, language) + (f" – {word('late', language)}" if late else "")
            lead = measure.lead_agency.name if measure.lead_agency else "–"
            due = measure.due_on.isoformat() if measure.due_on else "–"
            rows.append([measure.code, measure.title, lead, due, state])
    columns = [
        _column(w["number"]), _column(w["measure"], wide=True), _column(w["lead"], wide=True), _column(w["due"]),
        _column(w["state"]),
    ]  # fmt: skip
    return _section(w["plan"], columns, rows, w)


def composed(year: int, told: Sequence[Released], plan: dict[str, Any], language: str) -> dict[str, Any]:
    """The report in one language, in the form of other public papers."""
    w, period = words_in(language), period_of(year, Calendar.UNODC)
    releases = ", ".join(sorted({one.code for one in told}))
    return {
        "language": language,
        "title": f"{w['title']} {year}",
        "lines": [w["made_of"], f"{w['period']}: {period.start} – {period.end}", w["hidden"]],
        "foot": f"{w['release']} {releases or '–'}",
        "sections": [*figure_sections(year, told, language), plan],
    }


def words_in(language: str) -> dict[str, str]:
    """The words of this paper in a language."""
    return {name: pair[language == "km"] for name, pair in WORDS.items()}


def _totals(year: int, told: Sequence[Released], language: str) -> Iterator[list[str]]:
    """One line for each figure: this year, the year before, how it is told, where it stands."""
    by: dict[Population, Released] = {}
    for one in told:
        # A table that says less beside the total says the total all the same.
        known = by.get(one.table.population)
        if known is None or len(one.table.told["dimensions"]) < len(known.table.told["dimensions"]):
            by[one.table.population] = one
    for code, indicator in INDICATORS.items():
        now, before = by.get((code, year)), by.get((code, year - 1))
        if now is None:
            continue
        name = indicator.name_km if language == "km" else indicator.name_en
        yield [
            name, _told(_total(now), language), _told(_total(before), language) if before else "–",
            _how_both(year, now, before, language), ", ".join(dict.fromkeys(one.code for one in (now, before) if one)),
        ]  # fmt: skip


def _total(one: Released) -> int | None:
    return one.table.table().values.get((_ALL,) * len(one.table.told["dimensions"]))


def _bars(shown: ShownTable, language: str) -> list[list[str | int | None]]:
    """The parts of a division with their counts, without their sum; None where a count is hidden."""
    by = shown.told["dimensions"][0]
    return [
        [label_of(shown.told, by, part, language), count]
        for part, count in shown.told["rows"]
        if count != 0 and part != _ALL
    ]


def _rows(shown: ShownTable, language: str) -> list[list[str]]:
    by = shown.told["dimensions"][0]
    return [
        [label_of(shown.told, by, part, language), _told(count, language)]
        for part, count in shown.told["rows"]
        if count != 0
    ]


def _told(count: int | None, language: str) -> str:
    return HIDDEN if count is None else number(count, language)


def _how_both(year: int, now: Released, before: Released | None, language: str) -> str:
    """How the year is told, and how the year before where that is otherwise."""
    how, other = _how(now.table, language), _how(before.table, language) if before else ""
    return f"{how}; {year - 1}: {other}" if other and other != how else how


def _how(shown: ShownTable, language: str) -> str:
    w = words_in(language)
    if shown.kind == ROUNDING:
        return w["rounding"].format(n=number(shown.threshold, language))
    return w["noise"] if shown.kind == NOISE else w["suppression"]


def _column(label: str, *, wide: bool = False, is_number: bool = False) -> dict[str, Any]:
    return {"label": label, "wide": wide, "number": is_number}


def _section(
    title: str, columns: list[dict[str, Any]], rows: list[list[str]], w: dict[str, str]
) -> dict[str, Any]:
    return {"title": title, "columns": columns, "rows": rows, "nothing": w["none"]}
