"""The money behind cases: financial investigations in a list, the money of one case, red flags on people and places."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.publish.charts import bar_chart
from sarana.register.cases.models import Case
from sarana.register.cases.queries import case_numbered, cases_visible_to
from sarana.register.money.actions import read_inquiry
from sarana.register.money.enums import Answer, AssetDeed
from sarana.register.money.models import AssetMeasure, FlagAnswer, MoneyInquiry
from sarana.register.money.queries import (
    MoneyOfYear,
    answers_in,
    assets_of,
    inquiries_visible_to,
    money_of_year,
)
from sarana.register.money.rules import may_follow_money, red_flags, what_a_trace_is
from sarana.web.components import Column, Link, Row, Status, SummaryRow
from sarana.web.forms.money import InquiryFilter, flag_words
from sarana.web.views.cases import case_crumbs, casework_tabs
from sarana.web.views.drawing import drawn, language
from sarana.web.views.fiu import letters_section
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import url_of
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of
from sarana.web.wording import figure

_CSV = {
    "number": "number",
    "case": "case__number",
    "agency": "agency__code",
    "opened_on": "opened_on",
    "ended_on": "ended_on",
    "end": "end",
}


def inquiry_state(inquiry: MoneyInquiry) -> Status:
    """Whether it goes on, or how it ended."""
    if inquiry.ended_on is None:
        return Status(code="open", label=_("Goes on"))
    return Status(code="done", label=inquiry.get_end_display())


def _inquiry_columns(*, with_case: bool) -> list[Column]:
    case = [Column(key="case", label=_("Case"), kind="code", link="case_url")] if with_case else []
    return [
        Column(key="number", label=_("Financial investigation"), kind="code", link="url"),
        *case,
        Column(key="agency", label=_("Agency")),
        Column(key="opened_on", label=_("Begun on"), kind="date"),
        Column(key="state", label=_("State")),
    ]


def _inquiry_row(inquiry: MoneyInquiry) -> Row:
    return {
        "number": inquiry.number,
        "url": url_of(inquiry),
        "case": inquiry.case.number,
        "case_url": url_of(inquiry.case),
        "agency": inquiry.agency.name,
        "opened_on": inquiry.opened_on,
        "state": inquiry_state(inquiry),
    }


@for_officers(Power.SEE_CASES)
def money(request: OfficerRequest) -> HttpResponse:
    """Financial investigations in the cases the officer may see, and what a year's money came to."""
    asked = InquiryFilter(request.GET)
    visible = inquiries_visible_to(request.user)
    found = asked.narrow(visible)
    if wants_csv(request):
        return as_csv(request, "financial-investigations", found, _CSV)
    page = page_of(request, found)
    year = timezone.localdate().year
    of_year = money_of_year(cases_visible_to(request.user), date(year, 1, 1), date(year, 12, 31))
    context = {
        "title": _("Money trail"),
        "tabs": casework_tabs("money"),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [_inquiry_row(inquiry) for inquiry in page.rows],
        "columns": _inquiry_columns(with_case=True),
        "csv": csv_address(request),
        "nothing": _("No financial investigation on record"),
        "nothing_text": _("One is begun on the page of a case’s money."),
        "letters": has_power(request.user, Power.FOLLOW_MONEY),
        "year": str(year),
        "share": _("%(some)s of %(all)s cases that were opened this year have a financial investigation beside them.")
        % {"some": figure(of_year.with_inquiry), "all": figure(of_year.cases)},
        **_year_parts(of_year),
    }  # fmt: skip
    return render(request, "register/money.html", context)


def _year_parts(year: MoneyOfYear) -> dict[str, Any]:
    title = _("Measures on money and goods this year")
    bars = [(str(deed.label), float(number)) for deed, number in year.measures.items()]
    rows = [
        {
            "deed": deed.label,
            "measures": year.measures[deed],
            "worth": " · ".join(
                amount_words(amount, currency) for currency, amount in sorted(year.worth[deed].items())
            )
            or None,
            "unknown": year.without_worth[deed],
        }
        for deed in AssetDeed
    ]
    columns = [
        Column(key="deed", label=_("What was done")),
        Column(key="measures", label=_("Measures"), kind="number"),
        Column(key="worth", label=_("Worth")),
        Column(key="unknown", label=_("Of unknown worth"), kind="number"),
    ]
    chart = (
        drawn(bar_chart(title, bars, language=language(), narrow=True)) if any(year.measures.values()) else ""
    )
    return {"year_title": title, "year_rows": rows, "year_columns": columns, "chart": chart}


def amount_words(amount: Decimal | None, currency: str) -> str:
    """An amount with its currency; a dash where the worth is not known."""
    return "–" if amount is None else f"{figure(float(amount), 2 if amount % 1 else 0)} {currency}"


@for_officers(Power.SEE_CASES)
def case_money(request: OfficerRequest, number: str) -> HttpResponse:
    """What is known of a case's money: who follows it, what was done with it, which red flags were seen."""
    officer = request.user
    case = only(case_numbered(officer, number=number.upper()))
    follows = may_follow_money(officer, case)
    letters = letters_section(officer, case)
    context = {
        "title": _("Money of the case %(number)s") % {"number": case.number},
        "crumbs": [*case_crumbs(case), Link(url="", label=_("Money trail"))],
        "lede": _("A red flag is a reason to look and never a finding; nothing is added up."),
        "sections": [
            _inquiries(officer, case, follows=follows),
            _assets(case, follows=follows),
            _flags(case, follows=follows),
            *([letters] if letters else []),
        ],
    }
    return render(request, "register/parts.html", context)


def _inquiries(officer: Any, case: Case, *, follows: bool) -> Section:
    add = Link(url=reverse("web:inquiry-new", args=[case.number]), label=_("Begin a financial investigation"))
    return Section(
        title=_("Financial investigations"),
        anchor="inquiries",
        columns=_inquiry_columns(with_case=False),
        rows=[_inquiry_row(inquiry) for inquiry in inquiries_visible_to(officer).filter(case=case)],
        nothing=_("Nobody follows the money of this case yet."),
        add=add if follows else None,
    )


def _assets(case: Case, *, follows: bool) -> Section:
    add = Link(url=reverse("web:asset-new", args=[case.number]), label=_("Record a measure"))
    return Section(
        title=_("Measures on money and goods"),
        anchor="assets",
        columns=[
            Column(key="on", label=_("On"), kind="date"),
            Column(key="deed", label=_("What was done")),
            Column(key="kind", label=_("With what")),
            Column(key="worth", label=_("Worth")),
            Column(key="ordered_by", label=_("Ordered by")),
            Column(key="suspect", label=_("Whose it was"), kind="code", link="suspect_url"),
        ],
        rows=[_asset_row(measure) for measure in assets_of(case)],
        nothing=_("Nothing was frozen, seized or confiscated yet."),
        add=add if follows else None,
    )


def _asset_row(measure: AssetMeasure) -> Row:
    return {
        "on": measure.on,
        "deed": measure.get_deed_display(),
        "kind": measure.get_kind_display(),
        "worth": amount_words(measure.amount, measure.currency),
        "ordered_by": measure.ordered_by,
        "suspect": measure.suspect.number if measure.suspect else None,
        "suspect_url": url_of(measure.suspect) if measure.suspect else "",
    }


def _flags(case: Case, *, follows: bool) -> Section:
    """One line for each suspect, account and premises: what was seen on it, and the way to its list."""
    seen: dict[Any, list[FlagAnswer]] = {}
    for answer in answers_in(case):
        seen.setdefault(answer.suspect_id or answer.trace_id, []).append(answer)
    things: list[tuple[Any, str]] = [
        *((suspect, "suspect-flags") for suspect in case.suspects.all()),
        *((trace, "trace-flags") for trace in case.traces.all() if what_a_trace_is(trace.kind)),
    ]
    return Section(
        title=_("Red flags"),
        anchor="flags",
        columns=[
            Column(key="number", label=_("On"), kind="code", link="url"),
            Column(key="seen", label=_("Seen")),
            Column(key="looked", label=_("Looked for"), kind="number"),
            Column(key="list", label=_("List")),
        ],
        rows=[
            {
                "number": thing.number,
                "url": url_of(thing),
                "seen": "; ".join(
                    flag_words(red_flags()[answer.code])
                    for answer in seen.get(thing.pk, [])
                    if answer.answer == Answer.SEEN and answer.code in red_flags()
                )
                or None,
                "looked": len(seen.get(thing.pk, [])),
                "list": Link(url=reverse(f"web:{name}", args=[thing.number]), label=_("Go through the list"))
                if follows
                else None,
            }
            for thing, name in things
        ],
        nothing=_("No suspect, account or premises is on record in this case."),
    )


@for_officers(Power.SEE_CASES)
def inquiry(request: OfficerRequest, number: str) -> HttpResponse:
    """One financial investigation: what it asks and found for those who follow the money, and its story."""
    officer = request.user
    found = one_of(inquiries_visible_to(officer), number)
    follows = may_follow_money(officer, found.case)
    words = read_inquiry(by=officer, inquiry=found) if follows else {}
    sealed = [
        SummaryRow(label=_("What does it ask?"), value=words.get("question")),
        SummaryRow(label=_("What was found"), value=words.get("finding")),
    ]
    end = Link(url=reverse("web:inquiry-end", args=[found.number]), label=_("End the investigation"))
    context = {
        "title": _("Financial investigation %(number)s") % {"number": found.number},
        "crumbs": [
            *case_crumbs(found.case),
            Link(url=reverse("web:case-money", args=[found.case.number]), label=_("Money trail")),
            Link(url="", label=found.number),
        ],
        "kicker": found.agency.name,
        "summary": [
            SummaryRow(label=_("Begun on"), value=found.opened_on),
            SummaryRow(label=_("Ended on"), value=found.ended_on),
            SummaryRow(label=_("State"), value=inquiry_state(found)),
            *(sealed if follows else []),
        ],
        "deeds": [end] if follows and found.ended_on is None else [],
        "story": story_of(found, limit=8),
    }
    return render(request, "register/parts.html", context)
