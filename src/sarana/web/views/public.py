"""What everybody may read without signing in: adopted plans and published reports, drawn from their frozen files alone."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.vault.signing import public_key
from sarana.publish.datasets.plan_iati import published_iati
from sarana.publish.releases.enums import DocumentKind, ReleaseState
from sarana.publish.releases.freezing import packed
from sarana.publish.releases.models import DocumentWithdrawal, ReleasedDocument
from sarana.publish.releases.queries import (
    document_file,
    document_files,
    document_out,
    document_told,
    documents_out,
    last_said,
    published_releases,
    released_totals,
    withdrawal_of,
)
from sarana.register.plans.models import PlanVersion
from sarana.register.reporting.models import PublishedPlan
from sarana.web.components import Column, Link
from sarana.web.views.downloads import download
from sarana.web.views.drawing import language
from sarana.web.views.for_everybody import GONE, for_everybody, public_address
from sarana.web.views.public_words import sections_of, state_of_document
from sarana.web.views.release_words import title_of
from sarana.web.views.sections import Section

_REPORTS = 20
_RELEASES = 5


def _home() -> Link:
    return Link(url=public_address("public"), label=_("What is published"))


def _documents(kind: DocumentKind, title: str, heading: str, nothing: str) -> Section:
    """What of a kind is out, withdrawn ones said so."""
    return Section(
        title=title,
        columns=[
            Column(key="title", label=heading, link="url"),
            Column(key="version", label=_("Version"), kind="number"),
            Column(key="state", label=_("State")),
            Column(key="on", label=_("Published on"), kind="date"),
        ],
        rows=[
            {
                "title": title_of(one),
                "url": public_address(f"public-{kind.value}", one.code),
                "version": one.number,
                "state": state_of_document(one),
                "on": one.published_at,
            }
            for one in documents_out(kind)[:_REPORTS]
        ],
        nothing=nothing,
    )


@for_everybody("public")
def public(request: HttpRequest) -> HttpResponse:
    """The published figures, plans and reports."""
    kinds = [
        (
            DocumentKind.ANNUAL,
            _("Annual reports"),
            _("Annual report"),
            _("No annual report is published yet."),
        ),
        (DocumentKind.PLAN, _("Plans"), _("Plan"), _("No plan is published yet.")),
        (DocumentKind.REPORT, _("Reports"), _("Report"), _("No report is published yet.")),
        (
            DocumentKind.DOSSIER,
            _("Self-assessments"),
            _("Self-assessment"),
            _("No self-assessment is published yet."),
        ),
    ]
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
    context = {
        "title": _home().label,
        "sections": [figures, *(_documents(*told) for told in kinds)],
        "crumbs": [],
        "check": public_address("public-check"),
        "feed": public_address("public-feed"),
        "ledger": reverse("web:public-ledger"),
        "head": reverse("web:public-release-head"),
    }
    return render(request, "public/page.html", context)


def _document(kind: DocumentKind, code: str, name: str) -> ReleasedDocument | HttpResponse:
    """The document of that code; by the key under which it stood before it had one, the way to where it stands now.

    Raises:
        Http404: there is none with a line in the release ledger.
    """
    found = document_out(kind, code)
    if found is not None:
        return found
    try:
        moved = documents_out(kind).filter(subject=UUID(code)).first()
    except ValueError:
        moved = None
    if moved is None:
        raise Http404
    return redirect(public_address(name, moved.code), permanent=True)


def _page(request: HttpRequest, kind: DocumentKind, code: str, more: dict[str, Any]) -> HttpResponse:
    name = f"public-{kind.value}"
    found = _document(kind, code, name)
    if isinstance(found, HttpResponse):
        return found
    if withdrawn := withdrawal_of(found):
        return _taken_back(request, found, withdrawn)
    content, paper = document_told(found, f"{language()}.json"), public_address(f"{name}-pdf", found.code)
    # What was taken back holds no more than what it replaced.
    after = documents_out(kind).filter(series=found.series, number__gt=found.number)
    later = after.filter(withdrawal=None).first() or after.first()
    address = request.build_absolute_uri(public_address(name, found.code))
    context = {
        "title": content["title"],
        "lines": content["lines"],
        "digest": found.digest,
        "sections": sections_of(content, paper),
        "crumbs": [_home(), Link(url="", label=content["title"])],
        "paper": paper,
        "later": later and Link(url=public_address(name, later.code), label=later.code),
        "archive": reverse("web:public-document-zip", args=[found.code]),
        "citation": f"{content['title']}. {found.code}. SHA-256 {found.digest[:16]}. {address}",
        "command": f"sarana verify document {found.code} --key {public_key()[:16]}",
    }
    return render(request, "public/page.html", context | {key: value(found) for key, value in more.items()})


def _taken_back(
    request: HttpRequest, found: ReleasedDocument, withdrawn: DocumentWithdrawal, status: int = 200
) -> HttpResponse:
    """The reason in the place of what it told; addresses of its files say the same, as gone for good."""
    after = documents_out(found.kind).filter(series=found.series, number__gt=found.number, withdrawal=None)
    later = after.first() if found.kind != DocumentKind.CITED else None
    context = {
        "title": title_of(found),
        "withdrawn": withdrawn.words_km if language() == "km" else withdrawn.words_en,
        "withdrawn_at": withdrawn.withdrawn_at,
        "lines": [],
        "digest": found.digest,
        "sections": [],
        "later": later and Link(url=public_address(f"public-{found.kind}", later.code), label=later.code),
        "ledger": reverse("web:public-ledger"),
        "head": reverse("web:public-release-head"),
        "crumbs": [_home(), Link(url="", label=title_of(found))],
    }
    return render(request, "public/page.html", context, status=status)


def _paper(request: HttpRequest, kind: DocumentKind, code: str) -> HttpResponse:
    found = _document(kind, code, f"public-{kind.value}-pdf")
    if isinstance(found, HttpResponse):
        return found
    if withdrawn := withdrawal_of(found):
        return _taken_back(request, found, withdrawn, GONE)
    response = HttpResponse(document_file(found, f"{language()}.pdf") or b"", content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.code}-{language()}.pdf"'
    return response


@for_everybody("public-plan")
def public_plan(request: HttpRequest, code: str) -> HttpResponse:
    """A plan as it was adopted, with what changed since the version published before."""
    return _page(
        request,
        DocumentKind.PLAN,
        code,
        {"iati": lambda found: reverse("web:public-plan-iati", args=[found.series])},
    )


@for_everybody("public-plan-pdf")
def public_plan_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a PDF in the page's language."""
    return _paper(request, DocumentKind.PLAN, code)


def public_plan_iati(request: HttpRequest, series: str) -> HttpResponse:
    """What is published of a plan as an IATI 2.03 file; its address outlives every version.

    What was counted is taken from releases, so that every figure in it has its line in the release ledger.
    """
    versions = documents_out(DocumentKind.PLAN).filter(series=series).order_by("-number")
    found = versions.filter(withdrawal=None).first()
    if found is None:
        last = versions.first()
        withdrawn = last and withdrawal_of(last)
        return _taken_back(request, last, withdrawn, GONE) if last and withdrawn else _moved_plan(series)
    version = PlanVersion.objects.get(published=found.subject)
    counted = {key: float(one.value) for key, one in released_totals().items() if one.value is not None}
    content = published_iati(version, counted, last_said().strftime("%Y-%m-%dT%H:%M:%SZ"))
    return HttpResponse(content, content_type="application/xml")


def _moved_plan(key: str) -> HttpResponse:
    """From the plan's own key, under which the file stood before, to where it stands now."""
    try:
        versions = PublishedPlan.objects.filter(plan_version__plan=UUID(key)).values("pk")
    except ValueError as fault:
        raise Http404 from fault
    found = documents_out(DocumentKind.PLAN).filter(subject__in=versions).first()
    if found is None:
        raise Http404
    return redirect(reverse("web:public-plan-iati", args=[found.series]), permanent=True)


@for_everybody("public-report")
def public_report(request: HttpRequest, code: str) -> HttpResponse:
    """A published report of a period."""
    return _page(request, DocumentKind.REPORT, code, {})


@for_everybody("public-report-pdf")
def public_report_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a PDF in the page's language."""
    return _paper(request, DocumentKind.REPORT, code)


@for_everybody("public-dossier")
def public_dossier(request: HttpRequest, code: str) -> HttpResponse:
    """How the criteria of a tier stand by the record, and what is not on record."""
    return _page(request, DocumentKind.DOSSIER, code, {})


@for_everybody("public-dossier-pdf")
def public_dossier_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a PDF in the page's language."""
    return _paper(request, DocumentKind.DOSSIER, code)


@for_everybody("public-annual")
def public_annual(request: HttpRequest, code: str) -> HttpResponse:
    """The annual report, made of released figures alone."""
    return _page(request, DocumentKind.ANNUAL, code, {})


@for_everybody("public-annual-pdf")
def public_annual_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a PDF in the page's language."""
    return _paper(request, DocumentKind.ANNUAL, code)


def public_document_zip(request: HttpRequest, code: str) -> HttpResponse:
    """All frozen files of a document in one archive, as ``sarana verify document`` takes it."""
    found = next((one for kind in DocumentKind if (one := document_out(kind, code))), None)
    if found is None:
        raise Http404
    if withdrawn := withdrawal_of(found):
        return _taken_back(request, found, withdrawn, GONE)
    return download(f"{found.code}.zip", packed(document_files(found)))
