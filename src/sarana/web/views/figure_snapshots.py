"""The snapshots, and what changed between two of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import Changed, snapshots, what_changed
from sarana.publish.charts import bar_chart
from sarana.science.disclosure import protect_parts
from sarana.science.indicators import INDICATORS
from sarana.web.components import Column, Link
from sarana.web.forms.snapshots import CompareForm, SnapshotFilter
from sarana.web.views.drawing import drawn
from sarana.web.views.figure_numbers import sees_small_counts, small_counts_may_show
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv

_WRONG = 422
_CSV = {
    "taken_at": "taken_at",
    "digest": "digest",
    "ledger_size": "ledger_size",
    "ledger_head": "ledger_head",
    "schema_version": "schema_version",
}


def _crumbs(last: str) -> list[Link]:
    return [Link(url=reverse("web:figures"), label=_("Figures")), Link(url="", label=last)]


@for_officers(Power.SEE_FIGURES)
def snapshot_list(request: OfficerRequest) -> HttpResponse:
    """Every snapshot, newest first, found by the beginning of its digest or its year."""
    asked = SnapshotFilter(request.GET)
    records = snapshots()
    words = asked.cleaned_data["q"].strip().lower() if asked.is_valid() else ""
    if words:
        records = records.filter(**({"taken_at__year": int(words)} if words.isdecimal() and len(words) == 4 else {"digest__startswith": words}))  # fmt: skip  # noqa: PLR2004
    if wants_csv(request):
        return as_csv(request, "snapshots", records, _CSV)
    page = page_of(request, records)
    context = {
        "filter": asked,
        "filtered": bool(words),
        "page": page,
        "csv": csv_address(request),
        "crumbs": _crumbs(_("Snapshots")),
        "columns": [
            Column(key="taken", label=_("Taken"), kind="datetime"),
            Column(key="digest", label=_("Snapshot (SHA-256)"), kind="code"),
            Column(key="size", label=_("Last ledger entry in it"), kind="number"),
            Column(key="by", label=_("Taken by")),
        ],
        "rows": [
            {
                "taken": one.taken_at,
                "digest": one.digest[:16],
                "size": one.ledger_size,
                "by": one.taken_by.name if one.taken_by else _("every night"),
            }
            for one in page.rows
        ],
        "compare": CompareForm(_recent()),
    }
    return render(request, "figures/snapshots.html", context)


def _recent() -> list[tuple[str, str]]:
    return [
        (str(one.pk), f"{timezone.localtime(one.taken_at):%Y-%m-%d %H:%M} · {one.digest[:8]}")
        for one in snapshots()[:60]
    ]


@for_officers(Power.SEE_FIGURES)
def snapshot_compare(request: OfficerRequest) -> HttpResponse:
    """What changed in a year's figures between two snapshots, and why."""
    form = CompareForm(_recent(), request.GET or None)
    context: dict[str, Any] = {"form": form, "crumbs": _crumbs(_("Two snapshots compared"))}
    if not form.is_valid():
        return render(request, "figures/compared.html", context, status=_WRONG if request.GET else 200)
    given = form.cleaned_data
    older, newer = sorted(
        (get_object_or_404(Snapshot, pk=given[side]) for side in ("older", "newer")),
        key=lambda one: one.taken_at,
    )
    language = request.LANGUAGE_CODE[:2]
    exact = sees_small_counts(request.user)
    found = what_changed(older, newer, given["year"], given["calendar"])
    changed = [one for one in found if one.before != one.now or one.new_records or one.now_counted]
    bars = [
        (_name(one, language), float(one.now - one.before))
        for one in changed
        if one.now > one.before and exact and small_counts_may_show(one.indicator)
    ]
    title = _("More than before")
    context |= {
        "older": older,
        "newer": newer,
        "same": len(found) - len(changed),
        "columns": [
            Column(key="name", label=_("Figure"), link="url"),
            Column(key="before", label=_("then"), kind="number"),
            Column(key="now", label=_("now"), kind="number"),
            Column(key="new", label=_("new records"), kind="number"),
            Column(key="counted", label=_("known then, counted now"), kind="number"),
            Column(key="left", label=_("no longer counted"), kind="number"),
            Column(key="gone", label=_("erased or merged"), kind="number"),
        ],
        "rows": [
            _row(one, language, exact=exact and small_counts_may_show(one.indicator)) for one in changed
        ],
        "title": title,
        "chart": drawn(bar_chart(title, bars, language=language, hidden=_("hidden"), narrow=True))
        if bars
        else "",
        "hides": not exact,
    }
    return render(request, "figures/compared.html", context)


def _name(one: Changed, language: str) -> str:
    found = INDICATORS[one.indicator]
    return found.name_km if language == "km" else found.name_en


def _row(one: Changed, language: str, *, exact: bool) -> dict[str, Any]:
    """A figure's change; a difference of a few persons is hidden as a count of a few is."""
    parts = {
        "new": one.new_records,
        "counted": one.now_counted,
        "left": one.no_longer_counted,
        "gone": one.gone,
    }
    row: dict[str, Any] = {
        "name": _name(one, language),
        "url": reverse("web:figure", args=[one.indicator]),
    }
    if exact:
        return row | {"before": one.before, "now": one.now} | parts
    shown = protect_parts(parts | {"stayed": one.before - one.no_longer_counted - one.gone})
    hides = any(shown[key] is None for key in parts)
    told = {key: _("hidden") if shown[key] is None else shown[key] for key in parts}
    # The newer number is what every page shows; the older would give the difference away.
    now = protect_parts({"": one.now}, total_is_known=False)[""]
    return (
        row
        | told
        | {
            "now": _("hidden") if now is None else now,
            "before": _("hidden") if hides or now is None else one.before,
        }
    )
