"""Releases of figures in the making: the list, one of them with what it costs and what the attack said."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.publish.charts import bar_chart
from sarana.publish.releases.enums import ReleaseState
from sarana.publish.releases.models import Release, ReleaseMicrodata, ReleaseTable
from sarana.publish.releases.queries import releases
from sarana.publish.releases.rules import may_be_attacked, may_be_protected, may_sign
from sarana.science.indicators.ctdc import CTDC
from sarana.web.components import Column, Link, Status, Tone
from sarana.web.forms.releases import ReleaseFilter
from sarana.web.views.drawing import drawn, language
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.release_words import FOUND, cost_columns, cost_row, protected_how, table_title, title_of
from sarana.web.views.sections import Section

_CSV = {"code": "code", "title_en": "title_en", "title_km": "title_km", "state": "state", "snapshot": "snapshot__digest", "digest": "digest", "published_at": "published_at"}  # fmt: skip
_TONES: dict[str, Tone] = {
    ReleaseState.FAILED: "bad",
    ReleaseState.ATTACKED: "good",
    ReleaseState.PUBLISHED: "good",
    ReleaseState.WITHDRAWN: "neutral",
}
_MOST_FINDINGS = 30


def releases_link() -> Link:
    """The way back to the list."""
    return Link(url=reverse("web:releases"), label=_("Releases"))


def release_url(release: Release) -> str:
    """Where one release stands for officers."""
    return reverse("web:release", args=[release.pk])


def state_of_release(release: Release) -> Status:
    """How far it has come."""
    return Status(
        code=release.state, label=release.get_state_display(), tone=_TONES.get(release.state, "info")
    )


@for_officers(Power.WRITE_REPORT)
def release_list(request: OfficerRequest) -> HttpResponse:
    """Every release, the latest first, found by its code or title."""
    asked = ReleaseFilter(request.GET)
    records = asked.narrowed(releases())
    if wants_csv(request):
        return as_csv(request, "releases", records, _CSV)
    page = page_of(request, records)
    context = {
        "title": _("Releases"),
        "lede": _("No figure leaves without one: tables that are protected, attacked, and signed by two officers."),
        "filter": asked,
        "filtered": asked.words,
        "page": page,
        "csv": csv_address(request),
        "columns": [
            Column(key="code", label=_("Release"), kind="code", link="url"),
            Column(key="title", label=_("Title")),
            Column(key="state", label=_("State")),
            Column(key="on", label=_("Published on"), kind="date"),
        ],
        "rows": [
            {"code": one.code, "url": release_url(one), "title": title_of(one), "state": state_of_release(one), "on": one.published_at}
            for one in page.rows
        ],
        "ways": [
            Link(url=reverse("web:release-new"), label=_("New release")),
            Link(url=reverse("web:annual-reports"), label=_("Annual reports for the public")),
            Link(url=reverse("web:documents-out"), label=_("Documents that are out")),
            Link(url=reverse("web:release-budgets"), label=_("Privacy budgets")),
        ],
        "crumbs": [Link(url="", label=_("Releases"))],
    }  # fmt: skip
    return render(request, "releases/list.html", context)


@for_officers(Power.WRITE_REPORT)
def release(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One release: its tables with what protection costs, what the attack found, who signed, what comes next."""
    found = get_object_or_404(releases(), pk=key)
    tables = list(found.tables.all())
    microdata = ReleaseMicrodata.objects.filter(release=found).first()
    signatures = list(found.signatures.select_related("signed_by__agency"))
    errata = list(found.errata.select_related("replaced_by"))
    context = {
        "release": found,
        "title": f"{found.code} · {title_of(found)}",
        "state": state_of_release(found),
        "ways": _ways(request, found, [one.signed_by for one in signatures], has_microdata=bool(microdata)),
        "protect": may_be_protected(found) and bool(tables or microdata),
        "attack": may_be_attacked(found),
        "sections": [
            _tables(found, tables),
            *([_microdata(microdata)] if microdata else []),
            Section(
                title=_("Signatures"),
                columns=[
                    Column(key="place", label=_("Signature")),
                    Column(key="by", label=_("Officer")),
                    Column(key="at", label=_("Signed on"), kind="datetime"),
                ],
                rows=[{"place": one.get_place_display(), "by": one.signed_by.name, "at": one.signed_at} for one in signatures],
                nothing=_("Nobody has signed yet. Two different officers sign once the attack found nothing."),
            ),
            *([_errata(errata)] if errata else []),
        ],
        "findings": [
            {
                "kind": FOUND.get(one["kind"], one["kind"]),
                "where": one["where"],
                "cell": ", ".join(part for _name, part in one["cell"]) or _("Total"),
            }
            for one in found.findings[:_MOST_FINDINGS]
        ],
        "finding_columns": [
            Column(key="where", label=_("Table")),
            Column(key="cell", label=_("Cell"), kind="token"),
            Column(key="kind", label=_("What a stranger knows")),
        ],
        "more_findings": max(0, len(found.findings) - _MOST_FINDINGS),
        "chart": _lost(tables),
        "chart_title": _("Persons no longer shown, in per cent"),
        "crumbs": [releases_link(), Link(url="", label=found.code)],
    }  # fmt: skip
    return render(request, "releases/release.html", context)


def _ways(request: OfficerRequest, found: Release, signed: list[Any], *, has_microdata: bool) -> list[Link]:
    ways = []
    if may_be_protected(found):
        ways += [
            ("release-table-new", _("Add a table")),
            ("release-costs", _("Compare what protection costs")),
            ("release-microdata-drop", _("Take the records of nobody out"))
            if has_microdata
            else ("release-microdata-new", _("Add records of nobody")),
        ]
    if may_sign(request.user, found, signed):
        ways.append(("release-sign", _("Sign it")))
    if found.state == ReleaseState.COUNTERSIGNED:
        ways.append(("release-publish", _("Publish it")))
    if found.state == ReleaseState.PUBLISHED:
        ways.append(("release-erratum", _("Write an erratum")))
    if found.state != ReleaseState.WITHDRAWN:
        ways.append(("release-withdraw", _("Withdraw it")))
    links = [Link(url=reverse(f"web:{name}", args=[found.pk]), label=label) for name, label in ways]
    if found.published_at:
        links.append(Link(url=reverse("web:public-release", args=[found.code]), label=_("The public page")))
    return links


def _tables(found: Release, tables: list[ReleaseTable]) -> Section:
    return Section(
        title=_("Tables"),
        columns=[
            *cost_columns(),
            *([Column(key="drop", label=_("Take out"))] if may_be_protected(found) else []),
        ],
        rows=[
            {
                "title": table_title(one),
                "protection": protected_how(one),
                **cost_row(one.cost),
                "drop": Link(url=reverse("web:release-table-drop", args=[one.pk]), label=_("Take out")),
            }
            for one in tables
        ],
        nothing=_("No table yet. Add the first: a figure, a year, and by what it is told apart."),
    )


def _microdata(held: ReleaseMicrodata) -> Section:
    drawn = bool(held.content)
    pairs = len(CTDC) * (len(CTDC) - 1) // 2
    return Section(
        title=_("Records of nobody"),
        columns=[
            Column(key="year", label=_("Year"), kind="code"),
            Column(key="rho", label=_("Spends of the budget"), kind="code"),
            Column(key="records", label=_("Records"), kind="number"),
            Column(key="pairs", label=_("Pairs of variables that may be computed")),
            Column(key="noise", label=_("Off by, on average")),
        ],
        rows=[
            {
                "year": str(held.year),
                "rho": held.rho,
                "records": len(held.content["rows"]) if drawn else None,
                "pairs": _("%(n)s of %(of)s") % {"n": len(held.content["told_well"]), "of": pairs}
                if drawn
                else "",
                "noise": held.content["noise"] if drawn else "",
            }
        ],
        nothing="",
    )


def _errata(errata: list[Any]) -> Section:
    return Section(
        title=_("Errata"),
        columns=[
            Column(key="at", label=_("Written on"), kind="date"),
            Column(key="words", label=_("What was wrong")),
            Column(key="other", label=_("Replaced by"), kind="code"),
        ],
        rows=[
            {
                "at": one.written_at,
                "words": one.words_km if language() == "km" else one.words_en,
                "other": one.replaced_by.code if one.replaced_by else "",
            }
            for one in errata
        ],
        nothing="",
    )


def _lost(tables: list[ReleaseTable]) -> str:
    """The share of persons that protection hides, table by table."""
    told = [(table_title(one), float(one.cost["share_hidden"])) for one in tables if one.cost]
    title = _("Persons no longer shown, in per cent")
    return (
        drawn(bar_chart(title, told, language=language(), narrow=True))
        if any(value for _t, value in told)
        else ""
    )
