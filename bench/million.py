"""A register of any number of victims, written in bulk past every action: here the reading is measured, not the writing.

Shares and breakdowns are like the demonstration's: four victims a case, 1.2 words of authorities, 0.7 services, 0.3 suspects,
1.9 reports a case, six years. No record has sealed words.
"""

# ruff: noqa: PLR2004 - shares of an invented country

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

FIRST = date(2021, 1, 1)
FORMS = [
    "|ForcedLabour|",
    "|SexualExploitation|",
    "|ForcedLabour|SexualExploitation|",
    "|ForcedMarriage|",
    "",
]
_A_BATCH = 20_000


class Register:
    """Writes days of a register."""

    def __init__(self, seed: int = 1) -> None:
        from sarana.base.accounts.models import Agency
        from sarana.base.places.queries import provinces
        from sarana.base.vault.sealing import key_of
        from sarana.demo.agencies import appoint_officers, found_agencies

        self.random = Random(seed)
        if not Agency.objects.exists():
            appoint_officers(found_agencies())
        from sarana.base.accounts.models import Officer

        self.officer = Officer.objects.order_by("pk").first().pk
        self.agencies = list(Agency.objects.order_by("pk").values_list("pk", flat=True))
        self.key = key_of(Agency.objects.get(pk=self.agencies[0])).pk
        self.places = sorted(place.pk for place in provinces().values())
        self.waiting: dict[Any, tuple[list[str], list[list[Any]]]] = {}
        self.serial = 0

    def id_at(self, day: date) -> UUID:
        """An identifier as it would have been made during that day."""
        moment = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
        milliseconds = moment + self.random.randrange(86_400_000)
        value = milliseconds << 80 | self.random.getrandbits(80)
        return UUID(int=value & ~(0xF << 76) | 0x7 << 76)

    def number(self) -> str:
        self.serial += 1
        return f"N-{self.random.getrandbits(32):08X}{self.serial % 4096:03X}"

    def flush(self, *, most: int = 0) -> None:
        """Write what waits, parents first."""
        from sarana.base.bulk import insert_values

        if most and all(len(rows) < most for _, rows in self.waiting.values()):
            return
        for model, (names, rows) in self.waiting.items():
            insert_values(model, names, rows)
            rows.clear()

    def day(self, day: date, cases: int) -> None:
        """One day's cases with all that belongs to them."""
        from sarana.base.vault.models import Identity
        from sarana.register.cases.models import Case
        from sarana.register.reports.models import Report

        random = self.random
        moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
        sealed = {"agency_key_id": self.key, "wrapped_key": None, "sealed": None}
        for model in (Identity, Report, Case):
            self.waiting.setdefault(model, ([], []))
        for _ in range(cases):
            case, place, agency = self.id_at(day), random.choice(self.places), random.choice(self.agencies)
            reports = [self.id_at(day) for _ in range(1 + (random.random() < 0.9))]
            for report in reports:
                self._put(
                    Report, id=report, **sealed, number=self.number(), received_at=moment, channel="hotline",
                    from_public=False, situation="", language="", agency_id=agency, recorded_by_id=self.officer,
                    place_id=place, vessel="", vessel_flag="", next_port="", danger_now="unknown", minors="unknown",
                    forms_of_exploitation=random.choice(FORMS), state="received", closure_reason="", version=1,
                )  # fmt: skip
            self._put(
                Case, id=case, **sealed, number=self.number(), opened_on=day, opened_by_id=self.officer,
                agency_id=agency, owner_id=self.officer, place_id=place, state="Active", closure_reason="",
                unknown_codes={}, version=1,
            )  # fmt: skip
            self._put(Case.reports.through, case_id=case, report_id=reports[0])
            victims = [self._victim(day, case, sealed, agency) for _ in range(4)]
            if random.random() < 0.25:
                self._operation(day, case, sealed, agency, place, victims)
            for _ in range(1 + (random.random() < 0.2)):
                self._suspect(day, case, sealed, place)
        self.flush(most=_A_BATCH)

    def _put(self, model: Any, **values: Any) -> None:
        names, rows = self.waiting.setdefault(model, ([], []))
        names[:] = list(values)
        rows.append(list(values.values()))

    def _victim(self, day: date, case: UUID, sealed: dict[str, Any], agency: int) -> UUID:
        from sarana.base.vault.models import Identity
        from sarana.register.care.models import Reintegration, Service
        from sarana.register.cases.models import StatusAssertion, Victim

        random = self.random
        person, victim = self.id_at(day), self.id_at(day)
        self._put(Identity, id=person, **sealed, kind="person", hold="")
        forms = random.choice(FORMS)
        standing = "victim" if random.random() < 0.9 else "possible"
        self._put(
            Victim, id=victim, number=self.number(), case_id=case, identity_id=person, sex=random.choice("FFFMMU"),
            gender="", age_at_event=random.choice([None, 12, 16, 19, 24, 31, 45]),
            citizenships=random.choice(["|KH|", "|KH|", "|KH|", "|VN|", "|TH|", ""]), forms_of_exploitation=forms,
            sexual_exploitation_types="", labour_industries="", methods_of_recruitment="", relations_to_recruiter="",
            methods_of_control="",
            exploitation_place_id=random.choice(self.places), consent_to_data="unknown", standing=standing,
            added_by_id=self.officer, added_at=datetime(day.year, day.month, day.day, 4, tzinfo=UTC), version=1,
        )  # fmt: skip
        for number in range(1 + (random.random() < 0.2)):
            said = day + timedelta(days=random.randrange(30) * number)
            self._put(
                StatusAssertion, id=self.id_at(day), victim_id=victim,
                assertion="ActualVictimOfTrafficking" if standing == "victim" else "PossibleVictimOfTrafficking",
                asserted_by_id=self.officer, agency_id=agency,
                body=random.choice(["Police", "NGO", "NonPoliceGovernmentalOrganization"]), asserted_on=said,
                standard="palermo", acts="|recruitment|", means=random.choice(["|deception|", "|force|deception|"]),
                purposes="|forced_labour|", is_minor="unknown", outcome="", reasons_en="", reasons_km="",
                recorded_at=datetime(said.year, said.month, said.day, random.randrange(24), random.randrange(60), tzinfo=UTC),
            )  # fmt: skip
        if random.random() < 0.7:
            self._put(
                Service, id=self.id_at(day), victim_id=victim, kind=random.choice(["Shelter", "LegalAid", "Medical"]),
                service_group="", agency_id=agency, started_on=day + timedelta(days=random.randrange(40)),
                recorded_by_id=self.officer,
            )  # fmt: skip
        if random.random() < 0.3:
            self._put(
                Reintegration, id=self.id_at(day), victim_id=victim, round=1, stage="closed",
                on=day + timedelta(days=200), agency_id=agency, recorded_by_id=self.officer,
            )  # fmt: skip
        return victim

    def _suspect(self, day: date, case: UUID, sealed: dict[str, Any], place: str) -> None:
        from sarana.base.vault.models import Identity
        from sarana.register.cases.models import Suspect
        from sarana.register.proceedings.models import Proceeding, Step

        random = self.random
        person, suspect, going = self.id_at(day), self.id_at(day), self.id_at(day)
        self._put(Identity, id=person, **sealed, kind="person", hold="")
        self._put(
            Suspect, id=suspect, number=self.number(), case_id=case, identity_id=person, roles="",
            sex=random.choice("MMF"), age=random.randrange(18, 60), citizenships="|KH|", is_official="no",
            arrested_on=day if random.random() < 0.6 else None, arrest_place_id=place, added_by_id=self.officer,
            added_at=datetime(day.year, day.month, day.day, 4, tzinfo=UTC), version=1,
        )  # fmt: skip
        if random.random() < 0.5:
            return
        self._put(
            Proceeding, id=going, number=self.number(), suspect_id=suspect, court_id=self.agencies[0],
            opened_by_id=self.officer, stage="verdict", outcome="open", version=1,
        )  # fmt: skip
        for at, stage in enumerate(["charge", "verdict", "sentence"][: random.randrange(1, 4)]):
            on = day + timedelta(days=100 * at + random.randrange(60))
            self._put(
                Step, id=self.id_at(day), proceeding_id=going, stage=stage, on=on, articles=["8"] if at == 0 else [],
                verdict="convicted" if stage == "verdict" else "", months_imposed=60 if stage == "sentence" else None,
                months_suspended=random.choice([0, 60]) if stage == "sentence" else None, currency="",
                recorded_by_id=self.officer, recorded_at=datetime(on.year, on.month, on.day, 5, tzinfo=UTC),
            )  # fmt: skip

    def _operation(
        self, day: date, case: UUID, sealed: dict[str, Any], agency: int, place: str, victims: list[UUID]
    ) -> None:
        from sarana.register.operations.models import Operation, PersonFound

        operation = self.id_at(day)
        self._put(
            Operation, id=operation, **sealed, number=self.number(), kind="rescue", state="carried_out",
            lead_agency_id=agency, place_id=place, planned_by_id=self.officer, planned_for=day, carried_out_on=day,
            legal_basis="", premises_inspected=1, persons_screened=10, interpreter_present=False,
            minors_officer_present=False, version=1,
        )  # fmt: skip
        self._put(Operation.cases.through, operation_id=operation, case_id=case)
        for victim in victims:
            self._put(
                PersonFound, id=self.id_at(day), operation_id=operation, victim_id=victim, found_as="freed"
            )

    def years(self, victims: int, days: int = 6 * 365) -> date:
        """So many victims over so many days; the last day."""
        cases = victims // 4
        day = FIRST
        for number in range(days):
            day = FIRST + timedelta(days=number)
            self.day(day, cases * (number + 1) // days - cases * number // days)
        self.flush()
        return day
