from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.readings import record_reading
from sarana.register.rescue.models import RescueMessage, RescueRequest, SoughtPerson
from sarana.register.rescue.rules import may_read_request


@transaction.atomic
def send_message(
    *, by: Officer, request: RescueRequest, text: str, person: SoughtPerson | None = None
) -> RescueMessage:
    """Write to the other side of a request: the mission to those who work on it, or they to the mission."""
    if not may_read_request(by, request):
        raise NotAllowed(Power.SEE_RESCUE)
    if not text.strip():
        raise Refused("Write a message first.", field="text")
    message = RescueMessage(
        request=request,
        person=person,
        by=by,
        from_mission=has_power(by, Power.REQUEST_RESCUE),
        sent_at=timezone.now(),
    )
    key = give_key(message, key_of(request.mission))
    seal(message, {"text": text.strip()}, key=key)
    message.save(force_insert=True)
    record_deed(by=by, action="send_message", record=request, change={"from_mission": message.from_mission})
    return message


@transaction.atomic
def read_messages(
    *, by: Officer, request: RescueRequest, limit: int = 20
) -> Sequence[tuple[RescueMessage, str]]:
    """The latest messages of a request with their texts; those of the other side count as read from now on."""
    if not may_read_request(by, request):
        raise NotAllowed(Power.SEE_RESCUE)
    latest = list(request.messages.select_related("by__agency", "agency_key")[:limit])
    if latest:
        record_reading(by=by, record=request, action="read_request")
    from_other_side = [m.pk for m in latest if m.from_mission != has_power(by, Power.REQUEST_RESCUE)]
    RescueMessage.objects.filter(pk__in=from_other_side, read_at=None).update(read_at=timezone.now())
    return [(message, str(unseal(message).get("text", ""))) for message in latest]
