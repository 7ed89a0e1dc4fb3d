from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power, require
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.places.models import Place
from sarana.base.refused import Refused
from sarana.base.vault.actions import drop_drafts_of, forget_words, open_identity
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.cases.models import Victim
from sarana.register.cases.rules import may_open_identities, sees_case_by_right
from sarana.register.readings import record_reading
from sarana.register.repatriation.enums import Assessment, Direction, TracingResult, TravelDocument
from sarana.register.repatriation.models import HandoverList, Repatriation
from sarana.register.repatriation.queries import repatriations_visible_to
from sarana.register.repatriation.rules import may_move_repatriation, why_not_handed_over


@transaction.atomic
def begin_repatriation(
    *,
    by: Officer,
    victim: Victim,
    direction: Direction | str,
    country: str,
    their_number: str = "",
    agreed_on: date | None = None,
    words: SealedWords | None = None,
) -> Repatriation:
    """Begin a victim's way home.

    Args:
        by: who begins it.
        victim: who goes.
        direction: into Cambodia or out of it.
        country: the other state, two letters.
        their_number: the other side's number of her case.
        agreed_on: the day on which she said that she wants to go.
        words: ``their_contact``; sealed.

    Raises:
        ValueError: she is on her way already.
    """
    require(by, Power.REFER_VICTIM)
    if not sees_case_by_right(by, victim.case):
        raise NotAllowed(Power.SEE_CASES)
    if victim.repatriations.filter(handed_over_on=None, called_off_on=None).exists():
        raise Refused("Her way home has begun already.", field=None)
    _not_ahead(agreed_on)
    way = Repatriation(
        victim=victim, direction=Direction(direction), country=country, their_number=their_number.strip()[:40],
        agreed_on=agreed_on, agency=by.agency, recorded_by=by,
    )  # fmt: skip
    way.number = number_of("W", way.id)
    seal(way, words or {}, key=give_key(way, key_of(victim.case.agency)))
    way.save(force_insert=True)
    change = {"victim": victim, "direction": way.direction, "country": country}
    record_deed(by=by, action="begin_repatriation", record=way, change=change)
    record_deed(by=by, action="begin_repatriation", record=victim, change={"repatriation": way})
    return way


def _not_ahead(*days: date | None) -> None:
    if any(day and day > timezone.localdate() for day in days):
        raise Refused("The day lies in the future.", field="on")


def _move(
    by: Officer, way: Repatriation, action: str, columns: dict[str, Any], words: SealedWords | None = None
) -> Repatriation:
    found = (
        Repatriation.objects.select_for_update(of=("self",))
        .select_related("victim__case__agency", "agency_key")
        .get(pk=way.pk)
    )
    if not may_move_repatriation(by, found):
        raise NotAllowed(Power.REFER_VICTIM)
    if found.called_off_on:
        raise Refused("This return was called off.", field=None)
    for name, value in columns.items():
        setattr(found, name, value)
    if said := {name: value.strip() for name, value in (words or {}).items() if value.strip()}:
        seal(found, {**unseal(found), **said})
    found.version += 1
    found.save()
    record_deed(by=by, action=action, record=found, change={**columns, "words": sorted(words or {})})
    return found


@transaction.atomic
def record_agreement(*, by: Officer, way: Repatriation, on: date) -> Repatriation:
    """She says that she wants to go home."""
    _not_ahead(on)
    return _move(by, way, "record_agreement", {"agreed_on": on})


@transaction.atomic
def ask_tracing(*, by: Officer, way: Repatriation, on: date) -> Repatriation:
    """Ask the province to look for her family."""
    _not_ahead(on)
    if way.traced_on:
        raise Refused("The family was looked for already.", field=None)
    return _move(by, way, "ask_tracing", {"tracing_asked_on": on})


@transaction.atomic
def answer_tracing(*, by: Officer, way: Repatriation, on: date, result: TracingResult | str) -> Repatriation:
    """What the search for her family brought."""
    _not_ahead(on)
    if way.tracing_asked_on is None or on < way.tracing_asked_on:
        raise Refused("An answer follows the request for tracing.", field=None)
    return _move(by, way, "answer_tracing", {"traced_on": on, "tracing_result": TracingResult(result)})


@transaction.atomic
def assess_place(
    *, by: Officer, way: Repatriation, on: date, assessment: Assessment | str, place: Place, note: str = ""
) -> Repatriation:
    """What the province found where she would live; the words are sealed."""
    _not_ahead(on)
    columns = {"assessed_on": on, "assessment": Assessment(assessment), "assessed_place": place}
    return _move(by, way, "assess_place", columns, {"assessment": note})


@transaction.atomic
def issue_document(
    *, by: Officer, way: Repatriation, on: date, travel_document: TravelDocument | str, number: str = ""
) -> Repatriation:
    """She has a paper to travel with; its number is sealed."""
    _not_ahead(on)
    columns = {"document_on": on, "travel_document": TravelDocument(travel_document)}
    return _move(by, way, "issue_document", columns, {"document_number": number})


@transaction.atomic
def send_feedback(*, by: Officer, way: Repatriation, on: date, words: str) -> Repatriation:
    """Tell the other state how the return went; what is told is sealed here."""
    _not_ahead(on)
    if way.handed_over_on is None or on < way.handed_over_on:
        raise Refused("Word back follows the handover.", field=None)
    if not words.strip():
        raise Refused("Write down what the other side is told.", field="told")
    return _move(by, way, "send_feedback", {"feedback_on": on}, {"feedback": words})


@transaction.atomic
def call_off(*, by: Officer, way: Repatriation, on: date, reason: str) -> Repatriation:
    """She does not go after all."""
    _not_ahead(on)
    if way.handed_over_on:
        raise Refused("She was handed over already.", field=None)
    if not reason.strip():
        raise Refused("Write down why she does not go.", field="reason")
    moved = _move(by, way, "call_off_repatriation", {"called_off_on": on, "handover": None})
    record_deed(by=by, action="call_off_repatriation", record=moved, reason=reason.strip())
    return moved


@transaction.atomic
def make_handover_list(
    *,
    by: Officer,
    ways: Sequence[Repatriation],
    planned_on: date,
    place: Place | None,
    words: SealedWords | None = None,
) -> HandoverList:
    """Put those who go home together on one list.

    Args:
        by: who makes it.
        ways: all in one direction and with one country, each of them ready.
        planned_on: the day of the handover.
        place: where, usually a border crossing.
        words: ``receiver``, the other side's officer; sealed.

    Raises:
        ValueError: nobody, a mixture, or somebody who is not ready; nothing is saved.
    """
    require(by, Power.REFER_VICTIM)
    if not ways:
        raise Refused("Name at least one person for the list.", field="ways")
    if len({(way.direction, way.country) for way in ways}) > 1:
        raise Refused("One list is for one direction and one country.", field="ways")
    made = HandoverList(
        direction=ways[0].direction, country=ways[0].country, planned_on=planned_on, place=place, agency=by.agency,
        made_by=by,
    )  # fmt: skip
    made.number = number_of("L", made.id)
    seal(made, words or {}, key=give_key(made, key_of(by.agency)))
    made.save(force_insert=True)
    for way in ways:
        if why_not := why_not_handed_over(way):
            raise Refused(f"{way.number}: {why_not}", field="ways")
        _move(by, way, "put_on_list", {"handover": made})
    record_deed(
        by=by,
        action="make_handover_list",
        record=made,
        change={"persons": len(ways), "planned_on": planned_on},
    )
    return made


@transaction.atomic
def sign_handover(*, by: Officer, handover: HandoverList, on: date, countersigned: bool) -> HandoverList:
    """One side's signature; with both, everybody on the list is handed over.

    Args:
        by: for this side, who signs; for the other, who saw the signature on the paper.
        handover: the list.
        on: the day.
        countersigned: whether it is the other side's signature.

    Raises:
        ValueError: that side has signed already, or the day lies in the future.
    """
    require(by, Power.REFER_VICTIM)
    _not_ahead(on)
    found = HandoverList.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if found.agency_id != by.agency_id:
        raise NotAllowed(Power.REFER_VICTIM)
    if (found.countersigned_on if countersigned else found.signed_on) is not None:
        raise Refused("This side has signed already.", field=None)
    if countersigned:
        found.countersigned_on = on
    else:
        found.signed_on, found.signed_by = on, by
    found.save(update_fields=["signed_on", "signed_by", "countersigned_on"])
    record_deed(
        by=by, action="sign_handover", record=found, change={"countersigned": countersigned, "on": on}
    )
    if found.signed_on and found.countersigned_on:
        day = max(found.signed_on, found.countersigned_on)
        for way in found.repatriations.all():
            _move(by, way, "hand_over", {"handed_over_on": day})
    return found


def read_way(*, by: Officer, way: Repatriation) -> SealedWords:
    """The sealed words of a way home; reading is put on record once a day."""
    if not may_open_identities(by, way.victim.case):
        raise NotAllowed(Power.OPEN_IDENTITY)
    record_reading(by=by, record=way, action="read_repatriation")
    return unseal(way)


@transaction.atomic
def read_handover(*, by: Officer, handover: HandoverList) -> list[tuple[Repatriation, SealedWords]]:
    """Those on the list with their names and birth dates, for the paper; each opening is logged.

    Raises:
        NotAllowed: he may not open the identity of somebody on it.
    """
    ways = list(repatriations_visible_to(by).filter(handover=handover).order_by("pk"))
    if len(ways) != handover.repatriations.count() or not has_power(by, Power.OPEN_IDENTITY):
        raise NotAllowed(Power.OPEN_IDENTITY)
    told: list[tuple[Repatriation, SealedWords]] = []
    for way in ways:
        if not may_open_identities(by, way.victim.case):
            raise NotAllowed(Power.OPEN_IDENTITY)
        if way.victim.identity.erased_at is not None:
            told.append((way, {}))
            continue
        words = open_identity(
            by=by, identity=way.victim.identity, reason="Handover list", through=way.victim,
            fields=("names", "birth_date", "documents"),
        )  # fmt: skip
        told.append((way, words))
    return told


def forget_the_way_home(identity: models.Model, **_why: object) -> None:
    """When a person is erased, what was found at her home and her document go as well; the steps stay."""
    ways = Repatriation.objects.filter(victim__identity=identity.pk).select_related("agency_key")
    forget_words(ways, "assessment", "document_number", "feedback")
    drop_drafts_of(way.number for way in ways)
