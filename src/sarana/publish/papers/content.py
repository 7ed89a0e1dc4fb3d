"""What the annual report says, as plain data: the same for the PDF, the HTML file and the page."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from sarana.base.places.queries import province_name
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import PLACE_UNKNOWN, Figure, figures, years_on_record
from sarana.measure.press.models import CheckedText
from sarana.publish.charts import bar_chart, line_chart
from sarana.publish.charts.drawing import number
from sarana.publish.papers.words import WORDS, hidden_word, internal_word, verdict_word, word
from sarana.publish.protected import (
    breakdown_parts,
    national_total,
    province_parts,
    publishable_parts,
    publishable_value,
    silent_provinces,
    value_label,
)
from sarana.register.plans.enums import NodeKind
from sarana.register.plans.models import Target
from sarana.register.plans.queries import nodes_in, pillars_of, plan_in_force
from sarana.register.plans.rules import days_late
from sarana.science.disclosure import THRESHOLD
from sarana.science.indicators import INDICATORS, Breakdown, Indicator, Period, period_of

_MOST_ROWS = 12
_NOTABLE_SHARE = 10


def annual_content(snapshot: Snapshot, *, year: int, calendar: str, language: str) -> dict[str, Any]:
    """Everything the report shows. Small counts are hidden here, once, so that no form of it can show them."""
    with translation.override(language):
        period = period_of(year, calendar)
        years = sorted({*years_on_record(snapshot), year, year - 1})
        found = figures(snapshot, years=years, calendar=calendar)
        writer = _Writer(snapshot, period, language, found)
        return {
            "language": language,
            "internal": internal_word(language),
            "w": {name: word(name, language) for name in WORDS},
            "year": str(year),
            "demonstration": settings.DEMONSTRATION,
            "period": f"{period.start.isoformat()} – {period.end.isoformat()}",
            "as_of": timezone.localtime(snapshot.taken_at).strftime("%Y-%m-%d %H:%M"),
            "snapshot": snapshot.digest,
            "ledger_head": snapshot.ledger_head,
            "ledger_size": number(snapshot.ledger_size, language),
            "summary": writer.summary(),
            "plan": _plan(writer, period),
            "figures": [writer.section(one) for one in INDICATORS.values()],
            "statements": _statements(period, language),
            "gaps": writer.gaps(),
        }


class _Writer:
    """Turns figures into shown values, tables and charts, with small counts hidden."""

    def __init__(self, snapshot: Snapshot, period: Period, language: str, found: list[Figure]) -> None:
        self.snapshot, self.period, self.language = snapshot, period, language
        self._by: dict[tuple[str, int], list[Figure]] = defaultdict(list)
        for figure in found:
            self._by[figure.indicator, figure.period.year].append(figure)

    def total(self, code: str, year: int) -> Figure | None:
        """The national total of a year."""
        return national_total(self._by[code, year])

    def shown(self, figure: Figure | None) -> float | None:
        """The value as it may be published; None where it is hidden or nothing can be said."""
        return publishable_value(figure)

    def said(self, figure: Figure | None) -> str:
        """The value in words."""
        if figure is None or figure.value is None:
            return "–"
        value = self.shown(figure)
        return hidden_word(figure, self.language) if value is None else number(value, self.language)

    def name(self, one: Indicator) -> str:
        """The indicator's name in the paper's language."""
        return one.name_km if self.language == "km" else one.name_en

    def summary(self) -> list[dict[str, str]]:
        """One line an indicator: this year, the year before, the change."""
        lines = []
        for one in INDICATORS.values():
            now, before = self.total(one.code, self.period.year), self.total(one.code, self.period.year - 1)
            new, old = self.shown(now), self.shown(before)
            change = "–" if new is None or old in (None, 0) else f"{100 * (new - old) / old:+.1f} %"
            lines.append(
                {
                    "name": self.name(one),
                    "value": self.said(now),
                    "before": self.said(before),
                    "change": change,
                    "coverage": self.coverage(now),
                }
            )
        return lines

    def coverage(self, figure: Figure | None) -> str:
        """How many units reported, in words."""
        if figure is None:
            return ""
        return word("coverage", self.language).format(
            n=number(figure.units_reporting, self.language), of=number(figure.units_expected, self.language)
        )

    def section(self, one: Indicator) -> dict[str, Any]:
        """An indicator's page: total, definition, charts, tables."""
        total = self.total(one.code, self.period.year)
        tables = [self._provinces(one)] if one.facts else []
        tables += [self._breakdown(one, breakdown) for breakdown in one.breakdowns]
        return {
            "name": self.name(one),
            "code": one.code,
            "version": one.version,
            "unit": one.unit_km if self.language == "km" else one.unit_en,
            "value": self.said(total),
            "definition": one.definition_km if self.language == "km" else one.definition_en,
            "standard": one.standard,
            "coverage": self.coverage(total),
            "series": self._series(one),
            "tables": [table for table in tables if table["rows"]],
        }

    def _series(self, one: Indicator) -> str:
        years = sorted(year for code, year in self._by if code == one.code)
        points = [(str(year), self.shown(self.total(one.code, year))) for year in years]
        last = str(self.snapshot.taken_on.year)
        return line_chart(self.name(one), points, language=self.language, partial=last)

    def _provinces(self, one: Indicator) -> dict[str, Any]:
        cells = province_parts(one.code, self._by[one.code, self.period.year])
        return self._table(one, word("by_province", self.language), cells, self._place)

    def _place(self, code: str) -> str:
        return (
            word("unknown_place", self.language)
            if code == PLACE_UNKNOWN
            else province_name(code, self.language)
        )

    def _breakdown(self, one: Indicator, breakdown: Breakdown) -> dict[str, Any]:
        cells = breakdown_parts(breakdown.code, self._by[one.code, self.period.year])
        title = breakdown.name_km if self.language == "km" else breakdown.name_en
        return self._table(one, title, cells, lambda value: value_label(breakdown, value, self.language))

    def _table(self, one: Indicator, title: str, cells: dict[str, int], name_of: Any) -> dict[str, Any]:
        kept = publishable_parts(self.total(one.code, self.period.year), cells)
        rows = [(name_of(code), value) for code, value in kept.items()]
        rows.sort(key=lambda row: (row[1] is None, -(row[1] or 0)))
        rows = [row for row in rows if row[1] != 0][: 2 * _MOST_ROWS + 2]
        hidden = word("hidden", self.language)
        return {
            "title": title,
            "rows": [
                {"name": name, "value": hidden if value is None else number(value, self.language)}
                for name, value in rows
            ],
            "chart": bar_chart(
                f"{self.name(one)}: {title}", rows[:_MOST_ROWS], language=self.language, hidden=hidden
            ),
            "hides": any(value is None for _, value in rows),
        }

    def gaps(self) -> list[str]:
        """What the figures can't say, told before others find it."""
        gaps = [self._silent()]
        taken_on = self.snapshot.taken_on
        if self.period.end >= taken_on:
            gaps.append(word("year_not_over", self.language))
        shares = [line for one in INDICATORS.values() for line in self._unknown_shares(one)]
        gaps += shares or [word("few_unknown", self.language)]
        gaps.append(word("hidden_note", self.language))
        return gaps

    def _silent(self) -> str:
        silent = silent_provinces(self._by["units_heard", self.period.year], self.language)
        if not silent:
            return word("nobody_silent", self.language)
        return word("silent", self.language).format(names=", ".join(silent))

    def _unknown_shares(self, one: Indicator) -> list[str]:
        total = self.total(one.code, self.period.year)
        if self.shown(total) is None or not total or not total.value:
            return []
        lines = []
        for breakdown in one.breakdowns:
            unknown = next(
                (
                    f.value or 0
                    for f in self._by[one.code, self.period.year]
                    if f.breakdown.get(breakdown.code) in {"unknown", "U"}
                ),
                0,
            )
            share = round(100 * unknown / total.value)
            # A share of few could be counted back; only whole per cents of large enough groups are told.
            if share >= _NOTABLE_SHARE and unknown >= THRESHOLD and total.value - unknown >= THRESHOLD:
                lines.append(
                    word("unknown_share", self.language).format(
                        indicator=self.name(one),
                        dimension=breakdown.name_km if self.language == "km" else breakdown.name_en.lower(),
                        share=number(share, self.language),
                    )
                )
        return lines


def _plan(writer: _Writer, period: Period) -> dict[str, Any] | None:
    plan = plan_in_force(min(period.end, timezone.localdate()))
    if plan is None:
        return None
    taken_on = writer.snapshot.taken_on
    return {
        "title": plan.title,
        "pillars": [
            {
                "title": pillar.title,
                "measures": [
                    _measure(writer, measure, period, taken_on)
                    for measure in nodes_in(plan, path=pillar.path, kind=NodeKind.MEASURE)
                ],
            }
            for pillar in pillars_of(plan)
        ],
    }


def _measure(writer: _Writer, measure: Any, period: Period, taken_on: date) -> dict[str, Any]:
    language = writer.language
    late = days_late(measure.due_on, measure.done_on, min(taken_on, period.end)) > 0 and not measure.done_on
    target = (
        Target.objects.filter(use__node=measure, period=str(period.year), place=None)
        .exclude(use__indicator="")
        .select_related("use")
        .first()
    )
    indicator = target.use.indicator if target else ""
    reached = writer.total(indicator, period.year) if target else None
    return {
        "code": measure.code,
        "title": measure.title,
        "lead": measure.lead_agency.name if measure.lead_agency else "–",
        "due": measure.due_on.isoformat() if measure.due_on else "–",
        "state": word(measure.state, language) + (f" – {word('late', language)}" if late else ""),
        "target": f"{writer.name(INDICATORS[indicator])}: {number(float(target.value), language)}"
        if target
        else "",
        "reached": writer.said(reached) if target else "",
    }


def _statements(period: Period, language: str) -> list[dict[str, Any]]:
    """Checked texts of the period, each with its judged claims; texts are public matter."""
    kept = CheckedText.objects.filter(published_on__gte=period.start, published_on__lte=period.end).order_by(
        "published_on"
    )
    said = []
    for checked in kept[:10]:
        for statement in checked.result.get("statements", []):
            said += [
                {
                    "who": ", ".join(part for part in (statement["speaker"], statement["role"]) if part),
                    "text": statement["text"],
                    "verdict": verdict_word(claim["verdict"], language),
                    "explanation": claim["explanation_km" if language == "km" else "explanation_en"],
                    "on": checked.published_on.isoformat() if checked.published_on else "",
                }
                for claim in statement["claims"]
            ]
    return said[:60]
