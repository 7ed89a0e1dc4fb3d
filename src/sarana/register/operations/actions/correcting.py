from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.refused import Refused
from sarana.base.vault.actions import require_nameless
from sarana.base.vault.models import Identity, SealedWords
from sarana.base.vault.sealing import unseal
from sarana.register.cases.actions import arrest_suspect, put_arrest_right
from sarana.register.cases.models import Suspect, Victim
from sarana.register.cases.rules import sees_case_by_right
from sarana.register.editing import Beside, apply_changes
from sarana.register.operations.actions.access import require_sight
from sarana.register.operations.actions.outcome import check_day, check_screened, see_who_waits
from sarana.register.operations.enums import FoundAs, OperationState
from sarana.register.operations.models import Arrest, Operation, PersonFound

# What an outcome says, besides persons and words.
_OUTCOME = (
    "carried_out_on",
    "premises_inspected",
    "persons_screened",
    "interpreter_present",
    "minors_officer_present",
)


@transaction.atomic
def correct_outcome(
    *,
    by: Officer,
    operation: Operation,
    seen_version: int,
    reason: str,
    changes: dict[str, Any],
    found: Mapping[Victim, FoundAs | None] | None = None,
    arrested: Mapping[Suspect, bool] | None = None,
    words: SealedWords | None = None,
) -> Operation:
    """Put right what was written wrongly about an operation's outcome; the ledger keeps what stood there and why.

    Args:
        by: who corrects it: whoever records operations and sees this one, as with telling the prosecutor.
        operation: one that was carried out.
        seen_version: the version that he had before him.
        reason: what was wrong; it names nobody.
        changes: new values of ``carried_out_on``, ``premises_inspected``, ``persons_screened``, ``interpreter_present``,
            ``minors_officer_present``, as far as they change.
        found: what became of a person, or None for one who was not there after all; who is not named stays.
        arrested: whether a suspect was arrested; who is not named stays.
        words: the sealed ``outcome``.

    Raises:
        EditConflict: somebody else changed the same. NotAllowed: a person of a case that he may not see.
        Refused: no reason or one that names somebody, nothing changes, or it would not fit the rest of the record.
    """
    found, arrested = dict(found or {}), dict(arrested or {})
    operation = _to_correct(by, operation, reason, [*found, *arrested])
    beside = _beside(operation, found, arrested)
    version, was = operation.version, operation.carried_out_on
    corrected = apply_changes(
        by=by,
        record=operation,
        seen_version=seen_version,
        changes=changes,
        words=words,
        beside=beside,
        action="correct_outcome",
        reason=reason.strip(),
    )
    if corrected.version == version:
        raise Refused("Nothing is different from what stands on record.", field=None)
    _set_found(corrected, found)
    _set_arrests(by, corrected, arrested, was, reason.strip())
    _check_outcome(corrected)
    see_who_waits(corrected)
    # Last, and undone as a whole: who guesses at a name here leaves every wrong guess on the audit trail.
    require_nameless(reason, _identities_of(by, corrected))
    return corrected


def _to_correct(
    by: Officer, operation: Operation, reason: str, persons: Iterable[Victim | Suspect]
) -> Operation:
    require_sight(by, operation)
    if not all(sees_case_by_right(by, person.case) for person in persons):
        raise NotAllowed(Power.SEE_CASES)
    if operation.state != OperationState.CARRIED_OUT:
        raise Refused("This operation has no outcome on record that could be put right.", field=None)
    if not reason.strip():
        raise Refused("Write down what was wrong.", field="reason")
    return (
        Operation.objects.select_for_update(of=("self",))
        .select_related("place", "agency_key")
        .get(pk=operation.pk)
    )


@transaction.atomic
def take_outcome_back(*, by: Officer, operation: Operation, seen_version: int, reason: str) -> Operation:
    """Take an outcome off the record that was written for an operation which never took place: it is called off.

    It doesn't lie ahead again, for then its team alone would see it, and could hide by that what it did. The ledger keeps
    what the outcome said; whom it had found or arrested goes off the record as when each is put right.

    Raises:
        EditConflict: somebody else changed the outcome. Refused: no reason, or somebody whom it found was screened.
    """
    operation = _to_correct(by, operation, reason, [])
    people = operation.persons_found.select_related("victim__case")
    if people.exclude(screened_on=None).exists():
        raise Refused("Somebody whom it found was screened; put that person right first.", field="undo")
    found: dict[Victim, FoundAs | None] = {each.victim: None for each in people}
    arrested = {each.suspect: False for each in operation.arrests.select_related("suspect__case")}
    persons: list[Victim | Suspect] = [*found, *arrested]
    if not all(sees_case_by_right(by, person.case) for person in persons):
        raise NotAllowed(Power.SEE_CASES)
    words = {"outcome": ""} if unseal(operation).get("outcome") else {}
    was, beside = operation.carried_out_on, _beside(operation, found, arrested)
    _set_arrests(by, operation, arrested, was, reason.strip())
    _set_found(operation, found)
    nothing = Operation()  # holds what each fact is when nothing was told
    changes = {name: getattr(nothing, name) for name in _OUTCOME}
    taken = apply_changes(
        by=by,
        record=operation,
        seen_version=seen_version,
        changes={**changes, "state": OperationState.CALLED_OFF},
        words=words,
        beside=beside,
        action="take_outcome_back",
        reason=reason.strip(),
    )
    see_who_waits(taken)
    require_nameless(reason, _identities_of(by, taken))
    return taken


def _beside(
    operation: Operation, found: Mapping[Victim, FoundAs | None], arrested: Mapping[Suspect, bool]
) -> Beside:
    """Who was found and arrested, before and after, as the ledger and a page of two editors name it."""
    stood = dict(operation.persons_found.values_list("victim", "found_as"))
    taken = set(operation.arrests.values_list("suspect", flat=True))
    beside = {f"found_{v.number}": (stood.get(v.pk, ""), str(what or "")) for v, what in found.items()}
    if arrested:
        before = sorted(s.number for s in arrested if s.pk in taken)
        beside["arrested"] = (before, sorted(s.number for s, is_taken in arrested.items() if is_taken))  # type: ignore[assignment]
    return beside


def _set_found(operation: Operation, found: Mapping[Victim, FoundAs | None]) -> None:
    for victim, what in found.items():
        if what is None:
            operation.persons_found.filter(victim=victim).delete()
            continue
        PersonFound.objects.update_or_create(operation=operation, victim=victim, defaults={"found_as": what})
        operation.cases.add(victim.case)


def _set_arrests(
    by: Officer, operation: Operation, arrested: Mapping[Suspect, bool], was: date | None, reason: str
) -> None:
    """Arrests follow the operation: those taken off, those that were forgotten, and with its day all the others."""
    on, place = operation.carried_out_on, operation.place
    if on is None or was is None:
        return
    for arrest in operation.arrests.select_related("suspect__case"):
        stays = arrested.get(arrest.suspect, True)
        if not stays:
            arrest.delete()
        if not stays or on != was:
            day = on if stays else None
            put_arrest_right(by=by, suspect=arrest.suspect, was=was, on=day, place=place, reason=reason)
    for suspect, is_taken in arrested.items():
        if is_taken and Arrest.objects.get_or_create(operation=operation, suspect=suspect)[1]:
            operation.cases.add(suspect.case)
            arrest_suspect(by=by, suspect=suspect, on=on, place=place)


def _check_outcome(operation: Operation) -> None:
    """What would contradict the rest of the record is refused."""
    people = operation.persons_found
    if operation.carried_out_on is not None:
        check_day(operation.carried_out_on)
        if people.filter(screened_on__lt=operation.carried_out_on).exists():
            raise Refused("Somebody whom it found was screened before that day.", field="carried_out_on")
    check_screened(operation.persons_screened, people.filter(found_as=FoundAs.FREED).count())


def _identities_of(by: Officer, operation: Operation) -> list[Identity]:
    """Who the persons of its cases are, as far as the officer sees them."""
    seen = [case for case in operation.cases.all() if sees_case_by_right(by, case)]
    known = Identity.objects.select_related("agency_key")
    victims = known.filter(as_victim__case__in=seen)
    return [*victims, *known.filter(as_suspect__case__in=seen)]
