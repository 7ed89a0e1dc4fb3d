"""The answers that were kept: a list of versions, and one of them in plain words for whoever decides."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.measure.estimates.models import KeptEstimate
from sarana.measure.estimates.queries import kept_estimates
from sarana.publish.charts import span_chart
from sarana.science.estimation import Verdict
from sarana.web.components import Column, Link
from sarana.web.forms.hidden import KNOWN, EstimateFilter
from sarana.web.views.drawing import drawn
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.hidden import answer_columns, signs
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv

_CSV = {
    "year": "year",
    "calendar": "calendar",
    "version": "version",
    "assumption": "assumption",
    "reading": "result__reading__en",
    "snapshot": "snapshot__digest",
    "kept_at": "kept_at",
}


def _crumbs() -> list[Link]:
    return [Link(url=reverse("web:hidden-number"), label=_("The hidden number"))]


@for_officers(Power.SEE_FIGURES)
def kept_list(request: OfficerRequest) -> HttpResponse:
    """The answers that were kept, newest first."""
    asked = EstimateFilter(request.GET)
    words = asked.cleaned_data.get("q", "") if asked.is_valid() else ""
    records = kept_estimates(words)
    if wants_csv(request):
        return as_csv(request, "hidden-number", records, _CSV)
    page = page_of(request, records)
    context = {
        "filter": asked,
        "filtered": bool(words),
        "page": page,
        "csv": csv_address(request),
        "rows": [_row(kept) for kept in page.rows],
        "columns": [
            Column(key="year", label=_("Year"), link="url"),
            Column(key="version", label=_("Version"), kind="number"),
            Column(key="range", label=_("All persons")),
            Column(key="kept_at", label=_("Kept on"), kind="date"),
            Column(key="by", label=_("Kept by")),
        ],
        "crumbs": [*_crumbs(), Link(url="", label=_("Kept answers"))],
    }
    return render(request, "figures/kept_list.html", context)


def _row(kept: KeptEstimate) -> dict[str, object]:
    return {
        "year": str(kept.year),
        "url": reverse("web:hidden-number-kept", args=[kept.pk]),
        "version": kept.version,
        "range": " · ".join(f"{one['lower']} – {one['upper']}" for one in kept.result["estimates"]),
        "kept_at": kept.kept_at,
        "by": kept.kept_by.name,
    }


@for_officers(Power.SEE_FIGURES)
def kept_estimate(request: OfficerRequest, key: str) -> HttpResponse:
    """One kept answer to whoever decides: what the range means, whether it changed, and what speaks against it."""
    kept = get_object_or_404(kept_estimates(), pk=key)
    language = "km" if (get_language() or "km").startswith("km") else "en"
    shown = signs()
    result = kept.result
    answers = result["estimates"]
    context = {
        "kept": kept,
        "year": str(kept.year),
        "crumbs": [*_crumbs(), Link(url="", label=f"{kept.year} · {kept.version}")],
        "reading": result["reading"][language],
        "change": result["change"][language],
        "referrals": ", ".join(" & ".join(pair) for pair in result["referrals"]),
        # Answers kept before anything could be known beside the lists say nothing of it.
        "covariates": ", ".join(str(KNOWN[name]) for name in result.get("covariates", ())),
        "answers": [
            {"method": one["words"][language], "range": f"{one['lower']} – {one['upper']}"} for one in answers
        ],
        "answer_columns": answer_columns(),
        "spans": drawn(
            span_chart(
                _("The answers of all methods"),
                [
                    (one["words"][language], *(_number(one[part]) for part in ("lower", "estimate", "upper")))
                    for one in answers
                ],
                language=language,
                across=_("All persons"),
                narrow=True,
            )
        )
        if answers
        else "",
        "gates": [
            {"verdict": shown[Verdict(gate["verdict"])], "words": gate["words"][language]}
            for gate in result["gates"]
        ],
    }
    return render(request, "figures/kept.html", context)


def _number(told: str) -> float:
    return float(told.replace(",", "").replace("∞", "inf"))
