"""The hidden number: the lists, the assumption, the answers with their gates, and what they mean in plain words."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.measure.estimates.queries import change_since_last_year, estimates_of
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import latest_snapshot
from sarana.publish.charts import span_chart
from sarana.publish.charts.estimates import overlaps_drawn, told_overlaps
from sarana.science.estimation import Estimates, TableNotUsable, Verdict
from sarana.science.estimation.words import METHODS, rounded
from sarana.web.components import Column, Status
from sarana.web.forms.hidden import AssumptionForm
from sarana.web.views.figures import numbers_for
from sarana.web.views.gate import OfficerRequest, for_officers

_WRONG = 422


@for_officers(Power.SEE_FIGURES)
def hidden_number(request: OfficerRequest) -> HttpResponse:
    """Diagnostics for the year; with a written assumption, posted, the answers as well. Nothing is kept."""
    snapshot = latest_snapshot()
    if snapshot is None:
        return render(
            request, "figures/none.html", {"may_take": has_power(request.user, Power.TAKE_SNAPSHOT)}
        )
    numbers, year_form = numbers_for(request, snapshot)
    form = AssumptionForm(request.POST or None)
    asked = request.method == "POST"
    assumption = form.cleaned_data["assumption"] if asked and form.is_valid() else ""
    context: dict[str, Any] = {
        "form": form,
        "year_form": year_form,
        "year": str(numbers.year),
        "snapshot": snapshot,
        "lists": _lists(),
    }
    try:
        found = estimates_of(snapshot, numbers.year, str(numbers.calendar), assumption)
    except TableNotUsable:
        # The reason may name a pattern's count; the page says in its own words what is missing.
        context["unusable"] = True
    else:
        context |= _told(found, numbers.language)
        if found.estimates:
            context["change"] = _change(
                snapshot, numbers.year, str(numbers.calendar), assumption, numbers.language
            )
    return render(request, "figures/hidden.html", context, status=_WRONG if asked and not assumption else 200)


def _change(snapshot: Snapshot, year: int, calendar: str, assumption: str, language: str) -> str:
    try:
        return change_since_last_year(snapshot, year, calendar, assumption).words.in_language(language)
    except TableNotUsable:
        return _("The year before can't be estimated from, so that nothing can be compared.")


def _lists() -> list[dict[str, object]]:
    names = {
        "POLICE": _("Police and immigration"),
        "NGO": _("Non-governmental organisations"),
        "SOCIAL": _("Social affairs"),
        "COURTS": _("Prosecution and courts"),
        "EMBASSY": _("Embassies"),
    }
    return [{"code": code, "name": name} for code, name in names.items()]


def _told(found: Estimates, language: str) -> dict[str, Any]:
    """Every number rounded, every small count hidden."""
    signs = {
        Verdict.PASSED: Status(code="passed", label=_("passed"), tone="good"),
        Verdict.CAUTION: Status(code="caution", label=_("with caution"), tone="warn"),
        Verdict.FAILED: Status(code="failed", label=_("failed"), tone="bad"),
    }
    return {
        "reading": found.reading.in_language(language),
        "gates": [
            {"verdict": signs[gate.verdict], "words": gate.words.in_language(language)}
            for gate in found.gates
        ],
        "overlaps": _safe(overlaps_drawn(found.table, language=language)),
        "overlap_rows": [
            {"lists": " & ".join(sorted(names)), "persons": _("hidden") if count is None else count}
            for names, count in told_overlaps(found.table)
        ],
        "overlap_columns": [
            Column(key="lists", label=_("On exactly these lists")),
            Column(key="persons", label=_("Persons, rounded"), kind="number"),
        ],
        **(_answers(found, language) if found.estimates else {}),
    }


def _answers(found: Estimates, language: str) -> dict[str, Any]:
    spans = [
        (METHODS[one.method].in_language(language), one.lower, one.estimate, one.upper)
        for one in found.estimates
    ]
    return {
        "answers": [
            {
                "method": METHODS[one.method].in_language(language),
                "range": f"{rounded(one.lower)} – {rounded(one.upper)}",
            }
            for one in found.estimates
        ],
        "answer_columns": [
            Column(key="method", label=_("Method")),
            Column(key="range", label=_("95% interval")),
        ],
        "spans": _safe(
            span_chart(
                _("The answers of all methods"),
                spans,
                language=language,
                across=_("All persons"),
                narrow=True,
            )
        ),
    }


def _safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - drawn by our own charts, which escape every word
