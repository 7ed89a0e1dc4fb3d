"""What happened in a case, in the order of days: reports, persons, words of authorities, operations, courts, help."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.register.care.models import Service
from sarana.register.care.queries import services_of_case
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.cases.queries import (
    assertions_of_case,
    case_numbered,
    reports_of_case,
    suspects_of_case,
    victims_of_case,
)
from sarana.register.identification.queries import interviews_of_case
from sarana.register.operations.enums import OperationState
from sarana.register.operations.models import Operation
from sarana.register.operations.queries import operations_of_case
from sarana.register.proceedings.queries import steps_of_case
from sarana.register.reports.models import Report
from sarana.web.components import Link, TimelineEntry
from sarana.web.views.cases import case_crumbs
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.phrases import code_words, url_of
from sarana.web.wording import labelled

PAGE = 20


@dataclass(frozen=True)
class Parts:
    """What belongs to a case, as far as the officer may see it; read once for the page and its story."""

    case: Case
    victims: list[Victim]
    suspects: list[Suspect]
    reports: list[Report]
    operations: list[Operation]
    services: list[Service]


def parts_of(officer: Officer, case: Case) -> Parts:
    """The parts of a case that he may see."""
    return Parts(
        case=case,
        victims=_of(case, victims_of_case(case=case.pk)),
        suspects=_of(case, suspects_of_case(case=case.pk)),
        reports=reports_of_case(officer, case=case.pk),
        operations=operations_of_case(officer, case=case.pk),
        services=services_of_case(case=case.pk),
    )


def _of[Person: (Victim, Suspect)](case: Case, people: list[Person]) -> list[Person]:
    """The people of the case, who need not ask for it again."""
    for person in people:
        person.case = case
    return people


def story_of_case(parts: Parts) -> list[TimelineEntry]:
    """Everything dated in the case that the officer may see, latest first. No name is in it."""
    tellers = (_reports, _people, _assertions, _operations, _courts, _help, _interviews, _ends)
    entries = [entry for teller in tellers for entry in teller(parts)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _day(at: date | datetime) -> date:
    return timezone.localtime(at).date() if isinstance(at, datetime) else at


def _reports(parts: Parts) -> Iterator[TimelineEntry]:
    for report in parts.reports:
        yield TimelineEntry(
            at=_day(report.received_at),
            title=_("Report %(number)s received") % {"number": report.number},
            by=report.get_channel_display(),
            url=url_of(report),
        )


def _people(parts: Parts) -> Iterator[TimelineEntry]:
    for victim in parts.victims:
        title = _("Victim %(number)s added") % {"number": victim.number}
        yield TimelineEntry(
            at=_day(victim.added_at), title=title, by=victim.added_by.agency.name, url=url_of(victim)
        )
    for suspect in parts.suspects:
        title = _("Suspect %(number)s added") % {"number": suspect.number}
        yield TimelineEntry(
            at=_day(suspect.added_at), title=title, by=suspect.added_by.agency.name, url=url_of(suspect)
        )
        if suspect.arrested_on:
            title = _("Suspect %(number)s arrested") % {"number": suspect.number}
            yield TimelineEntry(at=suspect.arrested_on, title=title, url=url_of(suspect))


def _assertions(parts: Parts) -> Iterator[TimelineEntry]:
    for word in assertions_of_case(case=parts.case.pk):
        yield TimelineEntry(
            at=word.asserted_on,
            title=labelled(word.victim.number, word.get_assertion_display()),
            by=word.agency.name,
            url=f"{url_of(word.victim)}#status",
        )


def _operations(parts: Parts) -> Iterator[TimelineEntry]:
    for operation in parts.operations:
        done = operation.state == OperationState.CARRIED_OUT and operation.carried_out_on
        yield TimelineEntry(
            at=operation.carried_out_on if done and operation.carried_out_on else operation.planned_for,
            title=labelled(
                f"{operation.get_kind_display()} {operation.number}", operation.get_state_display()
            ),
            by=operation.lead_agency.name,
            url=url_of(operation),
        )


def _courts(parts: Parts) -> Iterator[TimelineEntry]:
    for step in steps_of_case(case=parts.case.pk):
        verdict = f" · {step.get_verdict_display()}" if step.verdict else ""
        yield TimelineEntry(
            at=step.on,
            title=labelled(step.proceeding.suspect.number, f"{step.get_stage_display()}{verdict}"),
            by=step.proceeding.court.name,
            url=url_of(step.proceeding),
        )


def _help(parts: Parts) -> Iterator[TimelineEntry]:
    for service in parts.services:
        yield TimelineEntry(
            at=service.started_on,
            title=_("Help for %(number)s: %(kind)s")
            % {"number": service.victim.number, "kind": code_words("SupportPlanType", [service.kind])},
            by=service.agency.name,
            url=f"{url_of(service.victim)}#care",
        )


def _interviews(parts: Parts) -> Iterator[TimelineEntry]:
    for interview in interviews_of_case(case=parts.case.pk):
        yield TimelineEntry(
            at=_day(interview.started_at),
            title=labelled(interview.victim.number, interview.get_form_display()),
            by=interview.agency.name,
            url=url_of(interview),
        )


def _ends(parts: Parts) -> Iterator[TimelineEntry]:
    case = parts.case
    yield TimelineEntry(at=case.opened_on, title=_("Case opened"), by=case.agency.name)
    if case.closed_on:
        yield TimelineEntry(at=case.closed_on, title=_("Case closed"), text=case.closure_reason)


@for_officers(Power.SEE_CASES)
def story(request: OfficerRequest, number: str) -> HttpResponse:
    """The whole of it, a page at a time."""
    case = only(case_numbered(request.user, number=number.upper()))
    entries = story_of_case(parts_of(request.user, case))
    asked = request.GET.get("from", "")
    first = min(int(asked), len(entries)) if asked.isdecimal() and len(asked) < len("10000000") else 0
    path = reverse("web:case-story", args=[case.number])
    context = {
        "case": case,
        "crumbs": [*case_crumbs(case), Link(url="", label=_("What happened"))],
        "entries": entries[first : first + PAGE],
        "newer": f"{path}?from={max(0, first - PAGE)}" if first else "",
        "older": f"{path}?from={first + PAGE}" if first + PAGE < len(entries) else "",
    }
    return render(request, "register/story.html", context)
