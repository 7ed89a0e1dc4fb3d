from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.care.actions.returning import require_sight
from sarana.register.care.enums import TakesIn
from sarana.register.care.models import Shelter, ShelterStay
from sarana.register.care.rules import may_read_stay
from sarana.register.cases.models import Victim


@transaction.atomic
def open_shelter(*, by: Officer, takes_in: TakesIn | str, beds: int, words: SealedWords) -> Shelter:
    """Put a house of the officer's own body on record.

    Args:
        by: who runs it.
        takes_in: whom it takes in.
        beds: how many beds it has.
        words: ``address`` and ``phone``; sealed.
    """
    require(by, Power.RECORD_CARE)
    if beds < 1:
        raise Refused("A shelter has at least one bed.", field="beds")
    shelter = Shelter(agency=by.agency, takes_in=TakesIn(takes_in), beds=beds)
    shelter.number = number_of("H", shelter.id)
    seal(shelter, words, key=give_key(shelter, key_of(by.agency)))
    shelter.save(force_insert=True)
    record_deed(by=by, action="open_shelter", record=shelter, change={"takes_in": takes_in, "beds": beds})
    return shelter


@transaction.atomic
def take_bed(*, by: Officer, victim: Victim, shelter: Shelter, on: date) -> ShelterStay:
    """Give a victim a bed. In which house it is stands sealed with the stay and in no ledger entry.

    Raises:
        ValueError: no bed is free, the house is closed, she has a bed already, or the day lies in the future.
    """
    require_sight(by, victim)
    if on > timezone.localdate():
        raise Refused("The day lies in the future.", field="on")
    if victim.stays.filter(ended_on=None).exists():
        raise Refused("She has a bed already; end that stay first.", field=None)
    house = Shelter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=shelter.pk)
    if house.closed_on or house.beds_taken >= house.beds:
        raise Refused("No bed is free in this shelter.", field="shelter")
    Shelter.objects.filter(pk=house.pk).update(beds_taken=F("beds_taken") + 1)
    stay = ShelterStay(victim=victim, agency=house.agency, started_on=on, recorded_by=by)
    seal(stay, {"shelter": str(house.pk)}, key=give_key(stay, key_of(house.agency)))
    stay.save(force_insert=True)
    record_deed(by=by, action="take_bed", record=victim, change={"stay": stay, "on": on})
    return stay


@transaction.atomic
def leave_bed(*, by: Officer, stay: ShelterStay, on: date) -> ShelterStay:
    """End a stay; the bed is free again.

    Raises:
        ValueError: it has ended, or the day doesn't fit.
    """
    require_sight(by, stay.victim)
    stay = (
        ShelterStay.objects.select_for_update(of=("self",))
        .select_related("agency_key", "victim")
        .get(pk=stay.pk)
    )
    if stay.ended_on:
        raise Refused("This stay has ended already.", field=None)
    if not stay.started_on <= on <= timezone.localdate():
        raise Refused("A stay ends after it began, and not in the future.", field="on")
    stay.ended_on = on
    stay.save(update_fields=["ended_on"])
    Shelter.objects.filter(pk=unseal(stay)["shelter"], beds_taken__gt=0).update(
        beds_taken=F("beds_taken") - 1
    )
    record_deed(by=by, action="leave_bed", record=stay.victim, change={"stay": stay, "on": on})
    return stay


@transaction.atomic
def read_stay(*, by: Officer, stay: ShelterStay, reason: str) -> tuple[Shelter, SealedWords]:
    """Which house it is and how to reach it, for the bodies that care for her; each reading is on record with its reason."""
    if not may_read_stay(by, stay):
        raise NotAllowed(Power.RECORD_CARE)
    if not reason.strip():
        raise Refused("Write down why you must know where she stays.", field="reason")
    house = Shelter.objects.select_related("agency_key", "agency").get(pk=unseal(stay)["shelter"])
    record_deed(
        by=by, action="read_stay", record=stay.victim, change={"stay": stay}, reason=reason.strip()[:300]
    )
    return house, unseal(house)
