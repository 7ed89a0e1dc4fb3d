"""Annual reports for the public: signed by one officer, read as they will be, published by another."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.publish.releases.actions import release_annual_report, sign_annual_report
from sarana.publish.releases.models import AnnualReport, ReleasedDocument
from sarana.publish.releases.queries import annual_reports as reports_signed
from sarana.publish.releases.queries import documents
from sarana.web.components import Column, Link, Status
from sarana.web.forms.base import RecordForm
from sarana.web.forms.releases import AnnualYearForm, YearFilter
from sarana.web.views.drawing import language
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.public_words import sections_of
from sarana.web.views.releases import releases_link

_CSV = {"year": "year", "digest": "digest", "signed_by": "signed_by__username", "signed_at": "signed_at", "published_as": "code"}  # fmt: skip


def _link() -> Link:
    return Link(url=reverse("web:annual-reports"), label=_("Annual reports for the public"))


def _url(report: AnnualReport) -> str:
    return reverse("web:annual-report", args=[report.pk])


@for_officers(Power.WRITE_REPORT)
def annual_reports(request: OfficerRequest) -> HttpResponse:
    """Every annual report that was signed, the latest first."""
    asked = YearFilter(request.GET)
    records = asked.narrowed(reports_signed())
    if wants_csv(request):
        return as_csv(request, "annual-reports", records, _CSV)
    page = page_of(request, records)
    context = {
        "title": _link().label,
        "lede": _("Made of released figures and the plan’s progress alone. One officer signs what it says; another puts it before the public."),
        "add": Link(url=reverse("web:annual-report-new"), label=_("Sign the report of a year")),
        "filter": asked,
        "filtered": asked.words,
        "page": page,
        "csv": csv_address(request),
        "columns": [
            Column(key="year", label=_("Year"), kind="code", link="url"),
            Column(key="by", label=_("Signed by")),
            Column(key="at", label=_("Signed on"), kind="datetime"),
            Column(key="state", label=_("State")),
        ],
        "rows": [
            {"year": str(one.year), "url": _url(one), "by": one.signed_by.name, "at": one.signed_at, "state": _state(getattr(one, "code", ""))}
            for one in page.rows
        ],
        "nothing": _("No annual report is signed yet"),
        "nothing_text": _("Release the figures of the year first; the report is made of them."),
        "crumbs": [releases_link(), Link(url="", label=_link().label)],
    }  # fmt: skip
    return render(request, "register/list.html", context)


def _state(code: str | None) -> Status:
    if code:
        return Status(code="published", label=_("Published"), tone="good")
    return Status(code="signed", label=_("Signed by one officer"), tone="info")


@for_officers(Power.WRITE_REPORT)
def annual_report_new(request: OfficerRequest) -> HttpResponse:
    """Sign the report of a year."""
    page = FormPage(
        title=_("Sign the report of a year"),
        crumbs=[releases_link(), _link()],
        save=_("Sign it"),
        back=_link().url,
        lede=_("What the year’s releases and the plan say now is frozen. Another person puts it before the public."),
    )  # fmt: skip

    def act(form: AnnualYearForm) -> str:
        return _url(sign_annual_report(by=request.user, **form.cleaned_data))

    return fill_in(request, page, AnnualYearForm, act)


@for_officers(Power.WRITE_REPORT)
def annual_report(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One report as it will be, or is, before the public."""
    found = _report(key)
    out = documents().filter(subject=found.pk).first()
    content: dict[str, Any] = found.content[language()]
    context = {
        "title": content["title"],
        "lines": content["lines"],
        "digest": found.digest,
        "sections": sections_of(content, _public(out)),
        "crumbs": [releases_link(), _link(), Link(url="", label=str(found.year))],
        "page": _public(out),
        "publish": reverse("web:annual-report-publish", args=[found.pk])
        if out is None and found.signed_by_id != request.user.pk
        else "",
        "signed": _("Signed by %(name)s") % {"name": found.signed_by.name},
        "waits": out is None,
    }
    return render(request, "releases/annual.html", context)


def _report(key: UUID) -> AnnualReport:
    return get_object_or_404(AnnualReport.objects.select_related("signed_by__agency"), pk=key)


def _public(out: ReleasedDocument | None) -> str:
    return reverse("web:public-annual", args=[out.code]) if out else ""


@for_officers(Power.WRITE_REPORT)
def annual_report_publish(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Put it before the public."""
    found = _report(key)
    page = FormPage(
        title=_("Publish the annual report"),
        crumbs=[releases_link(), _link(), Link(url=_url(found), label=str(found.year))],
        save=_("Publish it"),
        back=_url(found),
        lede=_("Its figures are held against the releases once more. Everybody can read it from now on, and nothing in it changes any more."),
    )  # fmt: skip

    def act(_form: RecordForm) -> str:
        release_annual_report(by=request.user, report=found)
        return _url(found)

    return fill_in(request, page, RecordForm, act)
