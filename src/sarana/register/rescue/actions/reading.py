from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.actions import open_identity, open_one_identity
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import unseal
from sarana.register.readings import record_reading, record_readings
from sarana.register.rescue.models import RescueRequest, SoughtPerson
from sarana.register.rescue.rules import (
    may_open_sought,
    may_read_names,
    may_read_request,
    may_work_on_request,
)


def names_of(*, by: Officer, persons: Sequence[SoughtPerson]) -> dict[UUID, list[str]]:
    """Names of nationals for the mission that gave them; each request's reading is on record once a day.

    Lines of requests whose names the officer may not read on a list are left out.
    """
    requests = {person.request_id: person.request for person in persons}
    prefetch_related_objects(list(requests.values()), "barred")
    readable = {pk: request for pk, request in requests.items() if may_read_names(by, request)}
    record_readings(by=by, records=list(readable.values()), action="read_request")
    return {
        person.pk: list(unseal(person.identity).get("names", []))
        for person in persons
        if person.request_id in readable and person.identity.erased_at is None
    }


def read_sought(*, by: Officer, person: SoughtPerson) -> SealedWords:
    """A person's sealed words (place, health, journey), without the officers' compartment; reading is on record."""
    if not may_read_request(by, person.request):
        raise NotAllowed(Power.SEE_RESCUE)
    record_reading(by=by, record=person.request, action="read_request")
    words = unseal(person)
    if not may_work_on_request(by, person.request):
        words.pop("same_reason", None)
    return words


@transaction.atomic
def read_whereabouts(*, by: Officer, person: SoughtPerson) -> str:
    """Where the person stays now, for those who work on the request and open identities; each reading is on record."""
    if not (may_work_on_request(by, person.request) and has_power(by, Power.OPEN_IDENTITY)):
        raise NotAllowed(Power.OPEN_IDENTITY)
    if person.whereabouts is None:
        return ""
    record_deed(by=by, action="read_whereabouts", record=person)
    return str(unseal(person, column="whereabouts").get("staying", ""))


def open_sought_identity(*, by: Officer, person: SoughtPerson, reason: str) -> SealedWords:
    """Show who a sought person is to an officer who works on the request; logged with the reason."""
    if not may_open_sought(by, person.request):
        raise NotAllowed(Power.OPEN_IDENTITY)
    return open_one_identity(by=by, identity=person.identity, reason=reason, through=person)


@transaction.atomic
def read_for_handover(
    *, by: Officer, request: RescueRequest, persons: Sequence[SoughtPerson]
) -> list[tuple[SoughtPerson, SealedWords]]:
    """Who is on a handover list, with names, birth date and documents: for the mission, or opened one by one.

    Raises:
        NotAllowed: the officer neither speaks for the mission nor opens identities of this request.
    """
    if may_open_sought(by, request):
        words = [
            {}
            if p.identity.erased_at
            else open_identity(by=by, identity=p.identity, reason="Handover list", through=p)
            for p in persons
        ]
    elif may_read_names(by, request):
        words = [{} if person.identity.erased_at else unseal(person.identity) for person in persons]
    else:
        raise NotAllowed(Power.OPEN_IDENTITY)
    record_deed(by=by, action="make_handover_list", record=request, change={"persons": len(persons)})
    return [(p, {**who, **unseal(p)}) for p, who in zip(persons, words, strict=True)]
