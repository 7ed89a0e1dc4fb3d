"""A small world for tests: two provinces, one agency of each kind, one officer of each role. Invented persons only."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from sarana.base.accounts.enums import AgencyKind, Role
from sarana.base.accounts.models import Agency, Officer
from sarana.base.places.models import Place
from sarana.register.cases.actions import add_suspect, add_victim, open_case
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.reports.actions import receive_report, record_report
from sarana.register.reports.models import Report


@dataclass
class World:
    places: dict[str, Place]
    agencies: dict[str, Agency]
    officers: dict[str, Officer]
    receipts: dict[str, str] = field(default_factory=dict)
    # Keys of what is before the public and stands in no relation to an officer, once somebody made it for all relations.
    public_papers: dict[str, Any] = field(default_factory=dict)

    def report(self, by: str = "investigator", **facts: Any) -> Report:
        facts = {
            "received_at": timezone.now(),
            "channel": "hotline",
            "place": self.places["18"],
            "words": {"narrative": "Twelve people are kept on the fourth floor.", "reporter": "Sok Dara"},
            **facts,
        }
        return record_report(by=self.officers[by], **facts)

    def public_report(self, **facts: Any) -> Report:
        """What somebody told by the public page; its receipt stands in ``receipts`` under ``key``."""
        facts = {
            "agency": self.agencies["ncct"],
            "situation": "held",
            "words": {"narrative": "They keep us behind the blue gate.", "building": "Mekong Pearl, floor 4"},
            "consents": {"rescue": True, "statistics": True},
            "danger_now": "yes",
            "place": self.places["18"],
            **facts,
        }
        report, self.receipts[facts.get("key", "last")] = receive_report(
            **{name: value for name, value in facts.items() if name != "key"}
        )
        return report

    def case(self, by: str = "investigator", **facts: Any) -> Case:
        facts = {
            "opened_on": date(2022, 8, 9),
            "place": self.places["18"],
            "words": {"title": "Building by the port"},
            **facts,
        }
        return open_case(by=self.officers[by], **facts)

    def victim(self, case: Case, by: str = "investigator", **facts: Any) -> Victim:
        facts = {
            "words": {"names": ["ចាន់ សុភា", "Chan Sophea"], "birth_date": "1999-04-13"},
            "sex": "F",
            "age_at_event": 23,
            **facts,
        }
        return add_victim(by=self.officers[by], case=case, **facts)

    def suspect(self, case: Case, by: str = "investigator", **facts: Any) -> Suspect:
        facts = {"words": {"names": ["Keo Vuthy"]}, "sex": "M", "age": 41, **facts}
        return add_suspect(by=self.officers[by], case=case, **facts)


def make_world() -> World:
    """Build the world in the test's database, each layer written at once: most tests begin with it."""
    country = Place(code="KH", level="country", name_km="កម្ពុជា", name_latin="Cambodia")
    provinces = [
        Place(code=code, level="province", parent=country, name_km=km, name_latin=latin)
        for code, km, latin in (("12", "ភ្នំពេញ", "Phnom Penh"), ("18", "ព្រះសីហនុ", "Preah Sihanouk"))
    ]
    places = {place.code: place for place in Place.objects.bulk_create([country, *provinces])}
    agencies: dict[str, Agency] = {}

    def agency(
        code: str, kind: str, parent: str | None = None, place: str | None = None, **more: Any
    ) -> Agency:
        above = agencies.get(parent or "")
        return Agency(
            code=code,
            name_km=f"អង្គភាព {code}",
            name_en=code.upper(),
            kind=kind,
            parent=above,
            path=f"{above.path if above else '/'}{code}/",
            place=places.get(place or ""),
            **more,
        )

    def found(*layer: Agency) -> None:
        agencies.update((made.code, made) for made in Agency.objects.bulk_create(layer))

    found(
        agency("ncct", AgencyKind.NATIONAL_COMMITTEE),
        agency("police", AgencyKind.POLICE),
        agency("court-18", AgencyKind.COURT, None, "18"),
        agency("social", AgencyKind.SOCIAL_AFFAIRS),
        agency("shelter", AgencyKind.NGO),
        agency("immigration", AgencyKind.IMMIGRATION),
        agency("embassy", AgencyKind.EMBASSY, country="ID"),
        agency("labour", AgencyKind.MINISTRY),
        agency("fiu", AgencyKind.FIU),
    )
    found(
        agency("police-18", AgencyKind.POLICE, "police", "18"),
        agency("police-12", AgencyKind.POLICE, "police", "12"),
        agency("pcct-18", AgencyKind.PROVINCIAL_COMMITTEE, "ncct", "18", owes_returns=True),
        agency("pcct-12", AgencyKind.PROVINCIAL_COMMITTEE, "ncct", "12", owes_returns=True),
    )

    def officer(name: str, role: str, agency: str, place: str | None = None) -> Officer:
        appointed = Officer(
            username=name,
            name_km=f"មន្ត្រី {name}",
            name_latin=name.replace("_", " ").title(),
            role=role,
            agency=agencies[agency],
            place=places.get(place or ""),
        )
        appointed.set_password("a long enough password")
        return appointed

    officers = Officer.objects.bulk_create(
        [
            officer("secretariat", Role.SECRETARIAT, "ncct"),
            officer("provincial", Role.PROVINCIAL, "pcct-18", "18"),
            officer("focal_point", Role.FOCAL_POINT, "labour"),
            officer("investigator", Role.INVESTIGATOR, "police-18", "18"),
            officer("other_investigator", Role.INVESTIGATOR, "police-12", "12"),
            officer("chief", Role.INVESTIGATOR, "police"),
            officer("prosecutor", Role.PROSECUTOR, "court-18", "18"),
            officer("social_worker", Role.SOCIAL_WORKER, "social"),
            officer("ngo_worker", Role.NGO_WORKER, "shelter"),
            officer("immigration", Role.IMMIGRATION, "immigration"),
            officer("embassy", Role.EMBASSY, "embassy"),
            officer("analyst", Role.ANALYST, "fiu"),
            officer("statistician", Role.STATISTICIAN, "ncct"),
            officer("auditor", Role.AUDITOR, "ncct"),
            officer("administrator", Role.ADMINISTRATOR, "ncct"),
        ]
    )
    return World(places, agencies, {officer.username: officer for officer in officers})
