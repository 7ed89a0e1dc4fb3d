"""Sanctions and watch lists: the counts of the screening, the editions, a new one, what one changed, and screening with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.measure.screening.actions import bring_edition, screen_register
from sarana.measure.screening.enums import ListRegime, ListSource
from sarana.measure.screening.models import ListEdition, ScreeningRun
from sarana.measure.screening.queries import editions_in_force, screening_counts
from sarana.measure.screening.rules import days_old, is_stale, may_screen
from sarana.publish.charts import bar_chart
from sarana.science.disclosure import protect_parts
from sarana.web.components import Column, Link, Status, SummaryRow
from sarana.web.forms.alerts import EditionFilter, EditionForm
from sarana.web.forms.faults import in_words
from sarana.web.views.drawing import drawn, language
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, csv_file, page_of, wants_csv
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of

_CSV = {
    "list": "source",
    "generated_on": "generated_on",
    "entries": "entry_count",
    "sha256": "digest",
    "brought_at": "brought_at",
}
_SHOWN = 30


def screening_link() -> Link:
    """The way to the counts."""
    return Link(url=reverse("web:list-screening"), label=_("Screening against lists"))


def screening_tabs(current: str) -> list[Link]:
    """Counts, alerts and lists, side by side, for those who screen."""
    ways = [("list-screening", _("Counts")), ("alerts", _("Alerts")), ("editions", _("Lists"))]
    return [Link(url=reverse(f"web:{name}"), label=label, current=name == current) for name, label in ways]


def _age(edition: ListEdition) -> Status:
    today = timezone.localdate()
    if is_stale(edition, today):
        label = _("%(n)s days old: fetch the present edition") % {"n": days_old(edition, today)}
        return Status(code="stale", label=label, tone="bad")
    return Status(code="fresh", label=_("In force"), tone="good")


def _shown(count: int, exact: bool) -> int | None:
    return count if exact else protect_parts({"": count}, total_is_known=False)[""]


@for_officers(Power.SEE_FIGURES)
def counts(request: OfficerRequest) -> HttpResponse:
    """Screened, possible, confirmed, for each list and regime. None is an answer; a few are hidden from those who don't screen."""
    exact = may_screen(request.user)
    found = [
        (one, [_shown(n, exact) for n in (one.screened, one.possible, one.confirmed)])
        for one in screening_counts()
    ]
    columns = [
        Column(key="list", label=_("List")),
        Column(key="regime", label=_("Why listed")),
        Column(key="screened", label=_("Suspects screened"), kind="number"),
        Column(key="possible", label=_("Possible"), kind="number"),
        Column(key="confirmed", label=_("Confirmed"), kind="number"),
    ]
    hidden, bars = _("hidden"), []
    rows: list[dict[str, str | int]] = []
    for one, numbers in found:
        names = str(ListSource(one.source).label), str(ListRegime(one.regime).label)
        cells = dict(zip(("screened", "possible", "confirmed"), numbers, strict=True))
        shown: dict[str, str | int] = {key: hidden if n is None else n for key, n in cells.items()}
        rows.append({"list": names[0], "regime": names[1], **shown})
        bars.append((f"{names[0]}: {names[1]}", None if numbers[1] is None else float(numbers[1])))
    title = _("Suspects who may stand on a list")
    context = {
        "title": screening_link().label,
        "tabs": screening_tabs("list-screening") if exact else [],
        "editions": [_edition_row(one) for one in editions_in_force()],
        "edition_columns": _columns(with_link=exact),
        "rows": rows,
        "columns": columns,
        "chart_title": title,
        "chart": drawn(bar_chart(title, bars, language=language(), narrow=True)) if bars else "",
        "hides": not exact,
    }
    return render(request, "screening/counts.html", context)


def _columns(*, with_link: bool = True) -> list[Column]:
    return [
        Column(key="list", label=_("List"), link="url" if with_link else ""),
        Column(key="on", label=_("Day of the edition"), kind="date"),
        Column(key="entries", label=_("Entries"), kind="number"),
        Column(key="age", label=_("State")),
    ]


def _edition_row(edition: ListEdition) -> dict[str, object]:
    return {
        "list": edition.get_source_display(),
        "url": reverse("web:edition", args=[edition.pk]),
        "on": edition.generated_on,
        "entries": edition.entry_count,
        "age": _age(edition),
    }


@for_officers(Power.SCREEN_NAMES)
def editions(request: OfficerRequest) -> HttpResponse:
    """Every edition that was ever brought."""
    asked = EditionFilter(request.GET)
    found = asked.narrow(ListEdition.objects.defer("content", "beside", "differences", "doubts"))
    if wants_csv(request):
        return as_csv(request, "list-editions", found, _CSV)
    page = page_of(request, found)
    in_force = {edition.pk for edition in editions_in_force()}
    replaced = Status(code="replaced", label=_("Replaced by a newer edition"), tone="neutral")
    rows = [_edition_row(one) | ({} if one.pk in in_force else {"age": replaced}) for one in page.rows]
    context = {
        "title": _("Sanctions and watch lists"),
        "tabs": screening_tabs("editions"),
        "tabs_label": screening_link().label,
        "crumbs": [screening_link(), Link(url="", label=_("Lists"))],
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": rows,
        "columns": _columns(),
        "csv": csv_address(request),
        "add": Link(url=reverse("web:edition-new"), label=_("Bring an edition")),
        "nothing": _("No list yet"),
        "nothing_text": _("Fetch a list where it is published and bring the file here."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.SCREEN_NAMES)
def new_edition(request: OfficerRequest) -> HttpResponse:
    """Bring a list's file."""
    page = FormPage(
        title=_("Bring an edition"),
        crumbs=[screening_link(), Link(url=reverse("web:editions"), label=_("Lists"))],
        save=_("Keep the edition"),
        back=reverse("web:editions"),
        lede=_("The file is kept as it is, with its hash. Half a file or an older one replaces nothing."),
        with_file=True,
    )

    def act(form: EditionForm) -> str:
        given = form.cleaned_data
        beside = given["beside"].read() if given["beside"] else b""
        made = bring_edition(
            by=request.user,
            content=given["file"].read(),
            beside=beside,
            generated_on=given["generated_on"],
            is_shrunk=given["is_shrunk"],
        )
        return reverse("web:edition", args=[made.pk])

    return fill_in(request, page, EditionForm, act)


def _one(key: UUID) -> ListEdition:
    found = ListEdition.objects.defer("content", "beside").filter(pk=key).select_related("before").first()
    if found is None:
        raise Http404
    return found


@for_officers(Power.SCREEN_NAMES)
def edition(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One edition: its day and hash, what it changed, and how often the register was held against it."""
    found = _one(key)
    if wants_csv(request):
        return _differences_csv(found)
    in_force = found.pk in {one.pk for one in editions_in_force()}
    title = f"{found.get_source_display()}, {found.generated_on:%d/%m/%Y}"
    context: dict[str, Any] = {
        "title": title,
        "crumbs": [
            screening_link(),
            Link(url=reverse("web:editions"), label=_("Lists")),
            Link(url="", label=title),
        ],
        "summary": [
            SummaryRow(label=_("Day of the edition"), value=found.generated_on),
            SummaryRow(label=_("Entries"), value=found.entry_count),
            SummaryRow(label=_("Hash (SHA-256)"), value=found.digest),
            SummaryRow(label=_("Brought by"), value=found.brought_by.name),
            SummaryRow(label=_("What was odd in the file"), value="; ".join(found.doubts[:10]) or None),
        ],
        "sections": [_differences(found), _runs(found)],
        "story": story_of(found, limit=8),
    }
    if in_force:
        context["post"] = Link(
            url=reverse("web:edition-screen", args=[found.pk]), label=_("Screen all suspects now")
        )
        if is_stale(found, timezone.localdate()):
            context |= {"warning": _("This edition is old"), "warning_text": _age(found).label}
    return render(request, "register/parts.html", context)


def _change_words() -> dict[str, str]:
    return {
        "came": _("New on the list"),
        "went": _("No longer on the list"),
        "changed": _("Changed on the list"),
    }


def _differences(found: ListEdition) -> Section:
    words = _change_words()
    more = Link(url="?as=csv", label=_("All %(n)s changes as CSV") % {"n": len(found.differences)})
    return Section(
        title=_("What it changed against the edition before"),
        columns=[
            Column(key="change", label=_("Change")),
            Column(key="key", label=_("Number on the list"), kind="code"),
            Column(key="name", label=_("Name on the list")),
        ],
        rows=[
            {"change": words[change], "key": key, "name": name}
            for change, key, name in found.differences[:_SHOWN]
        ],
        nothing=_("Nothing, or it is the first edition of this list."),
        more=more if found.differences else None,
    )


def _differences_csv(found: ListEdition) -> HttpResponse:
    """What an edition changed; a list is public, and no suspect stands in it."""
    return csv_file("list-changes", ("change", "key", "name"), found.differences)[0]


def _runs(found: ListEdition) -> Section:
    runs: list[ScreeningRun] = list(found.runs.select_related("by").order_by("-pk")[:_SHOWN])
    return Section(
        title=_("Screened with it"),
        columns=[
            Column(key="at", label=_("Day"), kind="date"),
            Column(key="screened", label=_("Suspects screened"), kind="number"),
            Column(key="in_part", label=_("Changes alone"), kind="number"),
            Column(key="raised", label=_("New alerts"), kind="number"),
            Column(key="remembered", label=_("Known before"), kind="number"),
            Column(key="by", label=_("Who")),
        ],
        rows=[
            {
                "at": run.at,
                "screened": run.screened,
                "in_part": run.in_part,
                "raised": run.raised,
                "remembered": run.remembered,
                "by": run.by.name if run.by else _("The nightly round"),
            }
            for run in runs
        ],
        nothing=_("The register was not held against this edition yet."),
    )


@require_POST
@for_officers(Power.SCREEN_NAMES)
def screen(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Hold every suspect against the edition in force of this list."""
    found = _one(key)
    try:
        run = screen_register(by=request.user, source=found.source)
    except ValueError as fault:
        messages.error(request, in_words(fault))
        return redirect("web:edition", found.pk)
    told = {"screened": run.screened, "raised": run.raised}
    messages.success(request, _("%(screened)s screened, %(raised)s new alerts. People decide.") % told)
    return redirect("web:alerts")
