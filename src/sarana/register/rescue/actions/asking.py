from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import AgencyKind, Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import OVERSIGHT, NotAllowed, has_power
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.places.models import Place
from sarana.base.refused import Refused
from sarana.base.vault.actions import keep_identity
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.cases.actions.people import check_birth_date
from sarana.register.readings import record_reading
from sarana.register.reports.enums import YesNoUnknown
from sarana.register.rescue.enums import Detail, Precision, SoughtState
from sarana.register.rescue.models import RescueRequest, SoughtPerson, SoughtStep
from sarana.register.rescue.rules import (
    leave_by,
    may_read_request,
    may_see_request,
    may_work_on_request,
    may_write_for_mission,
)
from sarana.register.tricks.models import Trick


@transaction.atomic
def record_request(
    *,
    by: Officer,
    received_at: datetime,
    words: SealedWords,
    mission: Agency | None = None,
    note_number: str = "",
    language: str = "en",
    answer_by: date | None = None,
    danger_now: str = YesNoUnknown.UNKNOWN,
    place: Place | None = None,
    precision: Precision | str = "",
    known_on: date | None = None,
    trick: Trick | None = None,
    entered_on: date | None = None,
    entry_point: str = "",
    ransom: Decimal | None = None,
    ransom_currency: str = "",
) -> RescueRequest:
    """Put a mission's request for the rescue of its nationals on record; its persons follow.

    Args:
        by: an officer of the mission, or of the secretariat where the note came on paper.
        received_at: when the request was received; not in the future.
        words: ``contact``, ``place_words``, ``moved_from``, ``recruiter``, ``route``, ``remarks``: sealed at once.
        mission: the mission; the officer's own when not given.
        note_number: number of the note verbale.
        language: the language in which the mission answers.
        answer_by: the day by which it asks for an answer.
        danger_now: whether somebody is in danger now.
        place: where, as precisely as the gazetteer can say.
        precision: how exactly the place is known.
        known_on: the day from which that knowledge dates.
        trick: the way in which they were lured.
        entered_on: the day they entered the country.
        entry_point: where they entered.
        ransom: what is demanded for letting them go, in ``ransom_currency`` (ISO 4217).
        ransom_currency: its currency.
    """
    mission = _mission_for(by, mission)
    check_days(received_at, known_on)
    request = RescueRequest(
        mission=mission,
        recorded_by=by,
        received_at=received_at,
        note_number=note_number,
        language=language,
        answer_by=answer_by,
        danger_now=danger_now,
        place=place,
        precision=precision,
        known_on=known_on,
        trick=trick,
        entered_on=entered_on,
        entry_point=entry_point,
        ransom=ransom,
        ransom_currency=ransom_currency.upper(),
    )
    request.number = number_of("Q", request.id)
    key = give_key(request, key_of(mission))
    seal(request, words, key=key)
    request.save(force_insert=True)
    change = {"mission": mission.code, "received_at": received_at, "danger_now": danger_now}
    record_deed(by=by, action="record_request", record=request, change=change)
    return request


def check_days(received_at: datetime | None, known_on: date | None) -> None:
    """Raise Refused where what a mission knows comes from the future."""
    if received_at and received_at > timezone.now():
        raise Refused("A request can't have been received in the future.", field="received_at")
    if known_on and known_on > timezone.localdate():
        raise Refused("What is known of the place can't date from the future.", field="known_on")


def _mission_for(by: Officer, mission: Agency | None) -> Agency:
    if has_power(by, Power.REQUEST_RESCUE):
        chosen = mission or by.agency
        if not chosen.path.startswith(by.agency.path):
            raise NotAllowed(Power.REQUEST_RESCUE)
        return chosen
    if not (has_power(by, Power.WORK_RESCUE) and by.role in OVERSIGHT):
        raise NotAllowed(Power.REQUEST_RESCUE)
    if mission is None or mission.kind != AgencyKind.EMBASSY:
        raise Refused("Say which mission asks.", field="mission")
    return mission


@transaction.atomic
def add_person(
    *,
    by: Officer,
    request: RescueRequest,
    who: SealedWords,
    words: SealedWords | None = None,
    missing: list[str] | None = None,
    source_key: str | None = None,
    line: int | None = None,
    **facts: Any,
) -> SoughtPerson:
    """Add a person to a request.

    Args:
        by: an officer of the mission, or of the secretariat in its place.
        request: the request.
        who: identity for the vault: ``names``, ``birth_date``, ``documents``, ``phones``.
        words: sealed words such as ``place_words``, ``health``, ``handle``, ``family``.
        missing: details without which nobody can look; the person then begins in "needs detail".
        source_key: the row of a list it came from, so that the same row adds nobody twice.
        line: the line of the list.
        facts: fields of SoughtPerson such as ``sex``, ``age``, ``is_minor``, ``consent``, ``last_contact_on``.
    """
    if not may_write_for_mission(by, request):
        raise NotAllowed(Power.REQUEST_RESCUE)
    if not who.get("names") and not who.get("documents"):
        raise Refused("Write down at least a name or a passport number.", field="names")
    check_birth_date(who)
    now = timezone.now()
    person = SoughtPerson(
        request=request,
        identity=keep_identity(by=by, words=who, agency=request.mission),
        source_key=source_key,
        line=line,
        state_since=now,
        missing=missing or [],
        **facts,
    )
    person.number = number_of("N", person.id)
    key = give_key(person, key_of(request.mission))
    seal(person, words or {}, key=key)
    person.full_clean(exclude=["request", "identity", "agency_key", "state_since", "unit", "victim"])
    _begin(person, by, now)
    change = {"request": request, "sex": person.sex, "is_minor": person.is_minor, "state": person.state}
    record_deed(by=by, action="add_sought_person", record=person, change=change)
    return person


def _begin(person: SoughtPerson, by: Officer, now: datetime) -> None:
    """The first step: received, or waiting for what is missing."""
    person.state = SoughtState.NEEDS_DETAIL if person.missing else SoughtState.RECEIVED
    person.leave_by = leave_by(person.state, now, urgent=is_urgent(person))
    person.save(force_insert=True)
    step = SoughtStep(
        person=person, state=person.state, at=now, leave_by=person.leave_by, missing=person.missing, by=by
    )
    give_key(step, person.agency_key)
    step.save(force_insert=True)


def is_urgent(person: SoughtPerson) -> bool:
    """Whether the person's clocks run faster: under 18, or somebody of the request is in danger now."""
    return YesNoUnknown.YES in {person.is_minor, person.request.danger_now}


@transaction.atomic
def answer_detail(*, by: Officer, person: SoughtPerson, words: SealedWords, given: list[str]) -> SoughtPerson:
    """A mission gives the details that were asked for; with the last of them the person is received anew.

    Args:
        by: an officer of the mission, or of the secretariat in its place.
        person: the person, who waits for detail.
        words: sealed words to add, such as ``place_words``.
        given: the details (``Detail``) that these words answer.
    """
    if not may_write_for_mission(by, person.request):
        raise NotAllowed(Power.REQUEST_RESCUE)
    if not any(str(value).strip() for value in words.values()):
        raise Refused("Write down what was asked for.", field=None)
    person = SoughtPerson.objects.select_for_update(of=("self",)).get(pk=person.pk)
    seal(person, {**unseal(person), **words})
    person.missing = [str(Detail(code)) for code in person.missing if code not in given]
    person.save(update_fields=["sealed", "missing"])
    record_deed(by=by, action="answer_detail", record=person, change={"given": sorted(given)})
    if not person.missing and person.state == SoughtState.NEEDS_DETAIL:
        from sarana.register.rescue.actions.steps import write_step

        write_step(by=by, person=person, state=SoughtState.RECEIVED, at=timezone.now())
    return person


@transaction.atomic
def amend_person_words(*, by: Officer, person: SoughtPerson, words: SealedWords) -> SoughtPerson:
    """Add to or replace the sealed words of a person (place, health, journey); what is not named stays."""
    if not (may_write_for_mission(by, person.request) or may_work_on_request(by, person.request)):
        raise NotAllowed(Power.WORK_RESCUE)
    person = SoughtPerson.objects.select_for_update(of=("self",)).get(pk=person.pk)
    seal(person, {**unseal(person), **words})
    person.save(update_fields=["sealed"])
    record_deed(by=by, action="amend_sought_person", record=person, change={"words": sorted(words)})
    return person


@transaction.atomic
def ask_unit(*, by: Officer, request: RescueRequest, agency: Agency) -> None:
    """Ask an agency to work on a request; only the secretariat does, and no unit is asked because it is near."""
    if by.role not in OVERSIGHT or not may_work_on_request(by, request):
        raise NotAllowed(Power.WORK_RESCUE)
    if agency.kind == AgencyKind.EMBASSY:
        raise Refused("A mission sees its own requests only; ask a unit of the country.", field="agency")
    request.units.add(agency)
    record_deed(by=by, action="ask_unit", record=request, change={"agency": agency.code})


@transaction.atomic
def bar_officer_from_request(*, by: Officer, request: RescueRequest, officer: Officer, reason: str) -> None:
    """Keep an officer from a request for a conflict of interest, whatever his role."""
    if not may_work_on_request(by, request):
        raise NotAllowed(Power.WORK_RESCUE)
    if not reason.strip():
        raise Refused("Write down why the officer is kept from it.", field="reason")
    request.barred.add(officer)
    record_deed(by=by, action="bar_officer", record=request, change={"officer": officer}, reason=reason)


def read_request(*, by: Officer, request: RescueRequest) -> SealedWords:
    """The request's sealed words; reading is put on record once per officer, request and day."""
    if not (may_see_request(by, request) and may_read_request(by, request)):
        raise NotAllowed(Power.WORK_RESCUE)
    record_reading(by=by, record=request, action="read_request")
    return unseal(request)
