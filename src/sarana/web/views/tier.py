"""The tier: the placements on record, what the two-year limit says of them, the self-assessments, what examiners asked for."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.measure.assessment.models import Assessment
from sarana.measure.assessment.queries import (
    NEIGHBOURS,
    OWN_COUNTRY,
    answered,
    assessments,
    country_tiers,
    explained_years,
    limit_ahead,
    recommendations,
    tier_histories,
    unexplained_years,
)
from sarana.publish.charts import tier_chart
from sarana.science.tiers import Tier, Why
from sarana.web.components import Column, Link, Status
from sarana.web.forms.assessment import RecommendationFilter, TierFilter
from sarana.web.views.drawing import drawn
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.wording import figure as grouped

# So many years of the limit stand on the page; all of them in the file of all countries.
_LIMIT_YEARS = 8
_TIER_CSV = {
    "country": "country",
    "iso3": "iso3",
    "year": "year",
    "tier": "tier",
    "source": "source",
    "confidence": "confidence",
}
_FINDING_CSV = {
    "year": "year",
    "source": "source",
    "document": "document",
    "paragraph": "paragraph",
    "text_en": "text_en",
    "text_km": "text_km",
}


def tier_crumbs(*last: Link) -> list[Link]:
    """The way to a page about the tier."""
    return [
        Link(url=reverse("web:figures"), label=_("Figures")),
        Link(url=reverse("web:tier"), label=_("The tier")),
        *last,
    ]


def level(tier: str) -> str:
    """A tier in words."""
    return {
        "1": _("Tier 1"),
        "2": _("Tier 2"),
        "2WL": _("Watch List"),
        "3": _("Tier 3"),
        "SC": _("Special case"),
    }[tier]


def why(one: Why) -> str:
    """What the limit says of a placement, in words."""
    return {
        Why.FREE: _("the limit does not apply"),
        Why.WITHIN: _("within the two years"),
        Why.WAIVED: _("beyond two years, by a waiver only"),
        Why.AUTOMATIC: _("automatic: limit and waivers were used up"),
        Why.NOT_WAIVED: _("the limit was reached and not waived"),
        Why.AFTER_RETURN: _("one year only after coming back from Tier 3"),
        Why.JUDGED: _("not by the limit: a judgement on the efforts"),
        Why.BEYOND: _("longer than limit and waivers allow"),
        Why.UNKNOWN_BEFORE: _("the years before are not on record"),
    }[one]


@for_officers(Power.SEE_FIGURES)
def tier(request: OfficerRequest) -> HttpResponse:
    """The country's placements with its neighbours', the limit, and the self-assessments."""
    histories = tier_histories(NEIGHBOURS)
    placed = {
        code: {year: str(one.tier) for year, one in history.years.items()}
        for code, history in histories.items()
    }
    years = sorted({year for found in placed.values() for year in found})
    own = explained_years()
    title = _("Tiers since %(year)s") % {"year": years[0]} if years else ""
    ahead = limit_ahead(years[-1] + 1) if years else None
    context = {
        "crumbs": [*tier_crumbs()[:1], Link(url="", label=_("The tier"))],
        "title": title,
        "chart": drawn(
            tier_chart(
                title,
                range(years[0], years[-1] + 1),
                placed,
                own=OWN_COUNTRY,
                names=[level(one) for one in ("1", "2", "2WL", "3")],
            )
        )
        if years
        else "",
        "columns": [
            Column(key="year", label=_("Year")),
            *(Column(key=code, label=history.country) for code, history in histories.items()),
        ],
        "rows": [
            {
                "year": str(year),
                **{code: found.get(year, "–") for code, found in placed.items()},
            }
            for year in reversed(years)
        ],
        "limit_columns": [
            Column(key="year", label=_("Year")),
            Column(key="tier", label=_("Tier")),
            Column(key="run", label=_("Years in a row on the watch list"), kind="number"),
            Column(key="why", label=_("What the limit says")),
        ],
        "limit_rows": [
            {
                "year": str(one.placement.year),
                "tier": level(one.placement.tier),
                "run": one.run,
                "why": why(one.why),
            }
            for one in own[: -_LIMIT_YEARS - 1 : -1]
        ],
        "ahead": {
            "year": str(ahead.year),
            "why": why(ahead.watch_list),
            "one_year_only": ahead.one_year_only,
        }
        if ahead
        else None,
        "may_open": has_power(request.user, Power.EDIT_PLAN),
        "assessment_columns": [
            Column(key="year", label=_("Report of the year"), link="url"),
            Column(key="state", label=_("State")),
            Column(key="by", label=_("Opened by")),
        ],
        "assessment_rows": [_assessment_row(one) for one in assessments()[:20]],
    }
    return render(request, "tier/overview.html", context)


def _assessment_row(one: Assessment) -> dict[str, Any]:
    state = (
        Status(code="published", label=_("Published"), tone="good")
        if one.published_at
        else Status(code="draft", label=_("In work"), tone="info")
    )
    return {
        "year": str(one.year),
        "url": reverse("web:assessment", args=[one.year]),
        "state": state,
        "by": one.opened_by.name,
    }


@for_officers(Power.SEE_FIGURES)
def tier_countries(request: OfficerRequest) -> HttpResponse:
    """Every placement on record with its source; and those that the limit's logic can't explain."""
    asked = TierFilter(request.GET)
    given = asked.cleaned_data if asked.is_valid() else {}
    records = country_tiers(given.get("q", ""), given.get("year"))
    if wants_csv(request):
        return as_csv(request, "tiers", records, _TIER_CSV)
    page = page_of(request, records)
    left = unexplained_years()
    context = {
        "crumbs": tier_crumbs(Link(url="", label=_("All countries"))),
        "filter": asked,
        "filtered": bool(given.get("q") or given.get("year")),
        "page": page,
        "csv": csv_address(request),
        "columns": [
            Column(key="country", label=_("Country")),
            Column(key="year", label=_("Year")),
            Column(key="tier", label=_("Tier")),
            Column(key="source", label=_("Source")),
            Column(key="sure", label=_("How sure")),
        ],
        "rows": [
            {
                "country": one.country,
                "year": str(one.year),
                "tier": level(one.tier),
                "source": one.source,
                "sure": _sure(one.confidence),
            }
            for one in page.rows
        ],
        "judged": [
            f"{one.placement.country} {one.placement.year}"
            for one in left
            if one.why is Why.JUDGED and one.placement.tier is Tier.THREE
        ],
        "beyond": [f"{one.placement.country} {one.placement.year}" for one in left if one.why is Why.BEYOND],
        "unknown": grouped(sum(one.why is Why.UNKNOWN_BEFORE for one in left)),
    }
    return render(request, "tier/countries.html", context)


def _sure(confidence: str) -> str:
    words = {
        "source": _("as the source says"),
        "inferred": _("inferred"),
        "conflict": _("sources differ"),
        "unverified": _("not verified"),
    }
    return words.get(confidence, confidence)


@for_officers(Power.SEE_FIGURES)
def tier_recommendations(request: OfficerRequest) -> HttpResponse:
    """What examiners recommended: the measures that answer it, their money, the last word of progress, the proof."""
    asked = RecommendationFilter(request.GET)
    given = asked.cleaned_data if asked.is_valid() else {}
    records = recommendations(given.get("q", ""), given.get("source", ""))
    if wants_csv(request):
        return as_csv(request, "recommendations", records, _FINDING_CSV)
    page = page_of(request, records)
    context = {
        "crumbs": tier_crumbs(Link(url="", label=_("Recommendations"))),
        "filter": asked,
        "filtered": bool(given.get("q") or given.get("source")),
        "page": page,
        "csv": csv_address(request),
        "columns": [
            Column(key="text", label=_("Recommendation")),
            Column(key="from", label=_("Who found it")),
            Column(key="measures", label=_("Measures"), link="url"),
            Column(key="money", label=_("Money covered"), kind="percent"),
            Column(key="word", label=_("Last word"), kind="date"),
            Column(key="proofs", label=_("Proofs"), kind="number"),
        ],
        "rows": [
            {
                "text": one.finding.text,
                "from": f"{one.finding.get_source_display()} {one.finding.year}",
                "measures": ", ".join(node.code for node in one.nodes) or _("none yet"),
                "url": reverse("web:node", args=[one.nodes[0].pk]) if one.nodes else "",
                "money": None if one.covered is None else round(100 * one.covered),
                "word": one.last_word_on,
                "proofs": one.proofs,
            }
            for one in answered(page.rows)
        ],
    }
    return render(request, "tier/recommendations.html", context)
