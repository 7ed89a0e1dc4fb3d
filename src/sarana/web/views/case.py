"""One case on one page: where, who, danger, what is due, who has seen it; then everything in it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.files.queries import attachments_of
from sarana.base.places.queries import full_name
from sarana.base.vault.queries import openings_of
from sarana.base.vault.sealing import unseal
from sarana.register.cases.actions import read_case
from sarana.register.cases.models import Case, Event, Suspect, Victim
from sarana.register.cases.queries import case_numbered, events_of_case
from sarana.register.cases.rules import may_edit_case, may_open_identities, may_read_case, was_minor
from sarana.register.operations.models import Operation
from sarana.register.proceedings.queries import proceedings_of_case
from sarana.register.readings import readers_of
from sarana.register.reports.enums import YesNoUnknown
from sarana.register.reports.models import Report
from sarana.register.traces.models import QuietCase
from sarana.web.components import Column, Link, Status
from sarana.web.views.case_due import what_is_due
from sarana.web.views.case_story import parts_of, story_of_case
from sarana.web.views.cases import cases_link
from sarana.web.views.crossings import notices_of
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.operations import operation_columns, operation_row
from sarana.web.views.phrases import case_state, code_words, place_words
from sarana.web.views.proceedings import proceeding_columns, proceeding_row
from sarana.web.views.report_lists import report_columns, report_row
from sarana.web.views.sections import Section
from sarana.web.views.supervision import flag_notes
from sarana.web.views.suspects import suspect_columns, suspect_row
from sarana.web.views.traces import traces_section
from sarana.web.views.tricks import trick_links
from sarana.web.views.victims import victim_columns, victim_row
from sarana.web.wording import day

BREAK = SafeString("<br>")
_STORY = 8


@for_officers(Power.SEE_CASES)
def case(request: OfficerRequest, number: str) -> HttpResponse:
    """The whole case."""
    officer = request.user
    found = only(case_numbered(officer, number=number.upper()))
    may_edit = may_edit_case(officer, found)
    parts = parts_of(officer, found)
    victims, suspects, reports = parts.victims, parts.suspects, parts.reports
    proceedings = proceedings_of_case(case=found.pk)
    helped = {service.victim_id for service in parts.services}
    context: dict[str, Any] = {
        "case": found,
        "crumbs": [cases_link(), Link(url="", label=found.number)],
        "words": read_case(by=officer, case=found) if may_read_case(officer, found) else None,
        "state": case_state(found),
        "place": full_name(found.place) if found.place else None,
        "who": _who(victims, suspects),
        "danger": _danger(reports),
        "due": what_is_due(
            found, victims, suspects, helped=helped, before_court={p.suspect_id for p in proceedings}
        ),
        "partners": list(found.partners.all()),
        "team": list(found.team.all()),
        "readers": readers_of(found),
        "tricks": trick_links(found),
        "openings": openings_of([*victims, *suspects], 6),
        "sections": [
            _victims(found, victims, may_edit=may_edit),
            _suspects(found, suspects, may_edit=may_edit),
            _events(found, may_edit=may_edit),
            traces_section(officer, found, may_edit=may_edit),
            _operations(officer, found, parts.operations),
            Section(
                title=_("Proceedings"),
                anchor="proceedings",
                columns=[column for column in proceeding_columns() if column.key != "stage"],
                rows=[proceeding_row(p) for p in proceedings],
                nothing=_("No proceeding yet; one is opened on a suspect’s page."),
            ),
            _reports(reports),
        ],
        "files": _files(officer, found),
        "may_edit": may_edit,
        "may_name": has_power(officer, Power.NAME_OFFICIAL),
        "notices": notices_of(officer, found),
        "flags": flag_notes(officer, found, may_edit=may_edit),
        # Only what was said openly: that an allegation keeps the case quiet is not for everybody who sees the case.
        "is_quiet": QuietCase.objects.filter(case=found, lifted_at=None).exists(),
        "may_lift": officer.pk == found.owner_id,
        "story": story_of_case(parts)[:_STORY],
        "days_open": ((found.closed_on or timezone.localdate()) - found.opened_on).days,
    }
    context["ways"] = _ways(context["sections"])
    return render(request, "register/case.html", context)


def _ways(sections: list[Section]) -> list[Link]:
    """The way to each part of the page, with how much is in it."""
    return [
        Link(url=f"#{section.anchor}", label=section.title, count=len(section.rows))
        for section in sections
        if section.anchor
    ]


def _who(victims: list[Victim], suspects: list[Suspect]) -> dict[str, int]:
    return {
        "victims": len(victims),
        "minors": sum(was_minor(victim.age_at_event) is True for victim in victims),
        "suspects": len(suspects),
        "arrested": sum(suspect.arrested_on is not None for suspect in suspects),
    }


def _danger(reports: list[Report]) -> Status:
    """The gravest of what the case's reports say."""
    if any(report.danger_now == YesNoUnknown.YES for report in reports):
        return Status(code="yes", label=_("Reported: somebody is in danger"), tone="bad")
    return Status(code="none", label=_("None reported"), tone="neutral")


def _victims(case: Case, victims: list[Victim], *, may_edit: bool) -> Section:
    add = Link(url=reverse("web:victim-new", args=[case.number]), label=_("Add a victim"))
    return Section(
        title=_("Victims"),
        anchor="victims",
        columns=victim_columns(with_case=False),
        rows=[victim_row(victim) for victim in victims],
        nothing=_("No victim is on record in this case."),
        add=add if may_edit else None,
    )


def _suspects(case: Case, suspects: list[Suspect], *, may_edit: bool) -> Section:
    add = Link(url=reverse("web:suspect-new", args=[case.number]), label=_("Add a suspect"))
    return Section(
        title=_("Suspects"),
        anchor="suspects",
        columns=suspect_columns(with_case=False),
        rows=[suspect_row(suspect) for suspect in suspects],
        nothing=_("No suspect is on record in this case."),
        add=add if may_edit else None,
    )


def _events(case: Case, *, may_edit: bool) -> Section:
    rows = [
        {"when": _when(event), "place": place_words(event.place), "elements": _elements(event)}
        for event in events_of_case(case=case.pk)
    ]
    columns = [
        Column(key="when", label=_("When")),
        Column(key="place", label=_("Where")),
        Column(key="elements", label=_("What happened")),
    ]
    add = Link(url=reverse("web:event-new", args=[case.number]), label=_("Add an event"))
    return Section(
        title=_("Events"),
        anchor="events",
        columns=columns,
        rows=rows,
        nothing=_("What happened, where and when, is not on record yet."),
        add=add if may_edit else None,
    )


def _when(event: Event) -> SafeString:
    return format_html("{}<br>– {}", day(event.started_on, short=True), day(event.ended_on, short=True))


def _elements(event: Event) -> SafeString:
    """Act, means and purpose, each on a line of its own."""
    parts = (
        (_("Act"), code_words("PalermoAct", event.acts)),
        (_("Means"), code_words("PalermoMeans", event.means)),
        (_("Purpose"), code_words("PalermoPurpose", event.purposes)),
    )
    return format_html_join(BREAK, "{}: {}", ((name, words or "–") for name, words in parts))


def _operations(officer: Officer, case: Case, operations: list[Operation]) -> Section:
    add = Link(url=f"{reverse('web:operation-new')}?case={case.number}", label=_("Plan an operation"))
    return Section(
        title=_("Operations"),
        anchor="operations",
        columns=[column for column in operation_columns() if column.key not in {"place", "agency"}],
        rows=[operation_row(o) for o in operations],
        nothing=_("No operation for this case that you can see."),
        add=add if has_power(officer, Power.RECORD_OPERATION) else None,
    )


def _reports(reports: list[Report]) -> Section:
    return Section(
        title=_("Reports"),
        anchor="reports",
        columns=[
            column
            for column in report_columns()
            if column.key in {"number", "received_at", "danger", "state"}
        ],
        rows=[report_row(report) for report in reports],
        nothing=_("No report that you can see belongs to this case."),
    )


def _files(officer: Officer, case: Case) -> list[dict[str, object]]:
    """The case's files; names are sealed as well, and shown to those who may open identities."""
    may_open = may_open_identities(officer, case)
    return [
        {
            "name": unseal(file)["name"] if may_open else _("File (name sealed)"),
            "url": reverse("web:case-file", args=[case.number, file.pk]) if may_open else "",
            "added_at": file.added_at,
            "by": file.added_by.name,
            "size": max(1, file.size // 1024),
        }
        for file in attachments_of(case)
    ]
