"""From a figure to the records behind it, for officers who may see records; and only to those that they may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.base.places.models import Place
from sarana.base.places.queries import full_name, provinces
from sarana.base.vault.keys import pseudonymous_number
from sarana.measure.figures.queries import COUNTRY, latest_snapshot, records_behind
from sarana.measure.screening.queries import alerts_visible_to
from sarana.register.cases.queries import cases_visible_to, suspects_visible_to, victims_visible_to
from sarana.register.cooperation.queries import instruments
from sarana.register.fiu.queries import letters_visible_to
from sarana.register.money.models import AssetMeasure
from sarana.register.money.queries import inquiries_visible_to
from sarana.register.operations.queries import operations_visible_to
from sarana.register.outreach.models import KapSurvey, Session
from sarana.register.outreach.queries import campaigns
from sarana.register.plans.models import Milestone
from sarana.register.reports.queries import reports_visible_to
from sarana.science.indicators import INDICATORS, Indicator
from sarana.web.components import Column, Link
from sarana.web.views.campaigns import campaign_url
from sarana.web.views.figure_frame import address, around, numbers_for
from sarana.web.views.figure_numbers import Numbers
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_frame import node_url

# More records than any figure counts; the query wants a bound.
_ALL = 10_000_000
_RECORDS_A_PAGE = 50


def _page(record: Any) -> str:
    try:
        return reverse(f"web:{record._meta.model_name}", args=[record.number])  # noqa: SLF001
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: who may see it, which ones, where it happened, its name and its page."""

    power: Power
    visible: Callable[[Officer], QuerySet[Any]]
    place: Callable[[Any], Place | None]
    name: Callable[[Any], str] | None = None
    page: Callable[[Any], str] = _page


_KINDS: dict[str, Kind] = {
    "reports.report": Kind(Power.SEE_REPORTS, reports_visible_to, lambda record: record.place),
    "cases.case": Kind(Power.SEE_CASES, cases_visible_to, lambda record: record.place),
    "cases.victim": Kind(Power.SEE_CASES, victims_visible_to, lambda record: record.case.place),
    "cases.suspect": Kind(Power.SEE_CASES, suspects_visible_to, lambda record: record.case.place),
    "operations.operation": Kind(Power.SEE_CASES, operations_visible_to, lambda record: record.place),
    # Allegations are not reached from a figure: whom an officer may not see here, he would know to be named.
    "outreach.campaign": Kind(
        Power.SEE_FIGURES,
        lambda _officer: campaigns(),
        lambda record: record.place,
        lambda record: record.title,
        campaign_url,
    ),
    "outreach.session": Kind(
        Power.SEE_FIGURES,
        lambda _officer: Session.objects.select_related("campaign__place", "place"),
        lambda record: record.place or record.campaign.place,
        lambda record: f"{record.campaign.title}: {date_format(record.held_on, 'j F Y')}",
        lambda record: campaign_url(record.campaign),
    ),
    "outreach.kapsurvey": Kind(
        Power.SEE_FIGURES,
        lambda _officer: KapSurvey.objects.select_related("campaign__place"),
        lambda record: record.campaign.place,
        lambda record: f"{record.campaign.title}: {record.get_round_display()}",
        lambda record: campaign_url(record.campaign),
    ),
    "cooperation.instrument": Kind(
        Power.SEE_FIGURES,
        lambda _officer: instruments(),
        lambda _record: None,
        lambda record: record.title,
        lambda record: reverse("web:instrument", args=[record.pk]),
    ),
    "plans.milestone": Kind(
        Power.SEE_FIGURES,
        lambda _officer: Milestone.objects.select_related("node__place"),
        lambda record: record.node.place,
        lambda record: record.title,
        lambda record: node_url(record.node),
    ),
    "money.moneyinquiry": Kind(
        Power.SEE_CASES,
        lambda officer: inquiries_visible_to(officer).select_related("case__place"),
        lambda record: record.case.place,
        page=lambda record: reverse("web:case-money", args=[record.case.number]),
    ),
    "money.assetmeasure": Kind(
        Power.SEE_CASES,
        lambda officer: AssetMeasure.objects.filter(
            Exists(cases_visible_to(officer).filter(pk=OuterRef("case")))
        ).select_related("case__place"),
        lambda record: record.case.place,
        lambda record: f"{record.case.number}: {record.get_deed_display()}",
        lambda record: reverse("web:case-money", args=[record.case.number]),
    ),
    "fiu.fiuletter": Kind(Power.FOLLOW_MONEY, letters_visible_to, lambda _record: None),
    "screening.alert": Kind(
        Power.SCREEN_NAMES,
        alerts_visible_to,
        lambda _record: None,
        lambda record: f"{record.get_source_display()}: {record.get_regime_display()}",
        lambda record: reverse("web:alert", args=[record.pk]),
    ),
}


def may_follow(officer: Officer, one: Indicator) -> bool:
    """Whether the officer's role includes records of the kind that the indicator counts."""
    kind = _KINDS.get(one.record_table)
    return bool(one.facts and kind and has_power(officer, kind.power))


def visible_records_behind(
    officer: Officer, numbers: Numbers, one: Indicator, *, place: str, before: str, limit: int
) -> tuple[list[dict[str, object]], str]:
    """Records that a figure counts and the officer may see, newest first, and the key of the next page.

    The snapshot knows pseudonyms only. They are compared with those of the records that he may see, so that nothing
    about any other record can be learned here.
    """
    kind = _KINDS[one.record_table]
    behind = set(
        records_behind(
            numbers.snapshot, one.code, year=numbers.year, calendar=numbers.calendar, place=place, limit=_ALL
        )
    )
    seen = kind.visible(officer).order_by("-pk")
    keys = _matching(seen.filter(pk__lt=before) if before else seen, behind)
    found = [pk for pk, _ in zip(keys, range(limit + 1), strict=False)]
    records = kind.visible(officer).filter(pk__in=found[:limit]).order_by("-pk")
    rows = [_row(record, kind) for record in records]
    return rows, str(found[limit - 1]) if len(found) > limit else ""


def _matching(records: QuerySet[Any], behind: set[int]) -> Iterator[Any]:
    for pk in records.values_list("pk", flat=True).iterator(chunk_size=2000):
        if pseudonymous_number(str(pk)) in behind:
            yield pk


def _row(record: Any, kind: Kind) -> dict[str, object]:
    place, name = kind.place(record), kind.name(record) if kind.name else record.number
    return {
        "number": name,
        "url": kind.page(record),
        "place": full_name(place) if place else None,
    }


def records_address(numbers: Numbers, one: Indicator, place: str = COUNTRY) -> str:
    """Where the records behind a figure of a place stand."""
    page = reverse("web:figure-records", args=[one.code])
    return f"{page}?year={numbers.year}&calendar={numbers.calendar}&place={place}"


@for_officers(Power.SEE_CASES, Power.SEE_REPORTS, Power.SEE_FIGURES)
def figure_records(request: OfficerRequest, code: str) -> HttpResponse:
    """The records that a figure counts, as far as the officer may see them."""
    one, snapshot = INDICATORS.get(code), latest_snapshot()
    if one is None or snapshot is None:
        raise Http404
    if not may_follow(request.user, one):
        if not any(has_power(request.user, power) for power in (Power.SEE_CASES, Power.SEE_REPORTS)):
            raise NotAllowed(Power.SEE_CASES)
        raise Http404
    numbers, _form = numbers_for(request, snapshot)
    place = request.GET.get("place", COUNTRY)
    try:
        rows, older = visible_records_behind(
            request.user,
            numbers,
            one,
            place=place,
            before=request.GET.get("after", ""),
            limit=_RECORDS_A_PAGE,
        )
    except ValidationError as fault:
        raise Http404 from fault
    named = provinces().get(place)
    back = f"{reverse('web:figure', args=[code])}{address(request)}"
    context = {
        **around(request, numbers, _form),
        "name": numbers.name(one),
        "place": named.name if named else "",
        "crumbs": [
            Link(url=reverse("web:figures"), label=_("Figures")),
            Link(url=back, label=numbers.name(one)),
            Link(url="", label=_("The records behind it")),
        ],
        "rows": rows,
        "columns": [
            Column(
                key="number",
                label=_("Record"),
                kind="text" if _KINDS[one.record_table].name else "code",
                link="url",
            ),
            Column(key="place", label=_("Where")),
        ],
        "older": address(request, place=place, after=older) if older else "",
        "back": back,
    }
    return render(request, "figures/records.html", context)
