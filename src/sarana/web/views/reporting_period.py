"""One period of a template: who reported, what was accepted, who is chased; signing and publishing the national report."""

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
from sarana.publish.papers.public import report_pdf
from sarana.register.reporting.actions import publish_report, sign_report
from sarana.register.reporting.enums import PartName, Punctuality, ReportState
from sarana.register.reporting.models import PeriodReport, Template
from sarana.register.reporting.queries import Total, UnitLine, facts_of, totals, unit_lines
from sarana.register.reporting.rules import days_of_period, due_day, may_publish, rates
from sarana.web.components import Column, Link, Status
from sarana.web.forms.base import RecordForm
from sarana.web.forms.reporting import SignForm
from sarana.web.views.drawing import drawn, language
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.public_words import report_context
from sarana.web.views.reporting import (
    period_url,
    punctuality_status,
    reporting_link,
    sheet_status,
    template_link,
)
from sarana.web.views.sections import Section
from sarana.web.wording import figure


def _one(key: UUID, period: str) -> Template:
    found = get_object_or_404(Template.objects.select_related("plan"), pk=key)
    try:
        days_of_period(period)
    except ValueError as fault:
        raise Http404 from fault
    return found


@for_officers(Power.SEE_FIGURES)
def period(request: OfficerRequest, key: UUID, period: str) -> HttpResponse:
    """How each unit reported, what was accepted, what waits beside it."""
    found = _one(key, period)
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
        "sections": [_totals(totals(found, period), len(lines)), _units(lines), _reports(found, period)],
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


def _totals(found: list[Total], units: int) -> Section:
    rows = []
    for total in found:
        parts = [
            f"{PartName(name).label}: {figure(float(amount))}"
            for name, amount in total.parts.items()
            if amount
        ]
        rows.append(
            {
                "name": f"{total.line.use.node.code} {total.line.use.name}",
                "value": float(total.accepted) if total.accepted is not None else None,
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
    found = _one(key, period)
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


@for_officers(Power.EDIT_PLAN)
def sign(request: OfficerRequest, key: UUID, period: str) -> HttpResponse:
    """Sign a period's report."""
    found = _one(key, period)
    page = FormPage(
        title=_("Sign the report"),
        crumbs=[reporting_link(), template_link(found), Link(url=period_url(found, period), label=period)],
        save=_("Sign it"),
        back=period_url(found, period),
        lede=_("What was accepted is frozen under a hash. Another person publishes it."),
    )

    def act(form: SignForm) -> str:
        report = sign_report(by=request.user, template=found, period=period, **form.cleaned_data)
        return reverse("web:period-report", args=[report.pk])

    return fill_in(request, page, SignForm, act)


def _report(key: UUID) -> PeriodReport:
    reports = PeriodReport.objects.select_related("template__plan", "signed_by", "published_by")
    return get_object_or_404(reports, pk=key)


@for_officers(Power.SEE_FIGURES)
def report(request: OfficerRequest, key: UUID) -> HttpResponse:
    """A signed report as it will be, or is, before the public."""
    found = _report(key)
    may = found.state == ReportState.SIGNED and may_publish(request.user, found)
    ways = [Link(url=reverse("web:period-report-pdf", args=[found.pk]), label=_("Print it (PDF)"))]
    if may:
        ways.insert(
            0, Link(url=reverse("web:period-report-publish", args=[found.pk]), label=_("Publish the report"))
        )
    if found.state != ReportState.SIGNED:
        ways.append(Link(url=reverse("web:public-report", args=[found.pk]), label=_("The public page")))
    context = report_context(found) | {
        "crumbs": [
            reporting_link(),
            template_link(found.template),
            Link(url=period_url(found.template, found.period), label=found.period),
            Link(url="", label=_("Report no. %(number)s") % {"number": found.number}),
        ],
        "state": report_state(found),
        "ways": ways,
    }
    return render(request, "reporting/report.html", context)


@for_officers(Power.SEE_FIGURES)
def report_paper(request: OfficerRequest, key: UUID) -> HttpResponse:  # noqa: ARG001
    """The report as a PDF in the page's language."""
    found = _report(key)
    response = HttpResponse(report_pdf(found, language=language()), content_type="application/pdf")
    name = f"report-{found.template.code}-{found.period}-{found.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_officers(Power.EDIT_PLAN)
def publish(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Put a signed report before the public."""
    found = _report(key)
    back = reverse("web:period-report", args=[found.pk])
    page = FormPage(
        title=_("Publish the report"),
        crumbs=[reporting_link(), Link(url=back, label=f"{found.template.title}, {found.period}")],
        save=_("Publish it"),
        back=back,
        lede=_(
            "Everybody can read it from now on, without signing in. A later correction leaves an erratum."
        ),
    )

    def act(_form: RecordForm) -> str:
        publish_report(by=request.user, report=found)
        return back

    return fill_in(request, page, RecordForm, act)
