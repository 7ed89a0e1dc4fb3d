"""What units report on: templates, their lines and periods, and how each unit reports over time."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.publish.charts import bar_chart
from sarana.register.plans.queries import plan_in_force
from sarana.register.reporting.actions import add_line, make_template, open_slots
from sarana.register.reporting.enums import Split
from sarana.register.reporting.models import Template
from sarana.register.reporting.queries import (
    rates_by_unit,
    rates_of,
)
from sarana.register.reporting.rules import period_before
from sarana.web.components import Column, Link
from sarana.web.forms.reporting import LineForm, PeriodForm, TemplateForm
from sarana.web.views.drawing import drawn, language
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_frame import node_url
from sarana.web.views.reporting import period_url, reporting_link, template_link
from sarana.web.views.sections import Section

_PERIODS = 12


@for_officers(Power.EDIT_PLAN)
def new_template(request: OfficerRequest) -> HttpResponse:
    """Say what units report on."""
    page = FormPage(
        title=_("New template"),
        crumbs=[reporting_link()],
        save=_("Save the template"),
        back=reverse("web:reporting"),
        lede=_("Every provincial committee that owes returns reports by it."),
    )

    def act(form: TemplateForm) -> str:
        return template_link(make_template(by=request.user, **form.given())).url

    return fill_in(
        request,
        page,
        TemplateForm,
        act,
        initial={"plan": plan_in_force(timezone.localdate()), "every": "quarter"},
    )


@for_officers(Power.SEE_FIGURES)
def template(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One template: what is asked, its periods, and the rates of each unit."""
    found = get_object_or_404(Template.objects.select_related("plan"), pk=key)
    today = timezone.localdate()
    periods = sorted(set(found.slots.values_list("period", flat=True)), reverse=True)[:_PERIODS]
    may_edit = has_power(request.user, Power.EDIT_PLAN) and found.closed_on is None
    ways = [
        ("template-open", _("Open a period")),
        ("template-line", _("Ask for an indicator")),
        ("template-units", _("Units that report")),
        ("template-edit", _("Change the template")),
        ("template-close", _("Close the template")),
    ]
    context = {
        "title": found.title,
        "kicker": _("Template"),
        "crumbs": [reporting_link(), Link(url="", label=found.title)],
        "closed_on": found.closed_on,
        "ways": [Link(url=reverse(f"web:{name}", args=[found.pk]), label=label) for name, label in ways]
        if may_edit
        else [],
        "chart_title": _("Share of sheets that came, by unit, in per cent"),
        **_by_unit(found),
        "sections": [_periods(found, periods, today), _lines(found, may_edit)],
    }
    return render(request, "reporting/template.html", context)


def _lines(template: Template, may_edit: bool) -> Section:
    end = [Column(key="end", label=_("Change"))] if may_edit else []
    return Section(
        title=_("What is asked"),
        columns=[
            Column(key="name", label=_("Indicator"), link="url"),
            Column(key="splits", label=_("Split into parts")),
            Column(key="persons", label=_("Counts persons")),
            Column(key="since", label=_("Asked from"), kind="date"),
            Column(key="until", label=_("Asked until"), kind="date"),
            *end,
        ],
        rows=[
            {
                "name": f"{line.use.node.code} {line.use.name}",
                "url": node_url(line.use.node),
                "splits": ", ".join(str(Split(split).label) for split in line.splits) or None,
                "persons": _("Yes") if line.of_persons else _("No"),
                "since": line.asked_from,
                "until": line.asked_until,
                "end": Link(url=reverse("web:template-line-end", args=[line.pk]), label=_("Ask no longer"))
                if line.asked_until is None
                else None,
            }
            for line in template.lines.select_related("use__node")
        ],
        nothing=_("Nothing is asked yet."),
    )


def _periods(template: Template, periods: list[str], today: Any) -> Section:
    rows = []
    for period in periods:
        rate = rates_of(template, period, today)
        rows.append(
            {
                "period": period,
                "url": period_url(template, period),
                "expected": rate.expected,
                "reported": rate.reported,
                "on_time": rate.on_time,
            }
        )
    return Section(
        title=_("Periods"),
        columns=[
            Column(key="period", label=_("Period"), link="url"),
            Column(key="expected", label=_("Owed"), kind="number"),
            Column(key="reported", label=_("Came"), kind="number"),
            Column(key="on_time", label=_("In time"), kind="number"),
        ],
        rows=rows,
        nothing=_("No period is open yet."),
    )


def _by_unit(template: Template) -> dict[str, Any]:
    found = list(rates_by_unit(template, timezone.localdate()).values())
    rows = [
        {
            "unit": name,
            "expected": rate.expected,
            "reported": float(round(rate.reporting)) if rate.reporting is not None else None,
            "timely": float(round(rate.timely)) if rate.timely is not None else None,
        }
        for name, rate in found
    ]
    bars = [(name, float(round(rate.reporting))) for name, rate in found if rate.reporting is not None]
    svg = bar_chart(
        _("Share of sheets that came, by unit, in per cent"), bars, language=language(), narrow=True
    )
    return {
        "chart": drawn(svg) if bars else "",
        "unit_rows": rows,
        "unit_columns": [
            Column(key="unit", label=_("Unit")),
            Column(key="expected", label=_("Owed"), kind="number"),
            Column(key="reported", label=_("Came"), kind="percent"),
            Column(key="timely", label=_("In time"), kind="percent"),
        ],
    }


def template_page(template: Template, title: str, save: str, lede: str = "") -> FormPage:
    """A form about a template."""
    here = template_link(template)
    return FormPage(title=title, crumbs=[reporting_link(), here], save=save, back=here.url, lede=lede)


@for_officers(Power.EDIT_PLAN)
def new_line(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Ask units for an indicator, from the next period on."""
    found = get_object_or_404(Template, pk=key, closed_on=None)

    def make(*args: Any, **kwargs: Any) -> LineForm:
        form = LineForm(*args, **kwargs)
        form.offer(found)
        return form

    def act(form: LineForm) -> str:
        add_line(by=request.user, template=found, **form.cleaned_data)
        return template_link(found).url

    return fill_in(request, template_page(found, _("Ask for an indicator"), _("Ask for it")), make, act)


@for_officers(Power.EDIT_PLAN)
def open_period(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Give every unit its slot for a period."""
    found = get_object_or_404(Template, pk=key, closed_on=None)

    def act(form: PeriodForm) -> str:
        open_slots(by=request.user, template=found, period=form.cleaned_data["period"])
        return period_url(found, form.cleaned_data["period"])

    initial = {"period": period_before(found.every, timezone.localdate())}
    page = template_page(found, _("Open a period"), _("Open it"))
    return fill_in(request, page, PeriodForm, act, initial=initial)
