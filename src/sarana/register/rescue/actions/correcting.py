from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.refused import Refused
from sarana.base.vault.actions import require_nameless
from sarana.base.vault.models import Identity, SealedWords
from sarana.register.editing import apply_changes
from sarana.register.rescue.actions.asking import check_days, is_urgent
from sarana.register.rescue.models import RescueRequest
from sarana.register.rescue.rules import leave_by, may_write_for_mission


@transaction.atomic
def correct_request(
    *,
    by: Officer,
    request: RescueRequest,
    seen_version: int,
    reason: str,
    changes: dict[str, Any],
    words: SealedWords | None = None,
) -> RescueRequest:
    """Put right what a mission's request says; the ledger keeps what stood there and why, sealed words stay sealed beside it.

    The mission stays: who sees the request and under whose key its nationals lie hang on it.

    Args:
        by: an officer of the mission, or of the secretariat in its place.
        request: the request.
        seen_version: the version that he had before him.
        reason: what was wrong; it names nobody.
        changes: new values by field, as ``record_request`` takes them.
        words: new sealed words by name.

    Raises:
        EditConflict: somebody else changed the same. NotAllowed: he doesn't speak for the mission.
        Refused: no reason or one that names somebody, nothing changes, or a day lies in the future.
    """
    if not may_write_for_mission(by, request):
        raise NotAllowed(Power.REQUEST_RESCUE)
    if not reason.strip():
        raise Refused("Write down what was wrong.", field="reason")
    check_days(changes.get("received_at"), changes.get("known_on"))
    request = RescueRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    version, was_in_danger = request.version, request.danger_now
    corrected = apply_changes(
        by=by,
        record=request,
        seen_version=seen_version,
        changes=changes,
        words=words,
        action="correct_request",
        reason=reason.strip(),
    )
    if corrected.version == version:
        raise Refused("Nothing is different from what stands on record.", field=None)
    if corrected.danger_now != was_in_danger:
        _set_clocks(corrected)
    # Last, and undone as a whole: who guesses at a name here leaves every wrong guess on the audit trail.
    sought = Identity.objects.select_related("agency_key").filter(as_sought__request=corrected)
    require_nameless(reason, sought)
    return corrected


def _set_clocks(request: RescueRequest) -> None:
    """Danger makes every clock of the request run faster, from when the person's state was reached."""
    for person in request.persons.select_related("request"):
        by_then = leave_by(person.state, person.state_since, urgent=is_urgent(person))
        if person.leave_by != by_then:
            person.leave_by = by_then
            person.save(update_fields=["leave_by"])
