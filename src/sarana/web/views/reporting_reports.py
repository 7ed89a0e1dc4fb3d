"""The national report of a period: signed by one, published by another, printed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.publish.papers.public import report_pdf
from sarana.publish.releases.actions import release_report
from sarana.register.reporting.actions import sign_report
from sarana.register.reporting.enums import ReportState
from sarana.register.reporting.models import PeriodReport
from sarana.register.reporting.rules import may_publish
from sarana.web.components import Link
from sarana.web.forms.base import RecordForm
from sarana.web.forms.reporting import SignForm
from sarana.web.views.drawing import language
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.public_words import report_context
from sarana.web.views.reporting import (
    period_url,
    reporting_link,
    template_link,
)
from sarana.web.views.reporting_period import one_period, report_state


@for_officers(Power.EDIT_PLAN)
def sign(request: OfficerRequest, key: UUID, period: str) -> HttpResponse:
    """Sign a period's report."""
    found = one_period(key, period)
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
    context = report_context(found, reverse("web:period-report-pdf", args=[found.pk])) | {
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
        release_report(by=request.user, report=found)
        return back

    return fill_in(request, page, RecordForm, act)
