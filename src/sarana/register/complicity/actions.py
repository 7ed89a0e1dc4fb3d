from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, agency_in_scope, has_power, require
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.cases.models import Case
from sarana.register.cases.rules import may_see_case
from sarana.register.complicity.enums import AllegationState, LockOrigin
from sarana.register.complicity.models import Allegation, Lock
from sarana.register.complicity.rules import may_see_allegation, namesakes
from sarana.register.readings import record_reading
from sarana.register.reports.models import Report, ReportLink
from sarana.register.reports.rules import may_see_report


@transaction.atomic
def record_allegation(
    *,
    by: Officer,
    made_on: date,
    words: SealedWords,
    case: Case | None = None,
    report: Report | None = None,
    officers: Iterable[Officer] = (),
    units: Iterable[Agency] = (),
    new_owner: Officer | None = None,
) -> Allegation:
    """Put on record that an official is said to be complicit, and lock those named out in the same moment.

    Locked out are the officers named, every officer who bears the name that is alleged (``official``), and all officers
    of the units named: from the case, its reports and operations, and from the allegation itself.

    Args:
        by: who records it; he can't be one of those named.
        made_on: the day on which it was said.
        words: ``official`` (name, rank, post) and ``narrative``: sealed at once.
        case: the case that it belongs to, or
        report: the report in which it was said.
        officers: officers of this system who are meant.
        units: agencies that are meant as a whole.
        new_owner: who takes the case over when its owner is locked out.

    Raises:
        ValueError: nobody is named, the recorder himself is, or the case would be left without an owner who may see it.
    """
    require(by, Power.NAME_OFFICIAL)
    _require_sight_of(by, case, report)
    if made_on > timezone.localdate():
        raise Refused("An allegation can't have been made in the future.", field="made_on")
    meant, agencies = list(officers), list(units)
    if not (words.get("official", "").strip() or meant or agencies):
        raise Refused("Name the official or the unit that is meant.", field="officers")
    if by in meant or any(agency_in_unit(by, unit) for unit in agencies):
        raise Refused("You are named yourself, or your unit is; somebody else must record this.", field=None)
    allegation = Allegation(made_on=made_on, recorded_by=by, agency=by.agency, case=case, report=report)
    allegation.number = number_of("A", allegation.id)
    seal(allegation, words, key=give_key(allegation, key_of(by.agency)))
    allegation.save(force_insert=True)
    allegation.units.set(agencies)
    alike = namesakes(
        _names_in(words.get("official", "")), Officer.objects.filter(is_active=True).exclude(pk=by.pk)
    )
    locked = {officer.pk: (officer, LockOrigin.NAMESAKE) for officer in alike}
    locked |= {officer.pk: (officer, LockOrigin.NAMED) for officer in meant}
    # Before the ledger is written: the entry must not be one that those named can read.
    for officer, origin in locked.values():
        _lock(allegation, officer, origin)
    _lock_units(allegation, agencies)
    _hand_over_ownership(by, allegation, new_owner)
    record_deed(
        by=by,
        action="record_allegation",
        record=allegation,
        change={"made_on": made_on, "locked_out": len(locked), "units": len(agencies)},
    )
    return allegation


def agency_in_unit(officer: Officer, unit: Agency) -> bool:
    """Whether the officer works in the unit or below it."""
    return officer.agency.path.startswith(unit.path)


@transaction.atomic
def read_allegation(*, by: Officer, allegation: Allegation) -> SealedWords:
    """Who is named and what is alleged; reading is put on record once per officer and day."""
    _require_allegation(by, allegation)
    record_reading(by=by, record=allegation, action="read_allegation")
    return unseal(allegation)


@transaction.atomic
def hand_over_allegation(*, by: Officer, allegation: Allegation, to: str, on: date) -> Allegation:
    """Say which body outside the unit concerned looks into it since when."""
    _require_handling(by, allegation)
    if not to.strip():
        raise Refused("Name the body that looks into it.", field="to")
    if on > timezone.localdate() or on < allegation.made_on:
        raise Refused("It can't be handed over before it was made, nor in the future.", field="on")
    allegation.handed_to, allegation.handed_on = to.strip()[:200], on
    allegation.state = AllegationState.HANDED_OVER
    allegation.save(update_fields=["handed_to", "handed_on", "state"])
    record_deed(by=by, action="hand_over_allegation", record=allegation, change={"on": on})
    return allegation


@transaction.atomic
def settle_allegation(
    *, by: Officer, allegation: Allegation, state: AllegationState | str, reason: str
) -> Allegation:
    """Say what the inquiry found; the locks stay until each is lifted."""
    _require_handling(by, allegation)
    if state not in {AllegationState.CONFIRMED, AllegationState.UNFOUNDED}:
        raise Refused("An inquiry ends with “confirmed” or “unfounded”.", field="state")
    if not reason.strip():
        raise Refused("Write down what the inquiry found.", field="reason")
    allegation.state = AllegationState(state)
    allegation.save(update_fields=["state"])
    record_deed(by=by, action="settle_allegation", record=allegation, change={"state": state}, reason=reason)
    return allegation


@transaction.atomic
def lock_out_officer(*, by: Officer, allegation: Allegation, officer: Officer) -> None:
    """Lock out an officer who turns out to be meant, or to stand close to somebody who is."""
    _require_allegation(by, allegation)
    if officer == by:
        raise Refused("You are named yourself, or your unit is; somebody else must record this.", field=None)
    Lock.objects.filter(allegation=allegation, officer=officer).update(lifted_at=None, lifted_by=None)
    _lock(allegation, officer, LockOrigin.NAMED)
    _hand_over_ownership(by, allegation, None)
    record_deed(by=by, action="lock_out", record=allegation, change={"officer": officer})


@transaction.atomic
def lift_lock(*, by: Officer, lock: Lock, reason: str) -> None:
    """Let an officer see the record again, because he is a mere namesake or was cleared.

    Whoever recorded the allegation can't lift its locks alone, nor can the officer himself.

    Raises:
        ValueError: no reason was given, or the lock was lifted already.
    """
    allegation = lock.allegation
    _require_handling(by, allegation)
    if by.pk in {lock.officer_id, allegation.recorded_by_id}:
        raise NotAllowed(Power.HANDLE_ALLEGATION)
    if not reason.strip():
        raise Refused("Write down why the officer may see it again.", field="reason")
    lock = Lock.objects.select_for_update().get(pk=lock.pk)
    if lock.lifted_at is not None:
        raise Refused("This lock was lifted already.", field=None)
    lock.lifted_at, lock.lifted_by = timezone.now(), by
    lock.save(update_fields=["lifted_at", "lifted_by"])
    for record in records_touched(allegation):
        if not _is_locked_elsewhere(lock, record):
            record.barred.remove(lock.officer)
    record_deed(by=by, action="lift_lock", record=allegation, change={"lock": lock}, reason=reason)


def records_touched(allegation: Allegation) -> list[Case | Report]:
    """The case and report of an allegation, and what is linked to either: who is named sees none of them.

    Reports about the same matter belong to it, and the cases that came of them: each may name him as well.
    """
    cases = {allegation.case_id} if allegation.case_id else set()
    reports = {allegation.report_id} if allegation.report_id else set()
    reports |= set(Report.objects.filter(cases__in=cases).values_list("pk", flat=True))
    same = ReportLink.objects.filter(Q(one__in=reports) | Q(other__in=reports), unlinked_at=None)
    reports |= {key for pair in same.values_list("one", "other") for key in pair}
    cases |= set(Case.objects.filter(reports__in=reports).values_list("pk", flat=True))
    reports |= set(Report.objects.filter(cases__in=cases).values_list("pk", flat=True))
    return [*Case.objects.filter(pk__in=cases), *Report.objects.filter(pk__in=reports)]


@transaction.atomic
def relock_allegations() -> int:
    """Lock officers out who were appointed or moved since, and bear a name or serve in a unit that is alleged.

    Returns:
        How many officers were locked out of something that they could see until now.
    """
    newly = 0
    officers = list(Officer.objects.filter(is_active=True).select_related("agency"))
    for allegation in Allegation.objects.prefetch_related("units", "locks"):
        known = {lock.officer_id for lock in allegation.locks.all()} | {allegation.recorded_by_id}
        names = _names_in(unseal(allegation).get("official", ""))
        for officer in namesakes(names, [o for o in officers if o.pk not in known]):
            _lock(allegation, officer, LockOrigin.NAMESAKE)
            record_deed(by=None, action="lock_out", record=allegation, change={"officer": officer})
            newly += 1
        _lock_units(allegation, list(allegation.units.all()))
    return newly


def _lock(allegation: Allegation, officer: Officer, origin: LockOrigin) -> None:
    Lock.objects.get_or_create(allegation=allegation, officer=officer, defaults={"origin": origin})
    for record in records_touched(allegation):
        record.barred.add(officer)


def _lock_units(allegation: Allegation, units: list[Agency]) -> None:
    for record in records_touched(allegation):
        record.barred_agencies.add(*units)


def _is_locked_elsewhere(lock: Lock, record: Case | Report) -> bool:
    """Whether another lock that stands keeps the officer from the same record."""
    others = Lock.objects.filter(officer=lock.officer, lifted_at=None).exclude(pk=lock.pk)
    return any(record in records_touched(other.allegation) for other in others.select_related("allegation"))


def _hand_over_ownership(by: Officer, allegation: Allegation, new_owner: Officer | None) -> None:
    """A case whose owner is locked out goes to somebody who may see it, so that it does not lie still."""
    for record in records_touched(allegation):
        if isinstance(record, Case) and not may_see_case(record.owner, record):
            owner = new_owner or by
            if not (has_power(owner, Power.EDIT_CASE) and _may_take_over(owner, record)):
                raise Refused(
                    "The owner of the case is named; choose another officer who takes it over.",
                    field="new_owner",
                )
            record.owner = owner
            record.save(update_fields=["owner"])
            record_deed(by=by, action="hand_over_case", record=record, change={"owner": owner})


def _may_take_over(officer: Officer, case: Case) -> bool:
    return may_see_case(officer, case) or (
        agency_in_scope(officer, case.agency.path) and not case.barred.filter(pk=officer.pk).exists()
    )


def _names_in(text: str) -> list[str]:
    """The names in what was typed: parts between commas, semicolons or line ends."""
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    return [part.strip() for part in parts if len(part.split()) > 1 or not part.isascii()]


def _require_sight_of(by: Officer, case: Case | None, report: Report | None) -> None:
    if case is None and report is None:
        raise Refused("An allegation belongs to a case or to a report.", field=None)
    if case is not None and not may_see_case(by, case):
        raise NotAllowed(Power.SEE_CASES)
    if report is not None and not may_see_report(by, report):
        raise NotAllowed(Power.SEE_REPORTS)


def _require_allegation(by: Officer, allegation: Allegation) -> None:
    if not may_see_allegation(by, allegation):
        raise NotAllowed(Power.HANDLE_ALLEGATION)


def _require_handling(by: Officer, allegation: Allegation) -> None:
    require(by, Power.HANDLE_ALLEGATION)
    _require_allegation(by, allegation)
