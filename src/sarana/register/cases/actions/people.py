import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.ledger.models import Entry
from sarana.base.places.models import Place
from sarana.base.refused import Refused
from sarana.base.vault.actions import (
    amend_identity,
    drop_drafts_of,
    erase_identity,
    keep_identity,
    open_one_identity,
)
from sarana.base.vault.enums import IdentityKind
from sarana.base.vault.models import Identity, SealedWords
from sarana.base.vault.rules import IDENTITY_FIELDS
from sarana.base.vault.sealing import unseal
from sarana.register.cases.actions.casework import require_edit
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.cases.rules import may_open_identities, sees_case_by_right
from sarana.register.editing import apply_changes
from sarana.register.watch import FORGET_PERSON, KNOW_SUSPECT, tell_watchers

# What the ledger calls an arrest, and an arrest that was put right.
_ARRESTS = ("arrest_suspect", "put_arrest_right")


def check_birth_date(words: SealedWords) -> None:
    """Refuse a birth date that no living person can have.

    Raises:
        ValueError: not a date, in the future, or before 1900.
    """
    if not (text := words.get("birth_date")):
        return
    try:
        born_on = date.fromisoformat(str(text))
    except ValueError as fault:
        raise Refused(
            f"{text} is not a day of the calendar; write the birth date as year-month-day.",
            field="birth_date",
        ) from fault
    if born_on > timezone.localdate():
        raise Refused("The birth date lies in the future.", field="birth_date")
    if born_on < date(1900, 1, 1):
        raise Refused("The birth date lies before 1900.", field="birth_date")


@transaction.atomic
def add_victim(
    *,
    by: Officer,
    case: Case,
    words: SealedWords | None = None,
    identity: Identity | None = None,
    **facts: Any,
) -> Victim:
    """Add a person to protect.

    Args:
        by: who adds her.
        case: the case she appears in.
        words: her identity, for the vault, when she is new to it.
        identity: her identity when she was found in the vault already.
        facts: fields of Victim such as ``sex``, ``age_at_event``, ``citizenships``.
    """
    require_edit(by, case)
    check_birth_date(words or {})
    victim = Victim(
        case=case,
        identity=identity or keep_identity(by=by, words=words or {}, agency=case.agency),
        added_by=by,
        **facts,
    )
    victim.number = number_of("V", victim.id)
    victim.full_clean(exclude=["case", "identity", "added_by"])
    victim.save(force_insert=True)
    change = {"case": case, **{name: value for name, value in facts.items() if value not in (None, "")}}
    record_deed(by=by, action="add_victim", record=victim, change=change)
    record_deed(by=by, action="add_victim", record=case, change={"victim": victim})
    return victim


@transaction.atomic
def add_suspect(
    *,
    by: Officer,
    case: Case,
    words: SealedWords | None = None,
    identity: Identity | None = None,
    kind: IdentityKind | str = IdentityKind.PERSON,
    **facts: Any,
) -> Suspect:
    """Add a suspect, a person or an organisation; a suspect known from another case keeps his identity."""
    require_edit(by, case)
    check_birth_date(words or {})
    known = identity or keep_identity(by=by, words=words or {}, agency=case.agency, kind=IdentityKind(kind))
    suspect = Suspect(case=case, identity=known, added_by=by, **facts)
    suspect.number = number_of("S", suspect.id)
    suspect.full_clean(exclude=["case", "identity", "added_by"])
    suspect.save(force_insert=True)
    change = {"case": case, **{name: value for name, value in facts.items() if value not in (None, "")}}
    record_deed(by=by, action="add_suspect", record=suspect, change=change)
    record_deed(by=by, action="add_suspect", record=case, change={"suspect": suspect})
    tell_watchers(KNOW_SUSPECT, suspect)
    return suspect


@transaction.atomic
def amend_victim(*, by: Officer, victim: Victim, seen_version: int, changes: dict[str, Any]) -> Victim:
    """Change fields of a victim's record; raises EditConflict when somebody else changed the same field."""
    require_edit(by, victim.case)
    return apply_changes(
        by=by, record=victim, seen_version=seen_version, changes=changes, action="amend_victim"
    )


@transaction.atomic
def amend_suspect(*, by: Officer, suspect: Suspect, seen_version: int, changes: dict[str, Any]) -> Suspect:
    """Change fields of a suspect's record; raises EditConflict when somebody else changed the same field."""
    require_edit(by, suspect.case)
    return apply_changes(
        by=by, record=suspect, seen_version=seen_version, changes=changes, action="amend_suspect"
    )


@transaction.atomic
def arrest_suspect(*, by: Officer, suspect: Suspect, on: date, place: Place | None = None) -> Suspect:
    """Put an arrest on record; the first arrest in a case is the one that counts."""
    may_record = has_power(by, Power.EDIT_CASE) or has_power(by, Power.RECORD_OPERATION)
    if not (may_record and sees_case_by_right(by, suspect.case)):
        raise NotAllowed(Power.EDIT_CASE)
    if on > timezone.localdate():
        raise Refused("An arrest can't lie in the future.", field="on")
    if suspect.arrested_on is None or on < suspect.arrested_on:
        suspect.arrested_on, suspect.arrest_place = on, place or suspect.case.place
        suspect.save(update_fields=["arrested_on", "arrest_place"])
    record_deed(by=by, action="arrest_suspect", record=suspect, change={"arrested_on": on, "place": place})
    return suspect


@transaction.atomic
def put_arrest_right(
    *, by: Officer, suspect: Suspect, was: date, on: date | None, place: Place, reason: str
) -> Suspect:
    """Put right an arrest that an operation brought: made on another day, or never made at all (``on`` is None).

    Who may is decided by the operation. Of the arrests that the ledger tells of, the first counts, as before.
    """
    standing = arrests_told_of(suspect)
    standing -= Counter({(was, place.pk): 1})
    if on is not None:
        standing[(on, place.pk)] += 1
    if suspect.arrested_on in {was, None} or (on is not None and on < suspect.arrested_on):
        first, where = min(standing.elements(), default=(None, None))
        suspect.arrested_on, suspect.arrest_place_id = first, where or None
        suspect.save(update_fields=["arrested_on", "arrest_place"])
    change = {"before": {"arrested_on": was}, "arrested_on": on, "place": place}
    record_deed(by=by, action="put_arrest_right", record=suspect, change=change, reason=reason)
    return suspect


def arrests_told_of(suspect: Suspect) -> Counter[tuple[date, str]]:
    """The arrests of a suspect that stand, as day and place: those recorded, without those that were put right."""
    told = Entry.objects.filter(record_type=suspect._meta.label_lower, record_id=str(suspect.pk))  # noqa: SLF001
    found = Counter[tuple[date, str]]()
    for change in told.filter(action__in=_ARRESTS).order_by("seq").values_list("change", flat=True):
        said = json.loads(change)
        place = said["place"] or suspect.case.place_id or ""
        if before := said.get("before"):
            found -= Counter({(date.fromisoformat(before["arrested_on"]), place): 1})
        if said["arrested_on"]:
            found[(date.fromisoformat(said["arrested_on"]), place)] += 1
    return found


def open_victim_identity(
    *, by: Officer, victim: Victim, reason: str, fields: Iterable[str] = IDENTITY_FIELDS
) -> SealedWords:
    """Show who a victim is to an officer who may see her case; logged with the reason and shown to its owner."""
    if not may_open_identities(by, victim.case):
        raise NotAllowed(Power.OPEN_IDENTITY)
    return open_one_identity(by=by, identity=victim.identity, reason=reason, through=victim, fields=fields)


def open_suspect_identity(
    *, by: Officer, suspect: Suspect, reason: str, fields: Iterable[str] = IDENTITY_FIELDS
) -> SealedWords:
    """Show who a suspect is to an officer who may see the case."""
    if not may_open_identities(by, suspect.case):
        raise NotAllowed(Power.OPEN_IDENTITY)
    return open_one_identity(by=by, identity=suspect.identity, reason=reason, through=suspect, fields=fields)


@transaction.atomic
def extend_identity(*, by: Officer, person: Victim | Suspect, words: SealedWords) -> None:
    """Add what was learnt about who somebody is; nothing that is sealed already is shown or lost.

    Args:
        by: who learnt it; he may change the case and open identities in it.
        person: the victim or suspect.
        words: ``names``, ``phones``, ``documents`` are added to those known; other fields take the place of the old.
    """
    require_edit(by, person.case)
    if not may_open_identities(by, person.case):
        raise NotAllowed(Power.OPEN_IDENTITY)
    check_birth_date(words)
    if not words:
        raise Refused("Write down at least one name, number or date.", field=None)
    known = unseal(person.identity)
    merged = {
        name: [*dict.fromkeys([*known.get(name, []), *value])] if isinstance(value, list) else value
        for name, value in words.items()
    }
    amend_identity(by=by, identity=person.identity, words=merged)
    record_deed(by=by, action="extend_identity", record=person, change={"fields": sorted(words)})
    # One identity may be a suspect in several cases; each of them knows more now.
    for suspect in Suspect.objects.filter(identity=person.identity_id).select_related("case__agency"):
        tell_watchers(KNOW_SUSPECT, suspect)


@transaction.atomic
def erase_victim_identity(*, by: Officer, victim: Victim, reason: str) -> None:
    """Forget who a victim is, at her wish or when the retention time is over; counts stay."""
    require_edit(by, victim.case)
    erase_identity(by=by, identity=victim.identity, reason=reason)
    drop_drafts_of(Victim.objects.filter(identity=victim.identity_id).values_list("number", flat=True))
    tell_watchers(FORGET_PERSON, victim.identity, by=by, reason=reason)
