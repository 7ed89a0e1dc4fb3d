"""The way home, step by step, for both directions. Pure decisions.

The order is that of the handbook on the return of Cambodian victims: interview, family tracing, the province's
assessment, preparation, handover, follow-up, and word back to the state that sent her.
"""

from datetime import date, timedelta

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.cases.rules import may_see_case, sees_case_by_right
from sarana.register.repatriation.enums import Assessment, Direction
from sarana.register.repatriation.models import Repatriation

# A request for tracing that nobody answered within this time is asked after.
TRACING_WITHIN = timedelta(days=30)
# The sending state is told how the return went.
FEEDBACK_WITHIN = timedelta(days=60)

STEPS = ("agreed", "tracing_asked", "traced", "assessed", "document", "handed_over", "feedback")


def may_see_repatriation(officer: Officer, repatriation: Repatriation) -> bool:
    """Whoever sees her case sees her way home."""
    return may_see_case(officer, repatriation.victim.case)


def may_move_repatriation(officer: Officer, repatriation: Repatriation) -> bool:
    """Whoever refers victims and sees her case by right."""
    return has_power(officer, Power.REFER_VICTIM) and sees_case_by_right(officer, repatriation.victim.case)


def steps_done(way: Repatriation) -> dict[str, date | None]:
    """The day of each step, in order; None where it is still to be done."""
    days = (
        way.agreed_on, way.tracing_asked_on, way.traced_on, way.assessed_on, way.document_on, way.handed_over_on,
        way.feedback_on,
    )  # fmt: skip
    return dict(zip(STEPS, days, strict=True))


def why_not_handed_over(way: Repatriation) -> str | None:
    """Why she may not be put on a handover list yet; None when she may."""
    # Who goes abroad is assessed by the other side; who comes home, by her province.
    unseen = way.direction == Direction.INTO and way.assessed_on is None
    reasons = (
        (way.called_off_on is not None, "This return was called off."),
        (way.handed_over_on is not None, "She was handed over already."),
        (
            way.agreed_on is None,
            "She has not said that she wants to go; nobody is sent home against her will.",
        ),
        (unseen, "The province has not looked yet at where she would live."),
        (way.assessment == Assessment.NOT_SAFE, "The place is not safe; another one is looked for first."),
        (way.document_on is None, "She has no travel document yet."),
    )
    return next((reason for holds, reason in reasons if holds), None)


def next_due(way: Repatriation) -> tuple[str, date] | None:
    """What this side waits for by a day: an answer to the tracing, or word back to the other state."""
    if way.called_off_on:
        return None
    if way.handed_over_on and way.feedback_on is None:
        return "feedback", way.handed_over_on + FEEDBACK_WITHIN
    if way.tracing_asked_on and way.traced_on is None and way.handed_over_on is None:
        return "traced", way.tracing_asked_on + TRACING_WITHIN
    return None
