"""One month of the country: signals come in, cases are opened, operations follow, courts and care take years."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import models
from django.utils import timezone

from sarana.base.accounts.models import Agency, Officer
from sarana.base.bulk import insert_rows
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import Deed, record_deeds
from sarana.base.vault.actions import TokenRow, build_identity, keep_tokens
from sarana.base.vault.enums import IdentityKind
from sarana.base.vault.models import AgencyKey, Identity, SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.demo.agencies import NGOS, officer_of
from sarana.demo.courses import RECRUITED_BY, Course, court_course, pick_course, pick_district, pick_province
from sarana.demo.names import Naming, invented_name, invented_organisation, respelled
from sarana.register.care.models import Reintegration, Service
from sarana.register.care.rules import due_visits
from sarana.register.cases.models import Case, Event, StatusAssertion, Suspect, Victim
from sarana.register.cases.rules import body_of, was_minor, weigh_assertions
from sarana.register.operations.models import Arrest, Operation, PersonFound
from sarana.register.proceedings.models import Proceeding, Step
from sarana.register.reports.models import Report
from sarana.science.palermo import weigh

# In a large operation somebody is overlooked; the day's list shows whom.
_ONE_FORGOTTEN_IN = 14


@dataclass
class _Rows:
    """Unsaved records in the order in which they can be saved."""

    identities: list[Identity] = field(default_factory=list)
    tokens: list[TokenRow] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    victims: list[Victim] = field(default_factory=list)
    assertions: list[StatusAssertion] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    found: list[PersonFound] = field(default_factory=list)
    arrests: list[Arrest] = field(default_factory=list)
    proceedings: list[Proceeding] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    reintegration: list[Reintegration] = field(default_factory=list)
    links: dict[Any, list[Any]] = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)

    def link(self, relation: Any, one: models.Model, other: models.Model) -> None:
        """Remember a many-to-many pair."""
        names = [f.attname for f in relation.through._meta.fields if f.is_relation]  # noqa: SLF001
        ends = {type(one): one.pk, type(other): other.pk}
        by_model = {f.attname: f.related_model for f in relation.through._meta.fields if f.is_relation}  # noqa: SLF001
        pair = relation.through(**{name: ends[by_model[name]] for name in names})
        self.links.setdefault(relation.through, []).append(pair)

    def save(self) -> None:
        """Write everything, parents first, and one ledger entry for each deed."""
        for name in self.__dataclass_fields__:
            rows = getattr(self, name)
            if name not in {"links", "deeds", "tokens"} and rows:
                insert_rows(rows)
        keep_tokens(self.tokens)
        for pairs in self.links.values():
            insert_rows(pairs)
        record_deeds(by=None, deeds=self.deeds)


class MonthWriter:
    """Writes one month's new events with everything that follows from them until the country's last day."""

    def __init__(
        self,
        month: date,
        until: date,
        agencies: dict[str, Agency],
        officers: dict[str, Officer],
        random: Random,
        naming: Naming = invented_name,
    ) -> None:
        self.month, self.until, self.random, self.naming = month, until, random, naming
        self.agencies, self.officers = agencies, officers
        self.rows = _Rows()
        self._keys: dict[str, AgencyKey] = {}

    def write(self, victims: int) -> None:
        """Invent cases until the month's victims are spread over them, and vague reports beside."""
        left = victims
        while left > 0:
            size = min(left, max(1, int(self.random.paretovariate(1.15))), 40)
            self._case(size)
            left -= size
        for _ in range(round(victims * 0.28)):
            self._report(self._day(), pick_province(self.random), pick_course(self.random), is_vague=True)
        self.rows.save()

    # ------------------------------------------------------------ small choices

    def _day(self) -> date:
        last = min((self.month + timedelta(days=32)).replace(day=1) - timedelta(days=1), self.until)
        return self.month + timedelta(days=self.random.randrange((last - self.month).days + 1))

    def _after(self, day: date, middle: float, spread: float = 0.7) -> date | None:
        """A later day, skewed as waiting times are; None when it lies beyond the country's last day."""
        later = day + timedelta(days=max(0, round(middle * self.random.lognormvariate(0, spread))))
        return later if later <= self.until else None

    def _moment(self, day: date) -> datetime:
        return timezone.make_aware(
            datetime(day.year, day.month, day.day, self.random.randrange(6, 22), self.random.randrange(60))  # noqa: DTZ001
        )

    def _key(self, agency: Agency) -> AgencyKey:
        if agency.code not in self._keys:
            self._keys[agency.code] = key_of(agency)
        return self._keys[agency.code]

    def _sealed[Record: models.Model](self, record: Record, agency: Agency, words: SealedWords) -> Record:
        key = give_key(record, self._key(agency))  # type: ignore[arg-type]
        seal(record, words, key=key)  # type: ignore[arg-type]
        return record

    def _identity(
        self, agency: Agency, words: SealedWords, kind: IdentityKind = IdentityKind.PERSON
    ) -> Identity:
        identity, tokens = build_identity(words=words, agency_key=self._key(agency), kind=kind)
        self.rows.identities.append(identity)
        self.rows.tokens += tokens
        return identity

    def _deed(self, action: str, record: models.Model, **change: Any) -> None:
        self.rows.deeds.append(Deed(action, record, change))

    # ------------------------------------------------------------ what happens

    def _report(self, day: date, province: str, course: Course, *, is_vague: bool = False) -> Report:
        police = self.agencies[f"police-{province}"]
        agency = police if self.random.random() < 0.75 else self.agencies[f"pcct-{province}"]
        kind = "police" if agency is police else "pcct"
        report = Report(
            agency=agency,
            recorded_by=officer_of(self.officers, kind, province),
            received_at=self._moment(day),
            channel=self.random.choices(
                ["hotline", "social_media", "walk_in", "embassy", "ngo", "letter", "inspection"],
                [30, 24, 12, 12, 12, 3, 7],
            )[0],
            place_id=pick_district(self.random, province),
            danger_now=self.random.choices(["yes", "no", "unknown"], [3, 4, 3])[0],
            minors=self.random.choices(["yes", "no", "unknown"], [2, 5, 3])[0],
            persons=self.random.choice([None, 1, 1, 2, 3, 5, 12]),
            forms_of_exploitation=[course.form] if self.random.random() < 0.8 else [],
        )
        report.number = number_of("R", report.id)
        self._sealed(report, agency, {"narrative": course.plea, "reporter": ""})
        if is_vague:
            closed = self._after(day, 20)
            report.state = "closed" if closed else "received"
            report.closure_reason = "vague" if closed else ""
            report.closed_at = self._moment(closed) if closed else None
            report.acknowledged_at = report.closed_at
        self.rows.reports.append(report)
        self._deed("record_report", report, channel=report.channel)
        return report

    def _case(self, size: int) -> None:
        random, day = self.random, self._day()
        province = pick_province(random)
        course = pick_course(random)
        police = self.agencies[f"police-{province}"]
        officer = officer_of(self.officers, "police", province)
        ngo = self.agencies[random.choice(NGOS)]
        reports = [
            self._report(day, province, course) for _ in range(random.choices([0, 1, 2, 4], [1, 6, 2, 1])[0])
        ]
        opened_on = self._after(day, 2)
        if opened_on is None:
            return
        case = Case(
            agency=police,
            owner=officer,
            opened_by=officer,
            opened_on=opened_on,
            place_id=pick_district(random, province),
        )
        case.number = number_of("C", case.id)
        self._sealed(case, police, {"title": course.title, "summary": course.plea})
        self.rows.cases.append(case)
        self._deed("open_case", case, opened_on=opened_on)
        for partner in (self.agencies[f"court-{province}"], self.agencies["mosvy"], ngo):
            self.rows.link(Case.partners, case, partner)
        for report in reports:
            report.state, report.acknowledged_at = "linked", self._moment(opened_on)
            self.rows.link(Case.reports, case, report)
        event = self._event(case, course, day)
        victims = [self._victim(case, event, course, police, officer) for _ in range(size)]
        suspects = [
            self._suspect(case, event, police, officer)
            for _ in range(random.choices([0, 1, 2, 4], [2, 4, 3, 1])[0])
        ]
        freed_on = self._operation(case, course, province, officer, reports, victims, suspects)
        for victim in victims:
            self._status(victim, course, police, officer, ngo, freed_on or opened_on)
            self._care(victim, ngo, freed_on or opened_on)
        for suspect in suspects:
            self._court(suspect, province)
        if (closed_on := self._after(opened_on, 420, 0.4)) is not None:
            case.state, case.closed_on, case.closure_reason = "Closed", closed_on, "All steps done"

    def _event(self, case: Case, course: Course, day: date) -> Event:
        event = Event(
            case=case,
            started_on=day - timedelta(days=self.random.randrange(10, 400)),
            ended_on=day,
            place_id=case.place_id,
            recruited_in=self.random.choice(course.citizenships),
            acts=list(course.acts),
            means=list(course.means),
            purposes=[course.purpose],
            forms_of_exploitation=[course.form],
        )
        self.rows.events.append(event)
        return event

    def _victim(self, case: Case, event: Event, course: Course, agency: Agency, officer: Officer) -> Victim:
        random = self.random
        sex = random.choices(["F", "M", "U"], course.sexes)[0]
        age = None if random.random() < 0.08 else max(4, round(random.gauss(course.age, 7)))
        citizenship = random.choice(course.citizenships)
        words: SealedWords = {"names": self.naming(random, citizenship, sex)}
        if age is not None and random.random() < 0.8:
            year = (event.ended_on or case.opened_on).year - age
            words["birth_date"] = f"{year}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
        if random.random() < 0.4:
            words["phones"] = [f"+8550{random.randrange(10**7, 10**8)}"]
        victim = Victim(
            case=case,
            identity=self._identity(agency, words),
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
        self.rows.victims.append(victim)
        self.rows.link(Event.victims, event, victim)
        self._deed("add_victim", victim)
        if random.random() < 0.05:
            self._listed_again(victim, words)
        return victim

    def _listed_again(self, victim: Victim, words: SealedWords) -> None:
        """The same woman in an NGO's own list, spelled otherwise: nobody has seen yet that they are one."""
        ngo, worker = self.agencies["ngo-lotus"], self.officers["ngo_worker"]
        opened_on = self._after(victim.case.opened_on, 15)
        if opened_on is None:
            return
        case = Case(
            agency=ngo, owner=worker, opened_by=worker, opened_on=opened_on, place_id=victim.case.place_id
        )
        case.number = number_of("C", case.id)
        self._sealed(case, ngo, {"title": "Shelter intake", "summary": ""})
        again = Victim(
            case=case,
            identity=self._identity(ngo, {**words, "names": respelled(self.random, words["names"])}),
            sex=victim.sex,
            age_at_event=victim.age_at_event,
            citizenships=victim.citizenships,
            forms_of_exploitation=victim.forms_of_exploitation,
            added_by=worker,
        )
        again.number = number_of("V", again.id)
        self.rows.cases.append(case)
        self.rows.victims.append(again)
        self._say(again, "PossibleVictimOfTrafficking", ngo, worker, opened_on, None)

    def _suspect(self, case: Case, event: Event, agency: Agency, officer: Officer) -> Suspect:
        random = self.random
        if random.random() < 0.1:
            identity = self._identity(
                agency, {"names": invented_organisation(random)}, IdentityKind.ORGANISATION
            )
            sex, age, citizenship = "U", None, "KH"
        else:
            sex, citizenship = (
                random.choices(["M", "F"], [3, 1])[0],
                random.choice(["KH", "KH", "KH", "CN", "VN", "MY"]),
            )
            identity = self._identity(agency, {"names": self.naming(random, citizenship, sex)})
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
        self.rows.suspects.append(suspect)
        self.rows.link(Event.suspects, event, suspect)
        self._deed("add_suspect", suspect)
        return suspect

    def _operation(
        self,
        case: Case,
        course: Course,
        province: str,
        officer: Officer,
        reports: list[Report],
        victims: list[Victim],
        suspects: list[Suspect],
    ) -> date | None:
        """An operation for most cases; returns the day on which the victims were freed."""
        if self.random.random() > course.operation_rate:
            return None
        on = self._after(case.opened_on, 9, 1.0)
        planned_for = on or self.until + timedelta(days=self.random.randrange(1, 9))
        operation = Operation(
            kind=self.random.choice(["raid", "rescue", "rescue", "inspection"]),
            state="carried_out" if on else "planned",
            lead_agency=case.agency,
            place_id=case.place_id or province,
            planned_by=officer,
            planned_for=planned_for,
            carried_out_on=on,
            prosecutor_told_at=self._moment(on) if on and self.random.random() < 0.8 else None,
            legal_basis="ច្បាប់ឆ្នាំ ២០០៨",
            premises_inspected=self.random.randrange(1, 5) if on else 0,
            persons_screened=round(len(victims) * self.random.uniform(1.0, 3.0)) if on else 0,
            interpreter_present=self.random.random() < 0.6,
        )
        operation.number = number_of("O", operation.id)
        self._sealed(operation, case.agency, {"plan": "Teams with tasks; interpreter; medical transport."})
        self.rows.operations.append(operation)
        self._deed("close_operation" if on else "plan_operation", operation)
        self.rows.link(Operation.cases, operation, case)
        for report in reports:
            self.rows.link(Operation.reports, operation, report)
        if on is None:
            return None
        for place, victim in enumerate(victims, start=1):
            result = self.random.choices(["freed", "left_before", "moved", "refused"], [90, 4, 4, 2])[0]
            found = PersonFound(operation=operation, victim=victim, found_as=result)
            if result == "freed" and place % _ONE_FORGOTTEN_IN:
                found.screened_on, found.screened_by = on, officer
            elif result == "freed":
                operation.unscreened_since = on
            self.rows.found.append(found)
        for suspect in suspects:
            if self.random.random() < 0.6:
                suspect.arrested_on, suspect.arrest_place_id = on, operation.place_id
                self.rows.arrests.append(Arrest(operation=operation, suspect=suspect))
        return on

    def _status(
        self, victim: Victim, course: Course, agency: Agency, officer: Officer, ngo: Agency, known_on: date
    ) -> None:
        """Most are identified by the police; some only by an NGO, some are disputed, some stay possible."""
        on = self._after(known_on, 6)
        if on is None:
            return
        worker = self.officers["ngo_worker"]
        match self.random.random():
            case roll if roll < 0.70:
                self._say(victim, "ActualVictimOfTrafficking", agency, officer, on, course)
            case roll if roll < 0.79:
                self._say(victim, "ActualVictimOfTrafficking", ngo, worker, on, course)
                later = self._after(on, 12) or on
                self._say(victim, "NotAVictimOfTrafficking", agency, officer, later, None)
            case roll if roll < 0.94:
                self._say(victim, "PossibleVictimOfTrafficking", agency, officer, on, None)
            case _:
                self._say(victim, "NotAVictimOfTrafficking", agency, officer, on, None)

    def _say(
        self,
        victim: Victim,
        assertion: str,
        agency: Agency,
        officer: Officer,
        on: date,
        course: Course | None,
    ) -> None:
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
        self.rows.assertions.append(said)
        self._deed("assert_status", victim, assertion=assertion)
        words = [a for a in self.rows.assertions[-3:] if a.victim is victim]
        victim.standing = weigh_assertions(words)
        if assertion == "ActualVictimOfTrafficking" and victim.first_identified_on is None:
            victim.first_identified_on = on

    def _care(self, victim: Victim, ngo: Agency, known_on: date) -> None:
        if self.random.random() > 0.72:
            return
        worker = self.officers["ngo_worker"]
        started_on = self._after(known_on, 5)
        if started_on is None:
            return
        for kind in self.random.sample(["SocialCare", "Health", "Legal", "Livelihood", "Education"], k=2):
            self.rows.services.append(
                Service(
                    victim=victim,
                    kind=kind,
                    agency=ngo,
                    started_on=started_on,
                    ended_on=self._after(started_on, 90),
                    recorded_by=worker,
                )
            )
        day: date | None = started_on
        social = self.officers["social_worker"]
        for stage, wait in (
            ("pre_integration", 20),
            ("integration", 60),
            ("follow_up", 120),
            ("closed", 330),
        ):
            day = self._after(day, wait, 0.5) if day else None
            if day is None or self.random.random() < 0.13:
                break
            step = Reintegration(victim=victim, stage=stage, on=day, agency=social.agency, recorded_by=social)
            if stage == "integration":
                integration = step
                step.visit_due_on = next(due_visits(day, ())).due_on
            if stage == "closed":
                integration.visit_due_on = None
            self.rows.reintegration.append(step)

    def _court(self, suspect: Suspect, province: str) -> None:
        if suspect.arrested_on is None or self.random.random() > 0.78:
            return
        clerk = officer_of(self.officers, "court", province)
        proceeding = Proceeding(suspect=suspect, court=clerk.agency, opened_by=clerk)
        proceeding.number = number_of("P", proceeding.id)
        steps = court_course(self.random, suspect.arrested_on, self.until)
        for step in steps:
            self.rows.steps.append(Step(proceeding=proceeding, recorded_by=clerk, **step))
            proceeding.stage, proceeding.moved_on = step["stage"], step["on"]
            proceeding.outcome = step.get("verdict") or proceeding.outcome
        self.rows.proceedings.append(proceeding)
        self._deed("move_proceeding", proceeding, stage=proceeding.stage)
