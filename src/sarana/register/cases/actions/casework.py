from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.places.models import Place
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.cases.enums import CaseState
from sarana.register.cases.models import Case, Event, Suspect, Victim
from sarana.register.cases.queries import overseers_of
from sarana.register.cases.rules import may_edit_case, may_read_case, sees_case_by_right
from sarana.register.editing import apply_changes
from sarana.register.readings import record_reading
from sarana.register.reports.actions import bar_from_all, share_conflicts
from sarana.register.reports.enums import ReportState
from sarana.register.reports.models import Report
from sarana.register.reports.rules import is_kept_out, keeps_out, may_see_report, require_wanted


class KeptOut(Refused):
    """A reporter keeps out who takes part in the case to which his report shall be linked; ``whom`` says who."""

    def __init__(self, whom: list[Agency | Officer]) -> None:
        super().__init__(
            "The reporter keeps somebody out who takes part in this case: let them out, or open another.",
            field="let_out",
        )
        self.whom = whom


@transaction.atomic
def open_case(
    *,
    by: Officer,
    opened_on: date,
    words: SealedWords,
    place: Place | None = None,
    reports: Iterable[Report] = (),
    agency: Agency | None = None,
) -> Case:
    """Open a case, usually from one or more reports.

    Args:
        by: who opens it and owns it at first.
        opened_on: the day; not in the future.
        words: ``title`` and ``summary``: sealed at once.
        place: where most of it happened.
        reports: the reports it comes from, each of which the officer may see.
        agency: the agency that works on it; the officer's own when not given.
    """
    require(by, Power.OPEN_CASE)
    if opened_on > timezone.localdate():
        raise Refused("A case can't have been opened in the future.", field="opened_on")
    case = Case(agency=agency or by.agency, owner=by, opened_by=by, opened_on=opened_on, place=place)
    case.number = number_of("C", case.id)
    key = give_key(case, key_of(case.agency))
    seal(case, words, key=key)
    case.save(force_insert=True)
    record_deed(by=by, action="open_case", record=case, change={"opened_on": opened_on, "place": place})
    for report in reports:
        link_report(by=by, case=case, report=report)
    return case


@transaction.atomic
def link_report(*, by: Officer, case: Case, report: Report, let_out: bool = False) -> None:
    """Say that a report belongs to a case; one report may belong to several.

    Args:
        by: who sees both.
        case: what it belongs to.
        report: what was told.
        let_out: let those out of the case who take part in it and whom the reporter keeps out.

    Raises:
        NotAllowed: he does not see both, or lets somebody out of a case that is not his to change.
        ValueError: the reporter keeps out whose case it is.
        KeptOut: he keeps somebody out who takes part, and nobody said that they are let out.
    """
    if not (sees_case_by_right(by, case) and may_see_report(by, report)):
        raise NotAllowed(Power.SEE_REPORTS)
    let_go = _let_out(by, case, report, allowed=let_out)
    case.reports.add(report)
    _share_conflicts(case)
    if report.state != ReportState.LINKED:
        report.state = ReportState.LINKED
        report.acknowledged_at = report.acknowledged_at or timezone.now()
        report.save(update_fields=["state", "acknowledged_at"])
    record_deed(by=by, action="link_report", record=case, change={"report": report, **let_go})
    record_deed(by=by, action="link_report", record=report, change={"case": case})


def _let_out(by: Officer, case: Case, report: Report, *, allowed: bool) -> dict[str, Any]:
    """Take those out of the case whom the reporter fears, for the ledger: what he told would show in what they see."""
    if is_kept_out(case.agency, report) or any(
        keeps_out(report, one) for one in (case.owner, case.opened_by)
    ):
        raise Refused("The reporter keeps out who works on this case: open a case of its own.", field="case")
    bodies = [one for one in case.partners.all() if is_kept_out(one, report)]
    officers = [one for one in case.team.select_related("agency") if keeps_out(report, one)]
    if not bodies and not officers:
        return {}
    if not allowed:
        raise KeptOut([*bodies, *officers])
    require_edit(by, case)
    case.partners.remove(*bodies)
    case.team.remove(*officers)
    return {"let_out": [*(one.code for one in bodies), *(str(one.pk) for one in officers)]}


@transaction.atomic
def amend_case(
    *,
    by: Officer,
    case: Case,
    seen_version: int,
    changes: dict[str, Any],
    words: SealedWords | None = None,
) -> Case:
    """Change fields and sealed words (``title``, ``summary``); raises EditConflict when somebody else changed the same."""
    require_edit(by, case)
    return apply_changes(
        by=by, record=case, seen_version=seen_version, changes=changes, words=words, action="amend_case"
    )


def read_case(*, by: Officer, case: Case) -> SealedWords:
    """The case's sealed words; reading is put on record once per officer, case and day."""
    if not may_read_case(by, case):
        raise NotAllowed(Power.OPEN_CASE)
    record_reading(by=by, record=case, action="read_case")
    return unseal(case)


@transaction.atomic
def close_case(
    *, by: Officer, case: Case, on: date, reason: str, state: CaseState | str = CaseState.CLOSED
) -> Case:
    """Close a case on a day with a reason."""
    require_edit(by, case)
    if not reason.strip():
        raise Refused("Write down why the case is closed.", field="reason")
    if on < case.opened_on:
        raise Refused("A case can't be closed before it was opened.", field="on")
    case.state, case.closed_on, case.closure_reason = CaseState(state), on, reason.strip()[:300]
    case.save(update_fields=["state", "closed_on", "closure_reason"])
    record_deed(
        by=by, action="close_case", record=case, change={"closed_on": on, "state": state}, reason=reason
    )
    return case


@transaction.atomic
def share_case(*, by: Officer, case: Case, agency: Agency, reason: str) -> None:
    """Let another agency take part in a case.

    Raises:
        ValueError: somebody whose report led to the case keeps the agency out.
    """
    require_edit(by, case)
    require_wanted(case.reports.all(), agencies=[agency])
    case.partners.add(agency)
    record_deed(by=by, action="share_case", record=case, change={"agency": agency.code}, reason=reason)


@transaction.atomic
def name_to_team(*, by: Officer, case: Case, officer: Officer) -> None:
    """Name an officer to a case.

    Raises:
        ValueError: somebody whose report led to the case keeps his body or province out.
    """
    require_edit(by, case)
    require_wanted(case.reports.all(), officers=[officer])
    case.team.add(officer)
    record_deed(by=by, action="name_to_team", record=case, change={"officer": officer})


def _share_conflicts(case: Case) -> None:
    """A conflict of interest travels with the words: from a case to the reports it came of, and the other way round."""
    told = list(case.reports.all())
    for report in told:
        report.barred.add(*case.barred.all())
        report.barred_agencies.add(*case.barred_agencies.all())
    share_conflicts(*told)


@transaction.atomic
def bar_officer_from_case(*, by: Officer, case: Case, officer: Officer, reason: str) -> None:
    """Keep an officer from a case, and from the reports it came of, for a conflict of interest, whatever his role.

    Raises:
        ValueError: nobody who watches over it, or over one of the reports, would see it any more.
    """
    require_edit(by, case)
    if overseers_of(case) == [officer]:
        raise Refused(
            "Nobody who watches over cases could see this one any more; tell them first.", field="officer"
        )
    bar_from_all(officer, *case.reports.all())
    case.barred.add(officer)
    record_deed(by=by, action="bar_officer", record=case, change={"officer": officer}, reason=reason)


@transaction.atomic
def record_event(
    *,
    by: Officer,
    case: Case,
    started_on: date | None = None,
    ended_on: date | None = None,
    place: Place | None = None,
    stage: str = "Exploitation",
    country: str = "KH",
    recruited_in: str = "",
    acts: list[str] | None = None,
    means: list[str] | None = None,
    purposes: list[str] | None = None,
    forms_of_exploitation: list[str] | None = None,
    victims: Iterable[Victim] = (),
    suspects: Iterable[Suspect] = (),
) -> Event:
    """Put a trafficking event on record with the victims and suspects it concerns."""
    require_edit(by, case)
    if started_on and ended_on and ended_on < started_on:
        raise Refused("The event can't have ended before it began.", field="ended_on")
    event = Event.objects.create(
        case=case,
        started_on=started_on,
        ended_on=ended_on,
        place=place,
        stage=stage,
        country=country,
        recruited_in=recruited_in,
        acts=acts or [],
        means=means or [],
        purposes=purposes or [],
        forms_of_exploitation=forms_of_exploitation or [],
    )
    event.victims.set(victims)
    event.suspects.set(suspects)
    record_deed(by=by, action="record_event", record=case, change={"event": event, "started_on": started_on})
    return event


def require_edit(by: Officer, case: Case) -> None:
    """Raise NotAllowed unless the officer may add to the case."""
    if not may_edit_case(by, case):
        raise NotAllowed(Power.EDIT_CASE)
