"""What everybody may read without signing in: adopted plans and published reports, frozen, each under its hash."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.models import Agency
from sarana.publish.datasets.plan_iati import published_iati
from sarana.publish.papers.public import plan_content, plan_pdf, report_pdf
from sarana.publish.releases.enums import ReleaseState
from sarana.publish.releases.queries import published_releases
from sarana.register.reporting.models import PublishedPlan
from sarana.register.reporting.queries import changes_since_published, plans_published, reports_published
from sarana.web.components import Column, Link
from sarana.web.views.drawing import language
from sarana.web.views.for_everybody import for_everybody, public_address
from sarana.web.views.public_words import report_context, sections_of
from sarana.web.views.release_words import title_of
from sarana.web.views.sections import Section

_REPORTS = 20
_RELEASES = 5


def _home() -> Link:
    return Link(url=public_address("public"), label=_("What is published"))


@for_everybody("public")
def public(request: HttpRequest) -> HttpResponse:
    """The published figures, plans and reports."""
    plans = Section(
        title=_("Plans"),
        columns=[
            Column(key="title", label=_("Plan"), link="url"),
            Column(key="version", label=_("Version"), kind="number"),
            Column(key="on", label=_("Published on"), kind="date"),
        ],
        rows=[
            {
                "title": one.plan_version.plan.title,
                "url": public_address("public-plan", one.pk),
                "version": one.plan_version.number,
                "on": one.published_at,
            }
            for one in plans_published()[:_REPORTS]
        ],
        nothing=_("No plan is published yet."),
    )
    reports = Section(
        title=_("Reports"),
        columns=[
            Column(key="title", label=_("Report"), link="url"),
            Column(key="heard", label=_("Units that reported")),
            Column(key="state", label=_("State")),
            Column(key="on", label=_("Published on"), kind="date"),
        ],
        rows=[
            {
                "title": f"{one.template.title} {one.period}",
                "url": public_address("public-report", one.pk),
                "heard": _("%(n)s of %(of)s") % {"n": one.content["reported"], "of": one.content["expected"]},
                "state": one.get_state_display(),
                "on": one.published_at,
            }
            for one in reports_published()[:_REPORTS]
        ],
        nothing=_("No report is published yet."),
    )
    figures = Section(
        title=_("Figures"),
        columns=[
            Column(key="title", label=_("Release"), link="url"),
            Column(key="code", label=_("Code"), kind="code"),
            Column(key="on", label=_("Published on"), kind="date"),
        ],
        rows=[
            {
                "title": title_of(one),
                "url": public_address("public-release", one.code),
                "code": one.code,
                "on": one.published_at,
            }
            for one in published_releases().filter(state=ReleaseState.PUBLISHED)[:_RELEASES]
        ],
        nothing=_("No figure is released yet."),
        more=Link(url=public_address("public-releases"), label=_("All releases")),
    )
    check = public_address("public-check")
    context = {
        "title": _home().label,
        "sections": [figures, plans, reports],
        "crumbs": [],
        "check": check,
        "feed": public_address("public-feed"),
    }
    return render(request, "public/page.html", context)


def _plan(key: UUID) -> tuple[PublishedPlan, dict[str, str]]:
    found = get_object_or_404(plans_published(), pk=key)
    codes = {node["lead"] for node in found.plan_version.content["nodes"]}
    return found, {agency.code: agency.name for agency in Agency.objects.filter(code__in=codes)}


@for_everybody("public-plan")
def public_plan(request: HttpRequest, key: UUID) -> HttpResponse:
    """A plan as it was adopted, with what changed since the version published before."""
    found, agencies = _plan(key)
    version = found.plan_version
    paper = public_address("public-plan-pdf", found.pk)
    content = plan_content(version, agencies, changes_since_published(version), language())
    context: dict[str, Any] = {
        "title": content["title"],
        "lines": content["lines"],
        "digest": version.digest,
        "sections": sections_of(content, paper),
        "crumbs": [_home(), Link(url="", label=content["title"])],
        "paper": paper,
        "iati": reverse("web:public-plan-iati", args=[version.plan_id]),
    }
    return render(request, "public/page.html", context)


@for_everybody("public-plan-pdf")
def public_plan_pdf(request: HttpRequest, key: UUID) -> HttpResponse:  # noqa: ARG001
    """The same as a PDF in the page's language."""
    found, agencies = _plan(key)
    version = found.plan_version
    content = plan_pdf(version, agencies, changes_since_published(version), language=language())
    return _file(content, f"plan-{version.plan.starts_on.year}-{version.number}-{language()}.pdf")


def public_plan_iati(request: HttpRequest, key: UUID) -> HttpResponse:  # noqa: ARG001
    """What is published of a plan as an IATI 2.03 file, by the plan's own key: its address outlives every version."""
    found = plans_published().filter(plan_version__plan=key).first()
    if found is None:
        raise Http404
    return HttpResponse(published_iati(found.plan_version), content_type="application/xml")


@for_everybody("public-report")
def public_report(request: HttpRequest, key: UUID) -> HttpResponse:
    """A published report of a period."""
    found = get_object_or_404(reports_published(), pk=key)
    context = report_context(found, public_address("public-report-pdf", found.pk))
    context["crumbs"] = [_home(), Link(url="", label=context["title"])]
    return render(request, "public/page.html", context)


@for_everybody("public-report-pdf")
def public_report_pdf(request: HttpRequest, key: UUID) -> HttpResponse:  # noqa: ARG001
    """The same as a PDF in the page's language."""
    found = get_object_or_404(reports_published(), pk=key)
    name = f"report-{found.template.code}-{found.period}-{found.number}-{language()}.pdf"
    return _file(report_pdf(found, language=language()), name)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
