"""A province's year on a sheet: its figures beside the country's, who was heard, what the plan promises there, what is owed.

A province is never protected alone: its counts are read from the table of all provinces as the figure's page and the annual report
show it, so that sheets of all provinces together tell no more than that table does.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from sarana.base.places.queries import province_name
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import MANY_SCREENED, Figure, figures_on_record
from sarana.publish.charts import line_chart
from sarana.publish.charts.drawing import number
from sarana.publish.papers.printing import printed
from sarana.publish.papers.province_words import WORDS
from sarana.publish.papers.word_file import WordPaper
from sarana.publish.papers.words import internal_word
from sarana.publish.protected import national_total, province_parts, publishable_parts, publishable_value
from sarana.register.plans.enums import Rag
from sarana.register.plans.queries import nodes_of_place, plan_in_force, standings
from sarana.register.reporting.enums import REPORTED
from sarana.register.reporting.queries import slots
from sarana.register.returns.queries import units_heard_in
from sarana.science.indicators import INDICATORS, Indicator, Period, Statistic, period_of

# What is drawn over the years.
_DRAWN = ("cases_opened", "victims_identified")
# So many years must be shown for a drawing to say anything.
_A_LINE = 2
# What provinces add up to; a median or a rate of few is a fact about few.
_ADDED_UP = {Statistic.COUNT, Statistic.SUM}
type _ByYear = dict[tuple[str, int], list[Figure]]


def province_content(
    snapshot: Snapshot, province: str, *, year: int, calendar: str, language: str, day: date
) -> dict[str, Any]:
    """Everything the sheet shows, in Khmer (``km``) or English (``en``); what is owed and how the plan stands is of ``day``."""
    w = {name: pair[language == "km"] for name, pair in WORDS.items()}
    period = period_of(year, calendar)
    found: _ByYear = defaultdict(list)
    for figure in figures_on_record(str(snapshot.pk), calendar):
        found[figure.indicator, figure.period.year].append(figure)
    with translation.override(language):
        return {
            "language": language,
            "internal": internal_word(language),
            "w": w,
            "name": province_name(province, language),
            "year": str(year),
            "before": str(year - 1),
            "period": f"{period.start.isoformat()} – {period.end.isoformat()}",
            "as_of": timezone.localtime(snapshot.taken_at).strftime("%Y-%m-%d %H:%M"),
            "snapshot": snapshot.digest,
            "demonstration": settings.DEMONSTRATION,
            **_figures(found, province, year, language),
            "charts": _charts(snapshot, found, province, language),
            "heard": _heard(found, province, period, language),
            "units": _units(province, period, day, language),
            "plan": _plan(province, period, day, language),
            "owed": _owed(province, day, language),
            "day": day.isoformat(),
        }


def province_shown(found: list[Figure], province: str) -> int | None:
    """A province's count of one figure and year as the table of all provinces shows it; None where it is hidden."""
    if not found:
        return None
    parts = publishable_parts(national_total(found), province_parts(found[0].indicator, found))
    return parts.get(province, None if publishable_value(national_total(found)) is None else 0)


def _told_by_place() -> list[Indicator]:
    return [one for one in INDICATORS.values() if one.facts and one.has_place and one.statistic in _ADDED_UP]


def _figures(found: _ByYear, province: str, year: int, language: str) -> dict[str, Any]:
    """Rows of name, the province's count, that of the year before, the country's; and names of what the country had none of."""

    def said(value: float | None) -> str:
        return WORDS["hidden"][language == "km"] if value is None else number(value, language)

    rows, none = [], []
    for one in _told_by_place():
        now, before = found[one.code, year], found[one.code, year - 1]
        if not now:
            continue
        name = one.name_km if language == "km" else one.name_en
        country, earlier = publishable_value(national_total(now)), province_shown(before, province)
        if country == 0 and (earlier == 0 or not before):
            none.append(name)
            continue
        rows.append(
            [name, said(province_shown(now, province)), said(earlier) if before else "–", said(country)]
        )
    return {"figures": rows, "none": "; ".join(none)}


def _charts(snapshot: Snapshot, found: _ByYear, province: str, language: str) -> list[dict[str, str]]:
    """Lines over the years on record; a gap where a count is hidden."""
    last = snapshot.taken_on.year
    drawn = []
    for code in _DRAWN:
        one = INDICATORS[code]
        years = sorted(year for told, year in found if told == code and year <= last and found[told, year])
        points = [(str(year), province_shown(found[code, year], province)) for year in years]
        if sum(value is not None for _, value in points) < _A_LINE:
            continue
        name = one.name_km if language == "km" else one.name_en
        drawn.append({"title": name, "svg": line_chart(name, points, language=language, partial=str(last))})
    return drawn


def _heard(found: _ByYear, province: str, period: Period, language: str) -> list[str]:
    """How many units reported, and what their silence asks."""
    km = language == "km"
    told = next((one for one in found["units_heard", period.year] if one.place == province), None)
    if told is None or not told.units_expected:
        return [WORDS["no_unit"][km]]
    lines = [
        WORDS["coverage"][km].format(
            n=number(told.units_reporting, language), of=number(told.units_expected, language)
        )
    ]
    if not told.units_reporting:
        lines.append(WORDS["silent"][km])
    screened = province_shown(found["persons_screened", period.year], province)
    # Asked of what is shown only: a zero that is hidden with its total stays so.
    if (screened or 0) >= MANY_SCREENED and province_shown(
        found["victims_identified", period.year], province
    ) == 0:
        lines.append(WORDS["asks"][km])
    return lines


def _units(province: str, period: Period, day: date, language: str) -> list[list[str]]:
    """Each unit of the province: months sent of those due, months and quarters that are missing."""
    return [
        [
            one.unit.name,
            f"{number(one.months_due - len(one.months_missing), language)} / {number(one.months_due, language)}",
            ", ".join(f"{month:%Y/%m}" for month in one.months_missing) or "–",
            ", ".join(f"{year}\u00a0Q{quarter}" for year, quarter in one.quarters_missing) or "–",
        ]
        for one in units_heard_in(province, period.start, period.end, day)
    ]


def _plan(province: str, period: Period, day: date, language: str) -> dict[str, Any] | None:
    """What the plan in force at the end of the year promises for the province or through its bodies, with how it stands."""
    plan = plan_in_force(min(period.end, day))
    if plan is None:
        return None
    km = language == "km"
    nodes = list(nodes_of_place(plan, province))
    stands = standings(plan, day) if nodes else {}
    rows = []
    for node in nodes:
        standing = stands[node.path]
        words = [WORDS["done"][km] if node.done_on and node.done_on <= day else str(Rag(standing.rag).label)]
        if standing.days_late and not node.done_on:
            words.append(WORDS["late"][km].format(n=number(standing.days_late, language)))
        rows.append(
            [
                node.code,
                node.title,
                node.lead_agency.name if node.lead_agency else "–",
                node.due_on.isoformat() if node.due_on else "–",
                ", ".join(words),
            ]
        )
    return {"title": plan.title, "rows": rows}


def _owed(province: str, day: date, language: str) -> list[list[str]]:
    """Sheets of templates in use that the province's bodies have not sent, the longest due first."""
    open_ones = (
        slots()
        .filter(unit__place__code__startswith=province, opens_on__lte=day, template__closed_on=None)
        .exclude(sheet__state__in=REPORTED)
        .order_by("due_on", "unit__path", "template__code")
    )
    late = WORDS["late"][language == "km"]
    rows = []
    for slot in open_ones:
        days = (day - slot.due_on).days
        due = slot.due_on.isoformat() + (f" ({late.format(n=number(days, language))})" if days > 0 else "")
        rows.append([slot.template.title, slot.period, slot.unit.name, due])
    return rows


def province_pdf(
    snapshot: Snapshot, province: str, *, year: int, calendar: str = "unodc", language: str = "km", day: date
) -> bytes:
    """The sheet as a tagged PDF."""
    content = province_content(snapshot, province, year=year, calendar=calendar, language=language, day=day)
    return printed("province", content)


def province_docx(
    snapshot: Snapshot, province: str, *, year: int, calendar: str = "unodc", language: str = "km", day: date
) -> bytes:
    """The sheet as a Word document; small counts are hidden as in the PDF."""
    r = province_content(snapshot, province, year=year, calendar=calendar, language=language, day=day)
    w = r["w"]
    paper = WordPaper(f"{w['title']}: {r['name']} {r['year']}", language, on_every_page=r["internal"])
    if r["demonstration"]:
        paper.says(w["demonstration"], bold=True)
    paper.says(f"{r['period']} · {w['as_of']} {r['as_of']}", quiet=True)
    paper.heading(w["figures"], 1)
    headings = [w["figure"], f"{w['here']} {r['year']}", r["before"], f"{w['country']} {r['year']}"]
    paper.table(headings, r["figures"], numbers=(1, 2, 3))
    if r["none"]:
        paper.names(w["none"], r["none"])
    paper.says(w["hidden_note"], quiet=True)
    if r["charts"]:
        paper.heading(w["over_years"], 2)
    for chart in r["charts"]:
        paper.says(chart["title"], bold=True)
        paper.picture(chart["svg"], chart["title"])
    paper.heading(w["heard"], 1)
    paper.points(r["heard"])
    if r["units"]:
        paper.table([w["unit"], w["months"], w["months_missing"], w["quarters_missing"]], r["units"])
    paper.heading(w["plan"], 1)
    _promised(paper, r["plan"], w)
    paper.heading(f"{w['owes']} ({r['day']})", 1)
    if r["owed"]:
        paper.table([w["sheet"], w["period"], w["unit"], w["due"]], r["owed"])
    else:
        paper.says(w["owes_nothing"])
    paper.says(f"{w['snapshot']}: {r['snapshot']}", quiet=True)
    return paper.file()


def _promised(paper: WordPaper, plan: dict[str, Any] | None, w: dict[str, str]) -> None:
    if plan is None:
        paper.says(w["no_plan"])
        return
    paper.says(plan["title"])
    if plan["rows"]:
        paper.table(["", w["measure"], w["lead"], w["due"], w["standing"]], plan["rows"])
    else:
        paper.says(w["no_measure"])
