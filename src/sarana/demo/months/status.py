"""What authorities and organisations said of a victim's status."""

from datetime import date

from sarana.base.accounts.models import Agency, Officer
from sarana.demo.courses import Course
from sarana.demo.months.month import Month
from sarana.register.cases.models import StatusAssertion, Victim
from sarana.register.cases.rules import body_of, was_minor, weigh_assertions
from sarana.science.palermo import weigh


def settle_status(
    month: Month,
    victim: Victim,
    course: Course,
    agency: Agency,
    officer: Officer,
    ngo: Agency,
    known_on: date,
) -> None:
    """Most are identified by the police; some only by an NGO, some are disputed, some stay possible."""
    on = month.after(known_on, 6)
    if on is None:
        return
    worker = month.officers["ngo_worker"]
    match month.random.random():
        case roll if roll < 0.70:
            say(month, victim, "ActualVictimOfTrafficking", agency, officer, on, course)
        case roll if roll < 0.79:
            say(month, victim, "ActualVictimOfTrafficking", ngo, worker, on, course)
            later = month.after(on, 12) or on
            say(month, victim, "NotAVictimOfTrafficking", agency, officer, later, None)
        case roll if roll < 0.94:
            say(month, victim, "PossibleVictimOfTrafficking", agency, officer, on, None)
        case _:
            say(month, victim, "NotAVictimOfTrafficking", agency, officer, on, None)


def say(
    month: Month,
    victim: Victim,
    assertion: str,
    agency: Agency,
    officer: Officer,
    on: date,
    course: Course | None,
) -> None:
    """One assertion, and what all of them together make of her standing."""
    elements: dict[str, list[str]] = {
        "acts": list(course.acts) if course else [],
        "means": list(course.means) if course else [],
        "purposes": [course.purpose] if course else [],
    }
    finding = weigh(
        acts=elements["acts"],
        means=elements["means"],
        purposes=elements["purposes"],
        is_minor=was_minor(victim.age_at_event),
    )
    said = StatusAssertion(
        victim=victim,
        assertion=assertion,
        asserted_by=officer,
        agency=agency,
        body=body_of(agency.kind),
        asserted_on=on,
        standard="palermo",
        outcome=finding.outcome,
        reasons_en="\n".join(finding.reasons_en),
        reasons_km="\n".join(finding.reasons_km),
        **elements,
    )
    month.rows.assertions.append(said)
    month.deed("assert_status", victim, assertion=assertion)
    words = [a for a in month.rows.assertions[-3:] if a.victim is victim]
    victim.standing = weigh_assertions(words)
    if assertion == "ActualVictimOfTrafficking" and victim.first_identified_on is None:
        victim.first_identified_on = on
