"""The hidden number: the lists, the assumption, the answers with their gates, and what they mean in plain words."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.measure.estimates.actions import keep_estimate
from sarana.measure.estimates.models import KeptEstimate
from sarana.measure.estimates.queries import (
    Covariates,
    Referrals,
    change_since_last_year,
    estimates_of,
    lists_are_two,
)
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import latest_snapshot
from sarana.publish.charts import span_chart
from sarana.publish.charts.estimates import overlaps_drawn, told_overlaps
from sarana.science.estimation import Estimates, TableNotUsable, Verdict
from sarana.science.estimation.words import METHODS, rounded
from sarana.web.components import Column, Status
from sarana.web.forms.hidden import AssumptionForm
from sarana.web.views.drawing import drawn
from sarana.web.views.figure_frame import numbers_for
from sarana.web.views.gate import OfficerRequest, for_officers

_WRONG = 422


@for_officers(Power.SEE_FIGURES)
def hidden_number(request: OfficerRequest) -> HttpResponse:
    """Lead a statistician: the lists' diagnostics, then the assumption, then the answers, then what is kept of them."""
    snapshot = latest_snapshot()
    if snapshot is None:
        return render(
            request, "figures/none.html", {"may_take": has_power(request.user, Power.TAKE_SNAPSHOT)}
        )
    numbers, year_form = numbers_for(request, snapshot)
    form = AssumptionForm(request.POST or None)
    asked = request.method == "POST"
    valid = asked and form.is_valid()
    assumption = form.cleaned_data["assumption"] if valid else ""
    year, calendar = numbers.year, str(numbers.calendar)
    question = (
        snapshot,
        year,
        calendar,
        assumption,
        *((form.referred(), form.known()) if valid else ((), ())),
    )
    may_keep = has_power(request.user, Power.TAKE_SNAPSHOT)
    context: dict[str, Any] = {
        "form": form,
        "year_form": year_form,
        "year": str(numbers.year),
        "snapshot": snapshot,
        "lists": _lists(),
        "may_keep": may_keep,
    }
    try:
        if valid and may_keep and "keep" in request.POST:
            return redirect("web:hidden-number-kept", key=_kept(request, question).pk)
        found = estimates_of(*question)
    except TableNotUsable:
        # The reason may name a pattern's count; the page says in its own words what is missing.
        context |= {"unusable": True, "two": lists_are_two(snapshot, year, calendar)}
    else:
        context |= _told(found, numbers.language)
        if found.estimates:
            context["change"] = _change(question, numbers.language)
    return render(request, "figures/hidden.html", context, status=_WRONG if asked and not assumption else 200)


type _Question = tuple[Snapshot, int, str, str, Referrals, Covariates]


def _kept(request: OfficerRequest, question: _Question) -> KeptEstimate:
    snapshot, year, calendar, assumption, referrals, covariates = question
    return keep_estimate(
        by=request.user,
        snapshot=snapshot,
        year=year,
        calendar=calendar,
        assumption=assumption,
        referrals=referrals,
        covariates=covariates,
    )


def _change(question: _Question, language: str) -> str:
    try:
        return change_since_last_year(*question).words.in_language(language)
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


def signs() -> dict[Verdict, Status]:
    """How a verdict is shown."""
    return {
        Verdict.PASSED: Status(code="passed", label=_("passed"), tone="good"),
        Verdict.CAUTION: Status(code="caution", label=_("with caution"), tone="warn"),
        Verdict.FAILED: Status(code="failed", label=_("failed"), tone="bad"),
    }


def _told(found: Estimates, language: str) -> dict[str, Any]:
    """Every number rounded, every small count hidden."""
    shown = signs()
    return {
        "reading": found.reading.in_language(language),
        "gates": [
            {"verdict": shown[gate.verdict], "words": gate.words.in_language(language)}
            for gate in found.gates
        ],
        "overlaps": drawn(overlaps_drawn(found.table, language=language)),
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


def answer_columns() -> list[Column]:
    """The columns of the answers of all methods."""
    return [Column(key="method", label=_("Method")), Column(key="range", label=_("95% interval"))]


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
        "answer_columns": answer_columns(),
        "spans": drawn(
            span_chart(
                _("The answers of all methods"),
                spans,
                language=language,
                across=_("All persons"),
                narrow=True,
            )
        ),
    }
