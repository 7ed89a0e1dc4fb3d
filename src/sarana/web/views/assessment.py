"""The self-assessment of one year: every criterion with its facts, three voices, evidence, and what would move us."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.measure.assessment.actions import (
    open_assessment,
    publish_assessment,
)
from sarana.measure.assessment.enums import Voice
from sarana.measure.assessment.models import Assessment, CriterionRating
from sarana.measure.assessment.queries import (
    assessments,
    facts_of,
    latest_ratings,
    limit_ahead,
    reading_of,
)
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import latest_snapshot
from sarana.publish.releases.actions import release_dossier
from sarana.publish.releases.enums import DocumentKind
from sarana.publish.releases.queries import documents_out
from sarana.science.tiers import (
    CRITERIA,
    FACTS,
    Answer,
    Criterion,
    Gap,
    Group,
    Reading,
    Standing,
    Tier,
    what_would_move,
)
from sarana.web.components import Column, Link, Status, Tone
from sarana.web.forms.assessment import (
    AssessmentYearForm,
)
from sarana.web.forms.faults import in_words
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.tier import level, tier_crumbs

_GAPS = 12


def one_assessment(year: int) -> Assessment:
    """The assessment of a year, or no such page."""
    return get_object_or_404(assessments(), year=year)


def snapshot_of(assessment: Assessment) -> Snapshot | None:
    """The one it was published on, or the latest while it is in work."""
    return assessment.snapshot or latest_snapshot()


def standing_status(standing: Standing) -> Status:
    """How a criterion stands, by the record."""
    told: dict[Standing, tuple[str, Tone]] = {
        Standing.MET: (_("Met"), "good"),
        Standing.PARTLY: (_("Partly met"), "warn"),
        Standing.NOT_MET: (_("Not met"), "bad"),
        Standing.PRESUMED_NOT: (_("No answer: presumed not"), "bad"),
        Standing.UNKNOWN: (_("Not on record"), "neutral"),
    }
    label, tone = told[standing]
    return Status(code=standing.value, label=label, tone=tone)


def rated(rating: CriterionRating | None) -> Status | str:
    """A rating as it is shown; a dash where nobody rated."""
    return standing_status(Standing(rating.rating)) if rating else "–"


def language_of(request: OfficerRequest) -> str:
    """Km or en."""
    return "km" if request.LANGUAGE_CODE.startswith("km") else "en"


@for_officers(Power.EDIT_PLAN)
def assessment_new(request: OfficerRequest) -> HttpResponse:
    """Begin the assessment for a report."""
    page = FormPage(
        title=_("Begin a self-assessment"),
        crumbs=tier_crumbs(Link(url="", label=_("Begin a self-assessment"))),
        save=_("Begin"),
        back=reverse("web:tier"),
    )

    def act(form: AssessmentYearForm) -> str:
        made = open_assessment(by=request.user, year=form.cleaned_data["year"])
        return reverse("web:assessment", args=[made.year])

    return fill_in(request, page, AssessmentYearForm, act)


@for_officers(Power.SEE_FIGURES)
def assessment(request: OfficerRequest, year: int) -> HttpResponse:
    """Every criterion of a year, what the record leaves possible, and what would move it."""
    found, language = one_assessment(year), language_of(request)
    snapshot = snapshot_of(found)
    reading, ratings = reading_of(year, snapshot), latest_ratings(found)
    gaps = what_would_move(facts_of(year, snapshot), facts_of(year - 1, snapshot), limit_ahead(year))
    out = documents_out(DocumentKind.DOSSIER).filter(subject=found.pk).first()
    context = {
        "assessment": found,
        "year": str(year),
        "snapshot": snapshot,
        "crumbs": tier_crumbs(Link(url="", label=str(year))),
        "groups": [
            {
                "name": name,
                "rows": [
                    _criterion_row(one, reading, ratings, year, language)
                    for one in CRITERIA.values()
                    if one.group is group
                ],
            }
            for group, name in _groups().items()
        ],
        "columns": [
            Column(key="title", label=_("Criterion"), link="url"),
            Column(key="record", label=_("By the record")),
            *(Column(key=voice.value, label=voice.label) for voice in Voice),
        ],
        "tier_columns": [
            Column(key="tier", label=_("Tier")),
            Column(key="answer", label=_("By the record")),
            Column(key="why", label=_("Because")),
        ],
        "tier_rows": [_tier_row(tier, reading, language) for tier in reading.tiers],
        "gap_columns": [
            Column(key="fact", label=_("What is not on record"), link="url"),
            Column(key="criteria", label=_("Criteria it would move")),
            Column(key="tiers", label=_("Tiers for which it matters")),
            Column(key="presumed", label=_("Silence")),
        ],
        "gap_rows": [_gap_row(gap, year, language) for gap in gaps[:_GAPS]],
        "gaps_left": max(len(gaps) - _GAPS, 0),
        "may_publish": has_power(request.user, Power.WRITE_REPORT)
        and snapshot is not None
        and not found.published_at,
        "may_release": out is None
        and found.published_by_id not in {None, request.user.pk}
        and has_power(request.user, Power.WRITE_REPORT),
        "public_page": reverse("web:public-dossier", args=[out.code]) if out else "",
    }
    return render(request, "tier/assessment.html", context)


def _groups() -> dict[Group, str]:
    return {
        Group.STANDARD: _("Minimum standards"),
        Group.INDICIUM: _("Twelve indicia of serious and sustained efforts"),
        Group.EFFORTS: _("Factors of significant efforts"),
    }


def _criterion_row(
    one: Criterion,
    reading: Reading,
    ratings: dict[tuple[str, str], CriterionRating],
    year: int,
    language: str,
) -> dict[str, Any]:
    return {
        "title": f"{one.code} · {one.title(language)}",
        "url": reverse("web:criterion", args=[year, one.code]),
        "record": standing_status(reading.findings[one.code].standing),
        **{voice.value: rated(ratings.get((one.code, voice.value))) for voice in Voice},
    }


def _tier_row(tier: Tier, reading: Reading, language: str) -> dict[str, Any]:
    told = reading.tiers[tier]
    words: dict[Answer, tuple[str, Tone]] = {
        Answer.YES: (_("The record speaks for it"), "info"),
        Answer.NO: (_("The record speaks against it"), "neutral"),
        Answer.OPEN: (_("The record leaves it open"), "warn"),
    }
    label, tone = words[told.answer]
    reasons = list(dict.fromkeys(reason[language] for reason in told.reasons))
    return {
        "tier": level(tier),
        "answer": Status(code=told.answer.value, label=label, tone=tone),
        "why": " ".join(reasons),
    }


def _gap_row(gap: Gap, year: int, language: str) -> dict[str, Any]:
    kind = FACTS[gap.fact]
    criterion = (
        next(code for code, one in CRITERIA.items() if gap.fact in one.facts) if is_asked(gap.fact) else ""
    )
    return {
        "fact": kind.name_km if language == "km" else kind.name_en,
        "url": reverse("web:criterion", args=[year, criterion]) if criterion else "",
        "criteria": ", ".join(gap.criteria) or "–",
        "tiers": ", ".join(level(tier) for tier in gap.tiers) or "–",
        "presumed": Status(code="presumed", label=_("presumed against"), tone="bad") if gap.presumed else "–",
    }


def is_asked(fact: str) -> bool:
    """Whether a criterion asks for the fact."""
    return any(fact in one.facts for one in CRITERIA.values())


@require_POST
@for_officers(Power.WRITE_REPORT)
def assessment_publish(request: OfficerRequest, year: int) -> HttpResponse:
    """Freeze the assessment on the latest snapshot."""
    found, snapshot = one_assessment(year), latest_snapshot()
    if snapshot is None:
        raise Http404
    if not found.published_at:
        publish_assessment(by=request.user, assessment=found, snapshot=snapshot)
        messages.success(request, _("The assessment was published. What it says can't be changed any more."))
    return HttpResponseRedirect(reverse("web:assessment", args=[year]))


@require_POST
@for_officers(Power.WRITE_REPORT)
def assessment_release(request: OfficerRequest, year: int) -> HttpResponse:
    """Put how the criteria stand before the public, through the gate: of what another officer closed."""
    found = one_assessment(year)
    try:
        release_dossier(by=request.user, assessment=found)
    except ValueError as fault:
        messages.error(request, in_words(fault))
    else:
        messages.success(request, _("Everybody can read how the criteria stand from now on."))
    return HttpResponseRedirect(reverse("web:assessment", args=[year]))
