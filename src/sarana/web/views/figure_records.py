"""From a figure to the records behind it, for officers who may see records; and only to those that they may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.places.models import Place
from sarana.base.places.queries import full_name, provinces
from sarana.base.vault.keys import pseudonym
from sarana.measure.figures.queries import COUNTRY, latest_snapshot, records_behind
from sarana.register.cases.queries import cases_visible_to, suspects_visible_to, victims_visible_to
from sarana.register.operations.queries import operations_visible_to
from sarana.register.reports.queries import reports_visible_to
from sarana.science.indicators import INDICATORS, Indicator
from sarana.web.components import Column, Link
from sarana.web.views.figure_frame import address, around, numbers_for
from sarana.web.views.figure_numbers import Numbers
from sarana.web.views.gate import OfficerRequest, for_officers

# More records than any figure counts; the query wants a bound.
_ALL = 10_000_000
_RECORDS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: who may see it, which ones, and where it happened."""

    power: Power
    visible: Callable[[Officer], QuerySet[Any]]
    place: Callable[[Any], Place | None]


_KINDS: dict[str, Kind] = {
    "reports.report": Kind(Power.SEE_REPORTS, reports_visible_to, lambda record: record.place),
    "cases.case": Kind(Power.SEE_CASES, cases_visible_to, lambda record: record.place),
    "cases.victim": Kind(Power.SEE_CASES, victims_visible_to, lambda record: record.case.place),
    "cases.suspect": Kind(Power.SEE_CASES, suspects_visible_to, lambda record: record.case.place),
    "operations.operation": Kind(Power.SEE_CASES, operations_visible_to, lambda record: record.place),
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
    rows = [_row(record, kind.place(record)) for record in records]
    return rows, str(found[limit - 1]) if len(found) > limit else ""


def _matching(records: QuerySet[Any], behind: set[str]) -> Iterator[Any]:
    for pk in records.values_list("pk", flat=True).iterator(chunk_size=2000):
        if pseudonym(str(pk)) in behind:
            yield pk


def _row(record: Any, place: Place | None) -> dict[str, object]:
    try:
        url = reverse(f"web:{record._meta.model_name}", args=[record.number])  # noqa: SLF001
    except NoReverseMatch:
        url = ""
    return {"number": record.number, "url": url, "place": full_name(place) if place else None}


def records_address(numbers: Numbers, one: Indicator, place: str = COUNTRY) -> str:
    """Where the records behind a figure of a place stand."""
    page = reverse("web:figure-records", args=[one.code])
    return f"{page}?year={numbers.year}&calendar={numbers.calendar}&place={place}"


@for_officers(Power.SEE_CASES, Power.SEE_REPORTS)
def figure_records(request: OfficerRequest, code: str) -> HttpResponse:
    """The records that a figure counts, as far as the officer may see them."""
    one, snapshot = INDICATORS.get(code), latest_snapshot()
    if one is None or snapshot is None or not may_follow(request.user, one):
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
            Column(key="number", label=_("Record"), kind="code", link="url"),
            Column(key="place", label=_("Where")),
        ],
        "older": address(request, place=place, after=older) if older else "",
        "back": back,
    }
    return render(request, "figures/records.html", context)
