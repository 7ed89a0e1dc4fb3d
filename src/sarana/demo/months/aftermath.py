"""What takes years: care and the way back for victims, the courts for suspects."""

from datetime import date

from sarana.base.accounts.models import Agency
from sarana.base.identifiers import number_of
from sarana.demo.agencies import officer_of
from sarana.demo.courses import court_course
from sarana.demo.months.month import Month
from sarana.register.care.models import Reintegration, Service
from sarana.register.care.rules import due_visits
from sarana.register.cases.models import Suspect, Victim
from sarana.register.proceedings.models import Proceeding, Step


def give_care(month: Month, victim: Victim, ngo: Agency, known_on: date) -> None:
    """Help by an organisation and the stages of the way back, for most victims."""
    if month.random.random() > 0.72:
        return
    worker = month.officers["ngo_worker"]
    started_on = month.after(known_on, 5)
    if started_on is None:
        return
    for kind in month.random.sample(["SocialCare", "Health", "Legal", "Livelihood", "Education"], k=2):
        month.rows.services.append(
            Service(
                victim=victim,
                kind=kind,
                agency=ngo,
                started_on=started_on,
                ended_on=month.after(started_on, 90),
                recorded_by=worker,
            )
        )
    day: date | None = started_on
    social = month.officers["social_worker"]
    for stage, wait in (
        ("pre_integration", 20),
        ("integration", 60),
        ("follow_up", 120),
        ("closed", 330),
    ):
        day = month.after(day, wait, 0.5) if day else None
        if day is None or month.random.random() < 0.13:
            break
        step = Reintegration(victim=victim, stage=stage, on=day, agency=social.agency, recorded_by=social)
        if stage == "integration":
            integration = step
            step.visit_due_on = next(due_visits(day, ())).due_on
        if stage == "closed":
            integration.visit_due_on = None
        month.rows.reintegration.append(step)


def go_to_court(month: Month, suspect: Suspect, province: str) -> None:
    """The proceeding of a suspect who was arrested, as far as it came until the last day."""
    if suspect.arrested_on is None or month.random.random() > 0.78:
        return
    clerk = officer_of(month.officers, "court", province)
    proceeding = Proceeding(suspect=suspect, court=clerk.agency, opened_by=clerk)
    proceeding.number = number_of("P", proceeding.id)
    steps = court_course(month.random, suspect.arrested_on, month.until)
    for step in steps:
        month.rows.steps.append(Step(proceeding=proceeding, recorded_by=clerk, **step))
        proceeding.stage, proceeding.moved_on = step["stage"], step["on"]
        proceeding.outcome = step.get("verdict") or proceeding.outcome
    month.rows.proceedings.append(proceeding)
    month.deed("move_proceeding", proceeding, stage=proceeding.stage)
