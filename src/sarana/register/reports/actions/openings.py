"""Two persons open the words of a public report: one asks and says why, another lets him, for some hours."""

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.reports.actions.access import require_sight
from sarana.register.reports.enums import OpeningState, YesNoUnknown
from sarana.register.reports.models import Report, WordsOpening
from sarana.register.reports.rules import (
    CONFIRM_WITHIN,
    OPENING_LASTS,
    may_grant_opening,
    may_open_alone,
    may_read_words,
)


@transaction.atomic
def ask_opening(*, by: Officer, report: Report, motivation: str) -> WordsOpening:
    """Ask to read the words of a public report.

    Raises:
        ValueError: no motivation, nothing to open, or a request of his waits or is granted already.
    """
    motivation = _why(by, report, motivation)
    if report.openings.filter(asked_by=by, state=OpeningState.WAITING).exists():
        raise Refused("You have asked already.", field=None)
    opening = WordsOpening.objects.create(report=report, asked_by=by, motivation=motivation)
    record_deed(by=by, action="ask_opening", record=report, change={"opening": opening}, reason=motivation)
    return opening


@transaction.atomic
def open_alone(*, by: Officer, report: Report, motivation: str) -> WordsOpening:
    """Read at once, to save a life, when nobody who decides can be reached; another officer decides within a day.

    A request of his that waits is turned into this; two openings of one report by one officer never stand side by side.

    Raises:
        ValueError: no motivation, nothing to open, nobody is in danger, or what he opened alone before still waits.
    """
    motivation = _why(by, report, motivation)
    # One after the other: two requests at the same moment must not both find that nothing waits.
    Officer.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if report.danger_now != YesNoUnknown.YES:
        raise Refused("Only a report that says somebody is in danger now can be opened alone.", field=None)
    if not may_open_alone(by, report):
        raise Refused(
            "What you opened alone before waits for a second officer; until then ask and wait.", field=None
        )
    now = timezone.now()
    given = {
        "motivation": motivation,
        "alone": True,
        "ends_at": now + OPENING_LASTS,
        "confirm_by": now + CONFIRM_WITHIN,
    }
    opening, _made = WordsOpening.objects.update_or_create(
        report=report, asked_by=by, state=OpeningState.WAITING, defaults=given
    )
    record_deed(by=by, action="open_alone", record=report, change={"opening": opening}, reason=motivation)
    return opening


def _why(by: Officer, report: Report, motivation: str) -> str:
    require_sight(by, report)
    motivation = motivation.strip()[:300]
    if not motivation:
        raise Refused("Write down why you need to read the report.", field="motivation")
    if not report.from_public or report.wrapped_key is None:
        raise Refused("There is nothing here that two persons must open.", field=None)
    if may_read_words(by, report, timezone.now()):
        raise Refused("You have asked already.", field=None)
    return motivation


@transaction.atomic
def grant_opening(*, by: Officer, opening: WordsOpening) -> WordsOpening:
    """Let the officer who asked read the words, from now on for ``OPENING_LASTS``.

    What he opened alone is confirmed by it, and lasts no longer than it did.
    """
    opening = _waiting(by, opening)
    opening.state = OpeningState.GRANTED
    if opening.alone:
        return _decide(by, opening, "confirm_opening")
    opening.ends_at = timezone.now() + OPENING_LASTS
    return _decide(by, opening, "grant_opening")


@transaction.atomic
def refuse_opening(*, by: Officer, opening: WordsOpening, reason: str) -> WordsOpening:
    """Do not let him, and say why; what he opened alone closes at once."""
    opening = _waiting(by, opening)
    if not reason.strip():
        raise Refused("Write down why the report stays closed.", field="reason")
    opening.state = OpeningState.REFUSED
    return _decide(by, opening, "refuse_opening", reason.strip())


def _waiting(by: Officer, opening: WordsOpening) -> WordsOpening:
    found = WordsOpening.objects.select_for_update(of=("self",)).select_related("report").get(pk=opening.pk)
    if not may_grant_opening(by, found):
        raise NotAllowed(Power.GRANT_OPENING)
    if found.state != OpeningState.WAITING:
        raise Refused("This request was decided already.", field=None)
    return found


def _decide(by: Officer, opening: WordsOpening, action: str, reason: str = "") -> WordsOpening:
    opening.decided_by, opening.decided_at = by, timezone.now()
    opening.save(update_fields=["state", "ends_at", "decided_by", "decided_at"])
    change = {"opening": opening, "asked_by": opening.asked_by_id}
    record_deed(by=by, action=action, record=opening.report, change=change, reason=reason)
    return opening
