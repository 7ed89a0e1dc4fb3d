from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.cases.enums import GlassFinding
from sarana.register.cases.models import Case, GlassBreak
from sarana.register.cases.rules import (
    GLASS_TIME,
    is_barred_from,
    may_break_glass,
    may_review_glass,
    may_see_case,
)


@transaction.atomic
def break_glass(*, by: Officer, number: str, reason: str) -> GlassBreak:
    """Open one case that the officer has no right to, for three hours, because somebody is in danger.

    Args:
        by: who opens it.
        number: the case's number; nobody searches among cases that are not his.
        reason: who is in danger and why it can't wait.

    Raises:
        NotAllowed: his role reads no cases of others, emergency or not.
        ValueError: no reason, no such case, one he sees already, or another one is still open.
    """
    if not may_break_glass(by):
        raise NotAllowed(Power.OPEN_IDENTITY)
    if not reason.strip():
        raise Refused("Write down who is in danger and why it can't wait.", field="reason")
    case = Case.objects.filter(number=number.strip().upper()).first()
    # The same answer for a case that is not there and for one that a conflict of interest keeps from him.
    if case is None or is_barred_from(by, case):
        raise Refused("There is no case of this number that you could open.", field="number")
    if may_see_case(by, case):
        raise Refused("You see this case already.", field="number")
    now = timezone.now()
    if GlassBreak.objects.filter(officer=by, until__gt=now).exists():
        raise Refused("Another case is still open to you in this way; one at a time.", field=None)
    glass = GlassBreak.objects.create(
        case=case, officer=by, reason=reason.strip()[:300], broken_at=now, until=now + GLASS_TIME
    )
    record_deed(by=by, action="break_glass", record=case, change={"until": glass.until}, reason=glass.reason)
    return glass


@transaction.atomic
def review_glass(*, by: Officer, glass: GlassBreak, finding: GlassFinding | str, note: str) -> GlassBreak:
    """Judge an emergency opening; one that was not justified ends at once if it still runs.

    Raises:
        NotAllowed: he is of the same agency, kept from the case, or not of the oversight.
        ValueError: no note, or it was reviewed already.
    """
    glass = (
        GlassBreak.objects.select_for_update(of=("self",)).select_related("case", "officer").get(pk=glass.pk)
    )
    if not may_review_glass(by, glass):
        raise NotAllowed(Power.SEE_LEDGER)
    if glass.reviewed_at is not None:
        raise Refused("This opening was reviewed already.", field=None)
    if not note.strip():
        raise Refused("Write down what you looked at and found.", field="note")
    now = timezone.now()
    glass.finding, glass.review_note = GlassFinding(finding), note.strip()[:300]
    glass.reviewed_by, glass.reviewed_at = by, now
    if glass.finding == GlassFinding.NOT_JUSTIFIED:
        glass.until = min(glass.until, now)
    glass.save()
    record_deed(
        by=by,
        action="review_glass",
        record=glass.case,
        change={"finding": glass.finding},
        reason=note.strip(),
    )
    return glass
