"""What the Financial Action Task Force asks of a year (immediate outcomes 6 to 8, and suspects against lists), on one page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.measure.figures.queries import latest_snapshot
from sarana.publish.charts import bar_chart
from sarana.publish.protected import breakdown_parts, publishable_parts, value_label
from sarana.science.indicators import INDICATORS, Breakdown, Indicator, Statistic
from sarana.science.indicators.definition import DEED, LETTER, REGIME
from sarana.web.components import Column
from sarana.web.views.drawing import drawn
from sarana.web.views.figure_files import Sheet, about_snapshot, as_csv, as_xlsx
from sarana.web.views.figure_frame import address, around, numbers_for
from sarana.web.views.figure_numbers import Numbers
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.wording import figure as grouped


@dataclass(frozen=True, slots=True)
class Line:
    """One number of an outcome: the figure, the part of it (empty for the whole), its value; None where it is hidden."""

    one: Indicator
    name: str
    part: str
    value: float | None
    known: bool
    heard: str

    @property
    def written(self) -> object:
        """The count, or the word that stands in its place."""
        return self.value if self.value is not None else _("hidden") if self.known else _("not on record")


# By outcome the figures and the breakdown by which each is told apart.
_OUTCOMES: dict[str, tuple[tuple[str, Breakdown | None], ...]] = {
    "6": (("fiu_letters_sent", LETTER), ("fiu_letters_received", LETTER), ("fiu_days_to_answer", None)),
    "7": (
        ("cases_opened", None),
        ("cases_with_financial_investigation", None),
        ("financial_investigations", None),
        ("persons_prosecuted", None),
        ("persons_convicted", None),
    ),
    "8": (("asset_measures", DEED),),
    "lists": (("suspects_screened", None), ("list_matches_possible", REGIME), ("list_matches_confirmed", REGIME)),
}  # fmt: skip


def _titles() -> dict[str, tuple[str, str]]:
    return {
        "6": (
            _("Outcome 6: financial intelligence is used"),
            _("Letters exchanged with the financial intelligence unit. Suspicious transaction reports are counted there, not here."),
        ),
        "7": (
            _("Outcome 7: the money is investigated"),
            _("Cases beside which somebody follows the money, and what came of cases. Charges of money laundering are not on record here."),
        ),
        "8": (
            _("Outcome 8: what crime earned is taken"),
            _("Measures on money and goods; the same money may be frozen first and confiscated later. Amounts stay with the cases."),
        ),
        "lists": (
            _("Suspects against lists"),
            _("How many were screened, how many are possible, how many confirmed by two people. Zero is an answer. Victims are never screened."),
        ),
    }  # fmt: skip


@for_officers(Power.SEE_FIGURES)
def figure_fatf(request: OfficerRequest) -> HttpResponse:
    """The outcomes of a year with definitions, coverage and files; small counts are hidden from everybody here."""
    snapshot = latest_snapshot()
    if snapshot is None:
        return render(request, "figures/none.html", {"may_take": False})
    numbers, form = numbers_for(request, snapshot)
    # What goes to an assessor is shown to everybody as it may go: with few counts hidden.
    numbers = replace(numbers, exact=False)
    outcomes = {key: list(_lines(numbers, key)) for key in _OUTCOMES}
    if write := {"csv": as_csv, "xlsx": as_xlsx}.get(request.GET.get("as", "")):
        return write(_sheet(numbers, outcomes))
    titles = _titles()
    context = {
        **around(request, numbers, form),
        "title": _("FATF: immediate outcomes 6 to 8"),
        "back": f"{reverse('web:figures')}{address(request)}",
        "outcomes": [_section(numbers, *titles[key], lines) for key, lines in outcomes.items()],
        "share": _share(numbers),
        "columns": [
            Column(key="name", label=_("Figure"), link="url"),
            Column(key="value", label=_("Number"), kind="number"),
            Column(key="heard", label=_("Units heard")),
        ],
    }
    return render(request, "figures/fatf.html", context)


def _lines(numbers: Numbers, outcome: str) -> Iterator[Line]:
    for code, breakdown in _OUTCOMES[outcome]:
        one = INDICATORS[code]
        name, total = numbers.name(one), numbers.total(code)
        known = total is not None and total.value is not None
        shown = numbers.value(total) if known else None
        heard = f"{total.units_reporting} / {total.units_expected}" if total else ""
        yield Line(one, name, "", shown, known, heard)
        if breakdown is None or shown is None:
            continue  # parts of what is hidden would tell it
        parts = publishable_parts(total, breakdown_parts(breakdown.code, numbers.of(code)))
        for part, *_names in breakdown.labels:
            count = parts.get(part, 0)
            label = value_label(breakdown, part, numbers.language)
            yield Line(one, name, label, None if count is None else int(count), True, "")


def _section(numbers: Numbers, title: str, told: str, lines: list[Line]) -> dict[str, Any]:
    return {
        "title": title,
        "told": told,
        "charts": list(_charts(numbers, title, lines)),
        "rows": [
            {
                "name": f"{line.name}: {line.part}" if line.part else line.name,
                "url": f"{reverse('web:figure', args=[line.one.code])}?year={numbers.year}&calendar={numbers.calendar}",
                "value": line.written,
                "heard": line.heard or None,
            }
            for line in lines
            # A kind of letter that nobody wrote is left to the files; of measures and lists zero is an answer.
            if line.value != 0 or not line.part or LETTER not in line.one.breakdowns
        ],
    }


def _charts(numbers: Numbers, title: str, lines: list[Line]) -> Iterator[tuple[str, SafeString]]:
    """The whole figures in one chart, the parts of each in one of its own; none where all is zero or one bar."""
    groups: dict[str, list[tuple[str, float | None]]] = {}
    for line in lines:
        if line.known and line.one.statistic is not Statistic.MEDIAN:
            head, label = (line.name, line.part) if line.part else (title, line.name)
            groups.setdefault(head, []).append((label, line.value))
    for head, bars in groups.items():
        if len(bars) > 1 and any(value != 0 for _label, value in bars):
            yield head, drawn(bar_chart(head, bars, language=numbers.language, narrow=True))


def _share(numbers: Numbers) -> str:
    """The share of cases with a financial investigation, where both numbers may be told."""
    some = numbers.value(numbers.total("cases_with_financial_investigation"))
    whole = numbers.value(numbers.total("cases_opened"))
    if some is None or not whole:
        return ""
    words = {"percent": grouped(100 * some / whole, 1), "some": grouped(some), "all": grouped(whole)}
    return (
        _("%(percent)s%% of the cases opened (%(some)s of %(all)s) have a financial investigation.") % words
    )


def _sheet(numbers: Numbers, outcomes: dict[str, list[Line]]) -> Sheet:
    headings = [
        "outcome",
        "indicator",
        "version",
        "name",
        "part",
        "year",
        "calendar",
        "value",
        "units_heard",
        "definition",
    ]
    rows = [
        (
            outcome, line.one.code, line.one.version, line.name, line.part, numbers.year, numbers.calendar, line.written, line.heard,
            line.one.definition_km if numbers.language == "km" else line.one.definition_en,
        )
        for outcome, lines in outcomes.items()
        for line in lines
    ]  # fmt: skip
    period = f"{numbers.period.start.isoformat()} – {numbers.period.end.isoformat()}"
    about = [_("FATF: immediate outcomes 6 to 8"), period, *about_snapshot(numbers.snapshot)]
    return Sheet(f"fatf-{numbers.year}-{numbers.calendar}", about, headings, rows)
