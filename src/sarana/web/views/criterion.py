"""One criterion of a self-assessment: its facts, the three voices, the evidence, and who else asks for it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.base.files.actions import read_file
from sarana.measure.assessment.actions import add_criterion_evidence, rate_criterion, tell_fact
from sarana.measure.assessment.enums import EvidenceKind, Told, Voice
from sarana.measure.assessment.models import Assessment, CriterionEvidence
from sarana.measure.assessment.queries import (
    evidence_for,
    facts_told,
    latest_ratings,
    measures_for,
    reading_of,
)
from sarana.measure.assessment.rules import voice_of
from sarana.publish.tier_facts import ShownFact, shown_facts, two_years
from sarana.science.tiers import CRITERIA, FACTS, SCHEMES, heads_of
from sarana.web.components import Column, Link
from sarana.web.forms.assessment import CriterionEvidenceForm, FactForm, RatingForm
from sarana.web.views.assessment import (
    is_asked,
    language_of,
    one_assessment,
    rated,
    snapshot_of,
    standing_status,
)
from sarana.web.views.downloads import download
from sarana.web.views.figure_numbers import sees_small_counts
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.tier import tier_crumbs


@for_officers(Power.SEE_FIGURES)
def criterion(request: OfficerRequest, year: int, code: str) -> HttpResponse:
    """One criterion: what it asks, its facts in both years, the voices, the evidence, and who else asks for it."""
    if code not in CRITERIA:
        raise Http404
    found, one, language = one_assessment(year), CRITERIA[code], language_of(request)
    snapshot = snapshot_of(found)
    reading, ratings = reading_of(year, snapshot), latest_ratings(found)
    facts = shown_facts(
        one, two_years(year, snapshot), exact=sees_small_counts(request.user), language=language
    )
    speaks = voice_of(request.user) is not None and not found.published_at
    finding = reading.findings[code]
    context = {
        "assessment": found,
        "one": one,
        "title": one.title(language),
        "asks": one.asks(language),
        "year": str(year),
        "crumbs": tier_crumbs(
            Link(url=reverse("web:assessment", args=[year]), label=str(year)), Link(url="", label=code)
        ),
        "standing": standing_status(finding.standing),
        "reasons": [] if any(fact.hidden for fact in facts) else [told[language] for told in finding.reasons],
        "fact_columns": [
            Column(key="name", label=_("Fact"), link="url"),
            Column(key="now", label=str(year), kind="number"),
            Column(key="before", label=str(year - 1), kind="number"),
            Column(key="source", label=_("Source")),
        ],
        "fact_rows": [_fact_row(fact, year, speaks=speaks) for fact in facts],
        "ratings": [
            {
                "voice": voice.label,
                "rating": ratings.get((code, voice.value)),
                "status": rated(ratings.get((code, voice.value))),
            }
            for voice in Voice
        ],
        "evidence_columns": [
            Column(key="title", label=_("What it shows"), link="url"),
            Column(key="kind", label=_("Kind")),
            Column(key="by", label=_("Added by")),
        ],
        "evidence_rows": [_evidence_row(each) for each in evidence_for(found, code)],
        "measure_columns": [
            Column(key="code", label=_("Measure"), link="url"),
            Column(key="title", label=_("What was promised")),
            Column(key="agency", label=_("Lead agency")),
        ],
        "measure_rows": [
            {
                "code": node.code,
                "url": reverse("web:node", args=[node.pk]),
                "title": node.title,
                "agency": node.lead_agency.name if node.lead_agency else "–",
            }
            for node in measures_for(code)[:20]
        ],
        "heads": [
            f"{SCHEMES[head.scheme][language == 'km']}: {head.name_km if language == 'km' else head.name_en}"
            for head in heads_of(code)
        ],
        "speaks": speaks,
    }
    return render(request, "tier/criterion.html", context)


def _fact_row(fact: ShownFact, year: int, *, speaks: bool) -> dict[str, Any]:
    told_by_people = not FACTS[fact.code].figure
    return {
        "name": fact.name,
        "url": reverse("web:fact-tell", args=[year, fact.code]) if speaks and told_by_people else "",
        "now": fact.now,
        "before": fact.before,
        "source": fact.source,
    }


def _evidence_row(one: CriterionEvidence) -> dict[str, Any]:
    address = {
        EvidenceKind.FIGURE: lambda: reverse("web:figure", args=[one.figure]),
        EvidenceKind.QUERY: lambda: one.query,
        EvidenceKind.MEASURE: lambda: reverse("web:node", args=[one.node_id]),
        EvidenceKind.FILE: lambda: reverse(
            "web:criterion-file", args=[one.assessment.year, one.criterion, one.pk]
        ),
        EvidenceKind.DOCUMENT: lambda: one.address,
    }[EvidenceKind(one.kind)]()
    return {"title": one.title, "url": address, "kind": one.get_kind_display(), "by": one.added_by.name}


def _for_criterion(request: OfficerRequest, year: int, code: str) -> Assessment:
    """The assessment, for an officer with a voice.

    Raises:
        NotAllowed: for an officer without one.
        Http404: for a criterion or a year that is not there.
    """
    if voice_of(request.user) is None:
        raise NotAllowed(Power.NOTE_PROGRESS)
    if code not in CRITERIA:
        raise Http404
    return one_assessment(year)


def _page(title: str, year: int, code: str) -> FormPage:
    back = reverse("web:criterion", args=[year, code])
    crumbs = tier_crumbs(
        Link(url=reverse("web:assessment", args=[year]), label=str(year)),
        Link(url=back, label=code),
        Link(url="", label=title),
    )
    return FormPage(title=title, crumbs=crumbs, save=_("Save"), back=back)


@for_officers(Power.SEE_FIGURES)
def criterion_rate(request: OfficerRequest, year: int, code: str) -> HttpResponse:
    """Rate a criterion with one's own voice."""
    found = _for_criterion(request, year, code)

    def act(form: RatingForm) -> str:
        rate_criterion(by=request.user, assessment=found, criterion=code, **form.cleaned_data)
        return reverse("web:criterion", args=[year, code])

    return fill_in(request, _page(_("Rate this criterion"), year, code), RatingForm, act)


@for_officers(Power.SEE_FIGURES)
def criterion_evidence(request: OfficerRequest, year: int, code: str) -> HttpResponse:
    """Add evidence to a criterion."""
    found, language = _for_criterion(request, year, code), language_of(request)

    def act(form: CriterionEvidenceForm) -> str:
        given = dict(form.cleaned_data)
        sent = given.pop("file")
        add_criterion_evidence(
            by=request.user,
            assessment=found,
            criterion=code,
            file=(sent.name, sent.read()) if sent else None,
            **given,
        )
        return reverse("web:criterion", args=[year, code])

    def make(*args: Any, **kwargs: Any) -> CriterionEvidenceForm:
        return CriterionEvidenceForm(*args, language=language, **kwargs)

    return fill_in(request, _page(_("Add evidence"), year, code), make, act)


@for_officers(Power.SEE_FIGURES)
def criterion_file(request: OfficerRequest, year: int, code: str, key: Any) -> HttpResponse:
    """Hand out a file that is evidence, as a download; that it was read stands in the ledger."""
    evidence = get_object_or_404(evidence_for(one_assessment(year), code), pk=key)
    if evidence.file is None:
        raise Http404
    return download(*read_file(by=request.user, attachment=evidence.file))


@for_officers(Power.SEE_FIGURES)
def fact_tell(request: OfficerRequest, year: int, code: str) -> HttpResponse:
    """Tell a fact that the register does not hold."""
    if voice_of(request.user) is None:
        raise NotAllowed(Power.NOTE_PROGRESS)
    if code not in FACTS or not is_asked(code):
        raise Http404
    found, kind = one_assessment(year), FACTS[code]
    criterion_code = next(one.code for one in CRITERIA.values() if code in one.facts)
    page = _page(kind.name_km if language_of(request) == "km" else kind.name_en, year, criterion_code)

    def act(form: FactForm) -> str:
        given = form.cleaned_data
        tell_fact(
            by=request.user,
            assessment=found,
            fact=code,
            value=given["value"],
            source=given["source"],
            told=Told(given["told"]),
        )
        return page.back

    last = facts_told(found).filter(fact=code).first()
    start = {"told": last.told, "value": last.value, "source": last.source} if last else {}
    return fill_in(request, page, FactForm, act, initial=start)
