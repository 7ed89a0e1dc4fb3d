"""Who was in a case: what happened to its victims, the victims, and the suspects."""

from datetime import date, timedelta

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import number_of
from sarana.base.vault.enums import IdentityKind
from sarana.base.vault.models import SealedWords
from sarana.demo.courses import RECRUITED_BY, Course
from sarana.demo.months.month import Month
from sarana.demo.months.status import say
from sarana.demo.names import invented_organisation, respelled
from sarana.register.cases.models import Case, Event, Suspect, Victim


def write_event(month: Month, case: Case, course: Course, day: date) -> Event:
    """What was done to the victims of a case, where and for how long."""
    event = Event(
        case=case,
        started_on=day - timedelta(days=month.random.randrange(10, 400)),
        ended_on=day,
        place_id=case.place_id,
        recruited_in=month.random.choice(course.citizenships),
        acts=list(course.acts),
        means=list(course.means),
        purposes=[course.purpose],
        forms_of_exploitation=[course.form],
    )
    month.rows.events.append(event)
    return event


def write_victim(
    month: Month, case: Case, event: Event, course: Course, agency: Agency, officer: Officer
) -> Victim:
    """A victim with an identity of her own; one in twenty stands in an NGO’s list as well."""
    random = month.random
    sex = random.choices(["F", "M", "U"], course.sexes)[0]
    age = None if random.random() < 0.08 else max(4, round(random.gauss(course.age, 7)))
    citizenship = random.choice(course.citizenships)
    words: SealedWords = {"names": month.naming(random, citizenship, sex)}
    if age is not None and random.random() < 0.8:
        year = (event.ended_on or case.opened_on).year - age
        words["birth_date"] = f"{year}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
    if random.random() < 0.4:
        words["phones"] = [f"+8550{random.randrange(10**7, 10**8)}"]
    victim = Victim(
        case=case,
        identity=month.identity(agency, words),
        sex=sex,
        age_at_event=age,
        citizenships=[citizenship] if random.random() < 0.95 else [],
        forms_of_exploitation=[course.form] if random.random() < 0.95 else [],
        methods_of_recruitment=[(recruited := random.choice(course.recruitment))],
        relations_to_recruiter=[RECRUITED_BY[recruited]],
        methods_of_control=random.sample(course.control, k=min(2, len(course.control))),
        exploitation_place_id=case.place_id,
        consent_to_data=random.choices(["yes", "no", "unknown"], [6, 1, 3])[0],
        added_by=officer,
    )
    victim.number = number_of("V", victim.id)
    month.rows.victims.append(victim)
    month.rows.link(Event.victims, event, victim)
    month.deed("add_victim", victim)
    if random.random() < 0.05:
        list_again(month, victim, words)
    return victim


def list_again(month: Month, victim: Victim, words: SealedWords) -> None:
    """The same woman in an NGO's own list, spelled otherwise: nobody has seen yet that they are one."""
    ngo, worker = month.agencies["ngo-lotus"], month.officers["ngo_worker"]
    opened_on = month.after(victim.case.opened_on, 15)
    if opened_on is None:
        return
    case = Case(
        agency=ngo, owner=worker, opened_by=worker, opened_on=opened_on, place_id=victim.case.place_id
    )
    case.number = number_of("C", case.id)
    month.sealed(case, ngo, {"title": "Shelter intake", "summary": ""})
    again = Victim(
        case=case,
        identity=month.identity(ngo, {**words, "names": respelled(month.random, words["names"])}),
        sex=victim.sex,
        age_at_event=victim.age_at_event,
        citizenships=victim.citizenships,
        forms_of_exploitation=victim.forms_of_exploitation,
        added_by=worker,
    )
    again.number = number_of("V", again.id)
    month.rows.cases.append(case)
    month.rows.victims.append(again)
    say(month, again, "PossibleVictimOfTrafficking", ngo, worker, opened_on, None)


def write_suspect(month: Month, case: Case, event: Event, agency: Agency, officer: Officer) -> Suspect:
    """A person, or in one of ten cases an organisation."""
    random = month.random
    if random.random() < 0.1:
        identity = month.identity(agency, {"names": invented_organisation(random)}, IdentityKind.ORGANISATION)
        sex, age, citizenship = "U", None, "KH"
    else:
        sex, citizenship = (
            random.choices(["M", "F"], [3, 1])[0],
            random.choice(["KH", "KH", "KH", "CN", "VN", "MY"]),
        )
        identity = month.identity(agency, {"names": month.naming(random, citizenship, sex)})
        age = random.randrange(19, 66)
    suspect = Suspect(
        case=case,
        identity=identity,
        roles=random.sample(
            ["RecruiterOrIntermediary", "Transporter", "Exploiter", "BrokerTravelAgent"], k=1
        ),
        sex=sex,
        age=age,
        citizenships=[citizenship],
        is_official=random.choices(["no", "unknown", "yes"], [90, 8, 2])[0],
        added_by=officer,
    )
    suspect.number = number_of("S", suspect.id)
    month.rows.suspects.append(suspect)
    month.rows.link(Event.suspects, event, suspect)
    month.deed("add_suspect", suspect)
    return suspect
