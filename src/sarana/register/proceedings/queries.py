from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once, keeps_plan
from sarana.register.cases.queries import suspects_visible_to
from sarana.register.proceedings.enums import DeadlineKind, Outcome
from sarana.register.proceedings.models import Absence, Detention, Proceeding, Step
from sarana.register.proceedings.rules import Deadline, deadlines_of

# The time bar lies years ahead; it becomes a task when it comes this near.
_LIMITATION_NOTICE = timedelta(days=180)
# The shorter time bar is five years; half a year before it somebody should look.
_MAY_BE_BARRED = timedelta(days=1640)
# More than an officer can work on in a day.
_WATCHED = 200


def proceedings_visible_to(officer: Officer) -> QuerySet[Proceeding]:
    """Proceedings against suspects whom the officer may see."""
    seen = suspects_visible_to(officer).filter(pk=OuterRef("suspect"))
    return Proceeding.objects.filter(Exists(seen)).select_related("suspect__case", "court")


def deadlines_in(proceeding: Proceeding) -> list[Deadline]:
    """What may run out in a proceeding, the soonest first."""
    steps = list(proceeding.steps.all())
    return deadlines_of(
        articles=[str(article) for step in steps for article in step.articles],
        acts_on=[step.on for step in steps],
        detentions=proceeding.detentions.all(),
        absences=proceeding.absences.all(),
        age=proceeding.suspect.age,
        is_decided=proceeding.outcome != Outcome.OPEN,
    )


def deadlines_before(officer: Officer, day: date) -> list[tuple[Proceeding, Deadline]]:
    """The deadlines that run out until a day in proceedings the officer may see, the soonest first.

    A time bar counts when it comes within half a year of that day.
    """
    found = [
        (proceeding, deadline)
        for proceeding in _watched(officer, moved_by=day - _MAY_BE_BARRED)
        for deadline in deadlines_in(proceeding)
        if deadline.on
        <= day + (_LIMITATION_NOTICE if deadline.kind is DeadlineKind.LIMITATION else timedelta(0))
    ]
    return sorted(found, key=lambda pair: pair[1].on)


@composed_once
@keeps_plan
def _watched(officer: Officer, *, moved_by: date) -> QuerySet[Proceeding]:
    held = Detention.objects.filter(ended_at=None).order_by().values("proceeding")
    gone = Absence.objects.filter(returned_on=None).order_by().values("proceeding")
    # Nothing was done for so long that even the shorter time bar comes near.
    still = Proceeding.objects.filter(outcome=Outcome.OPEN, moved_on__lte=moved_by).order_by().values("pk")
    # Together by their keys: each of the three is found by an index, all at once only by looking at every proceeding.
    watched = proceedings_visible_to(officer).filter(pk__in=held.union(gone, still))
    return watched.prefetch_related("steps", "detentions", "absences")[:_WATCHED]


@composed_once
def proceedings_of_case(*, case: UUID) -> QuerySet[Proceeding]:
    """The proceedings against the suspects of a case."""
    return Proceeding.objects.filter(suspect__case=case).select_related("suspect", "court")


@composed_once
def steps_of_case(*, case: UUID) -> QuerySet[Step]:
    """What courts did in a case."""
    found = Step.objects.filter(proceeding__suspect__case=case)
    return found.select_related("proceeding__suspect", "proceeding__court")
