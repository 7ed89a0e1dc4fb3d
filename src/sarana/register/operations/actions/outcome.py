from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import seal, unseal
from sarana.register.cases.actions import arrest_suspect
from sarana.register.cases.models import Suspect, Victim
from sarana.register.cases.rules import sees_case_by_right
from sarana.register.operations.actions.access import require_planned
from sarana.register.operations.enums import FoundAs, OperationState
from sarana.register.operations.models import Arrest, Operation, PersonFound


@transaction.atomic
def close_operation(
    *,
    by: Officer,
    operation: Operation,
    carried_out_on: date,
    found: dict[Victim, FoundAs] | None = None,
    arrested: Iterable[Suspect] = (),
    premises_inspected: int = 0,
    persons_screened: int = 0,
    interpreter_present: bool = False,
    minors_officer_present: bool = False,
    words: SealedWords | None = None,
) -> Operation:
    """Put an operation's outcome on record: the day, whom it found, whom it arrested.

    Raises:
        NotAllowed: one of those found or arrested belongs to a case that the officer may not see.
        Refused: the day lies in the future, or fewer persons were screened than found.
    """
    require_planned(by, operation)
    found = found or {}
    if not all(sees_case_by_right(by, victim.case) for victim in found):
        raise NotAllowed(Power.SEE_CASES)
    check_day(carried_out_on)
    check_screened(persons_screened, sum(what is FoundAs.FREED for what in found.values()))
    operation.state, operation.carried_out_on = OperationState.CARRIED_OUT, carried_out_on
    operation.premises_inspected, operation.persons_screened = premises_inspected, persons_screened
    operation.interpreter_present, operation.minors_officer_present = (
        interpreter_present,
        minors_officer_present,
    )
    seal(operation, {**unseal(operation), **(words or {})})
    operation.save()
    for victim, found_as in found.items():
        PersonFound.objects.update_or_create(
            operation=operation, victim=victim, defaults={"found_as": found_as}
        )
        operation.cases.add(victim.case)
    for suspect in arrested:
        Arrest.objects.get_or_create(operation=operation, suspect=suspect)
        operation.cases.add(suspect.case)
        arrest_suspect(by=by, suspect=suspect, on=carried_out_on, place=operation.place)
    see_who_waits(operation)
    change = {
        "carried_out_on": carried_out_on,
        "found": len(found),
        "premises_inspected": premises_inspected,
        "persons_screened": persons_screened,
    }
    record_deed(by=by, action="close_operation", record=operation, change=change)
    return operation


@transaction.atomic
def screen_person_found(*, by: Officer, found: PersonFound, on: date) -> PersonFound:
    """Put on record that a person who was found has been screened; what it showed is a status assertion of its own.

    Raises:
        ValueError: the day lies before the operation or in the future.
    """
    operation = found.operation
    if not (has_power(by, Power.RECORD_OPERATION) or has_power(by, Power.ASSERT_STATUS)):
        raise NotAllowed(Power.RECORD_OPERATION)
    if not sees_case_by_right(by, found.victim.case):
        raise NotAllowed(Power.SEE_CASES)
    if operation.carried_out_on is None or not operation.carried_out_on <= on <= timezone.localdate():
        raise Refused("A person is screened after the operation, and not in the future.", field="on")
    found.screened_on, found.screened_by = on, by
    found.save(update_fields=["screened_on", "screened_by"])
    see_who_waits(operation)
    record_deed(
        by=by, action="screen_person_found", record=operation, change={"victim": found.victim, "on": on}
    )
    return found


def see_who_waits(operation: Operation) -> None:
    """Keep since when somebody who was freed waits to be screened."""
    waits = operation.persons_found.filter(found_as=FoundAs.FREED, screened_on=None).exists()
    operation.unscreened_since = operation.carried_out_on if waits else None
    operation.save(update_fields=["unscreened_since"])


def check_day(carried_out_on: date) -> None:
    """Raise Refused for a day that is still to come."""
    if carried_out_on > timezone.localdate():
        raise Refused("An operation can't have been carried out in the future.", field="carried_out_on")


def check_screened(persons_screened: int, freed: int) -> None:
    """Raise Refused where fewer were screened than freed."""
    if persons_screened < freed:
        raise Refused(
            "Every person who was freed must have been screened; the numbers do not fit.",
            field="persons_screened",
        )
