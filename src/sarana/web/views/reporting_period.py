"""One period of a template: who reported, what was accepted, who is chased; signing and publishing the national report."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.publish.charts import bar_chart
from sarana.register.reporting.enums import PartName, Punctuality, ReportState
from sarana.register.reporting.models import PeriodReport, Template
from sarana.register.reporting.queries import UnitLine, facts_of, lines_asked, totals, unit_lines
from sarana.register.reporting.rules import days_of_period, due_day, rates, shown_to_public
from sarana.web.components import Column, Link, Status
from sarana.web.views.drawing import drawn, language
from sarana.web.views.figure_numbers import sees_small_counts
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.reporting import (
    period_url,
    punctuality_status,
    reporting_link,
    sheet_status,
    template_link,
)
from sarana.web.views.sections import Section
from sarana.web.wording import figure

# So many rows, with their parts, keep the page under 60 kB; the report holds all of them.
_MOST = 40


def one_period(key: UUID, period: str) -> Template:
    """The template of a period's page; a period that is none has no page."""
    found = get_object_or_404(Template.objects.select_related("plan"), pk=key)
    try:
        days_of_period(period)
    except ValueError as fault:
        raise Http404 from fault
    return found


@for_officers(Power.SEE_FIGURES)
def period(request: OfficerRequest, key: UUID, period: str) -> HttpResponse:
    """How each unit reported, what was accepted, what waits beside it."""
    found = one_period(key, period)
    lines = unit_lines(found, period, timezone.localdate())
    rate = rates((facts_of(line.slot) for line in lines), timezone.localdate())
    may_edit = has_power(request.user, Power.EDIT_PLAN)
    ways = [Link(url=reverse("web:chasers", args=[found.pk, period]), label=_("Who is reminded"))]
    if may_edit:
        ways.append(Link(url=reverse("web:period-sign", args=[found.pk, period]), label=_("Sign the report")))
    context = {
        "title": f"{found.title}, {period}",
        "crumbs": [reporting_link(), template_link(found), Link(url="", label=period)],
        "ways": ways,
        "reported": rate.reported,
        "expected": len(lines),
        "rate": rate,
        **_drawn(lines),
        "sections": [
            _totals(found, period, len(lines), exact=sees_small_counts(request.user)),
            _units(lines),
            _reports(found, period),
        ],
    }
    return render(request, "reporting/period.html", context)


def _drawn(lines: list[UnitLine]) -> dict[str, Any]:
    counted = {word: sum(line.punctuality == word for line in lines) for word in Punctuality}
    bars = [(str(word.label), float(n)) for word, n in counted.items() if n]
    title = _("How many units reported, and when")
    return {
        "chart_title": title,
        "chart": drawn(bar_chart(title, bars, language=language(), narrow=True)) if bars else "",
        "count_rows": [{"word": punctuality_status(word), "n": n} for word, n in counted.items()],
        "count_columns": [
            Column(key="word", label=_("Reported")),
            Column(key="n", label=_("Units"), kind="number"),
        ],
    }


def _told(value: Decimal | None, exact: bool) -> str | None:
    """A number as the officer may see it: a small count of persons is a word for most."""
    if value is None:
        return None
    shown = value if exact else shown_to_public(value, of_persons=True)
    return figure(float(shown), None if shown % 1 else 0) if shown is not None else _("fewer than 5")


def _totals(template: Template, period: str, units: int, *, exact: bool) -> Section:
    rows, left = [], lines_asked(template, period).count() - _MOST
    for total in totals(template, period, _MOST):
        may_split = exact or not total.line.of_persons
        parts = [
            f"{PartName(name).label}: {_told(amount, may_split)}"
            for name, amount in total.parts.items()
            if amount
        ]
        if not may_split and any(shown_to_public(amount, True) is None for amount in total.parts.values()):
            parts = []
        rows.append(
            {
                "name": f"{total.line.use.node.code} {total.line.use.name}",
                "value": _told(total.accepted, exact or not total.line.of_persons),
                "units": _("%(n)s of %(of)s") % {"n": total.units, "of": units},
                "waiting": Status(
                    code="waiting",
                    label=_("%(n)s not accepted yet, not in it") % {"n": total.waiting},
                    tone="warn",
                )
                if total.waiting
                else None,
                "parts": "; ".join(parts) or None,
                "reasons": "; ".join(total.reasons[:5]) or None,
            }
        )
    return Section(
        title=_("What was accepted"),
        columns=[
            Column(key="name", label=_("Indicator")),
            Column(key="value", label=_("Sum"), kind="number"),
            Column(key="units", label=_("From units")),
            Column(key="waiting", label=_("Beside it")),
            Column(key="parts", label=_("Parts")),
            Column(key="reasons", label=_("What is missing, and why")),
        ],
        rows=rows,
        nothing=_("Nothing is asked yet."),
        more=Link(url="#reports", label=_("%(n)s more are in the report") % {"n": left})
        if left > 0
        else None,
    )


def _units(lines: list[UnitLine]) -> Section:
    return Section(
        title=_("Units"),
        columns=[
            Column(key="unit", label=_("Unit"), link="url"),
            Column(key="state", label=_("Sheet")),
            Column(key="word", label=_("Reported")),
            Column(key="chase", label=_("Reminder")),
        ],
        rows=[
            {
                "unit": line.slot.unit.name,
                "url": reverse("web:slot", args=[line.slot.pk]),
                "state": sheet_status(line.state),
                "word": punctuality_status(line.punctuality),
                "chase": line.chase.label if line.chase else None,
            }
            for line in lines
        ],
        nothing=_("No unit owes a sheet yet"),
    )


def _reports(template: Template, period: str) -> Section:
    rows = [
        {
            "number": _("Report no. %(number)s") % {"number": report.number},
            "url": reverse("web:period-report", args=[report.pk]),
            "state": report_state(report),
            "signed": report.signed_at,
            "by": report.signed_by.name,
        }
        for report in template.reports.filter(period=period).select_related("signed_by")
    ]
    return Section(
        title=_("Reports"),
        anchor="reports",
        columns=[
            Column(key="number", label=_("Report"), link="url"),
            Column(key="state", label=_("State")),
            Column(key="signed", label=_("Signed on"), kind="date"),
            Column(key="by", label=_("Signed by")),
        ],
        rows=rows,
        nothing=_("No report is signed yet."),
    )


def report_state(report: PeriodReport) -> Status:
    """Where a report stands."""
    tones = {ReportState.SIGNED: "warn", ReportState.PUBLISHED: "good", ReportState.REPLACED: "neutral"}
    return Status(code=report.state, label=report.get_state_display(), tone=tones[ReportState(report.state)])  # type: ignore[arg-type]


@for_officers(Power.SEE_FIGURES)
def chasers(request: OfficerRequest, key: UUID, period: str) -> HttpResponse:
    """A line for each unit that is not in, Khmer first, with the way to the very form: to be printed or read out."""
    found = one_period(key, period)
    notices = []
    for line in unit_lines(found, period, timezone.localdate()):
        if line.chase is None:
            continue
        due = due_day(facts_of(line.slot))
        url = request.build_absolute_uri(reverse("web:slot-enter", args=[line.slot.pk]))
        told = {}
        for code, name in (("km", line.slot.unit.name_km), ("en", line.slot.unit.name_en)):
            with override(code):
                words = {"unit": name, "period": period, "due": f"{due:%d/%m/%Y}", "step": line.chase.label}
                told[code] = _("%(unit)s: the sheet for %(period)s is due on %(due)s. %(step)s.") % words
        notices.append({**told, "url": url})
    context = {
        "title": _("Who is reminded"),
        "crumbs": [
            reporting_link(),
            template_link(found),
            Link(url=period_url(found, period), label=period),
            Link(url="", label=_("Who is reminded")),
        ],
        "notices": notices,
    }
    return render(request, "reporting/chasers.html", context)
