"""What missions ask in the demonstration: a list of sixty with seven unclear rows, older requests, tricks seen in records."""

import csv
import io
import tempfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from django.utils import timezone
from PIL import Image, ImageDraw

from sarana.base.accounts.models import Agency, Officer
from sarana.base.places.queries import provinces
from sarana.base.vault.sealing import unseal
from sarana.demo.names import invented_name
from sarana.intake.rescue_heading import COLUMNS
from sarana.intake.rescue_list_actions import bring_rescue_list
from sarana.register.cases.enums import Standing
from sarana.register.cases.models import Case, Victim
from sarana.register.rescue.actions import add_photo, link_victim, record_request, record_result, send_message
from sarana.register.rescue.actions.steps import write_step
from sarana.register.rescue.enums import SoughtState as S
from sarana.register.rescue.models import RescueRequest, SoughtPerson, SoughtStep
from sarana.register.rescue.rules import leave_by
from sarana.register.tricks.models import Trick, TrickSeen

_ROAD = (S.ACKNOWLEDGED, S.LOCATED, S.OPERATION_PLANNED, S.CONTACTED, S.OUT_OF_PLACE, S.SCREENED, S.STATUS_GIVEN,
         S.IN_CARE, S.IDENTITY_CONFIRMED, S.EXIT_CLEARED, S.HANDED_OVER)  # fmt: skip
_ROWS = 60
_KNOWN_ALREADY = 8
# Rows of the list that need a second look: four cannot be read, three lack their floor.
_BAD_DATES, _BAD_PASSPORTS, _NO_FLOOR = {7, 31}, {18, 44}, {12, 25, 53}
_WITH_PHOTO = 2
_UNITS = ("police-18", "immigration", "mosvy")
_TRICK_OF = {
    "ForcedCriminality": "easy-computer-job",
    "ForcedLabour": "fishing-brokers",
    "ForcedMarriage": "bride-abroad",
}


@dataclass(frozen=True, slots=True)
class RescueWriter:
    """Writes the requests of missions and what became of their nationals until the country's last day."""

    officers: dict[str, Officer]
    agencies: dict[str, Agency]
    until: date
    random: Random

    def write(self) -> None:
        """A long list of the mission that can sign in, older requests of others, and tricks named in cases."""
        self._request("embassy", "embassy-id", days=34, rows=_ROWS, note="018/POL/2", furthest=len(_ROAD))
        self._request("secretariat", "embassy-vn", days=120, rows=9, note="77/BNG", furthest=len(_ROAD))
        self._request("secretariat", "embassy-th", days=6, rows=5, note="0304/69", furthest=2)
        self._name_tricks()

    def _request(self, by: str, mission: str, *, days: int, rows: int, note: str, furthest: int) -> None:
        received = self._moment(days)
        request = record_request(
            by=self.officers[by],
            mission=self.agencies[mission],
            received_at=received,
            note_number=note,
            place=provinces().get("18"),
            precision="building",
            known_on=received.date(),
            answer_by=received.date() + timedelta(days=21),
            trick=Trick.objects.filter(code="easy-computer-job").first(),
            words={
                "contact": "Consular section, +855 23 000 000",
                "place_words": "Block C behind the market, blue roof",
                "route": "By air, then by van",
            },
        )
        request.units.set([self.agencies[code] for code in _UNITS])
        country = self.agencies[mission].country
        known = list(Victim.objects.filter(citizenships=f"|{country}|").order_by("-pk")[:_KNOWN_ALREADY])
        self._bring(request, by, known, rows, country)
        self._backdate(request, received)
        for person in request.persons.select_related("request", "agency_key").order_by("line"):
            self._walk(person, known, received, furthest)
        send_message(
            by=self.officers["secretariat"], request=request, text="We have begun; the first are located."
        )
        if by == "embassy":
            for person in request.persons.order_by("line")[:_WITH_PHOTO]:
                add_photo(by=self.officers[by], person=person, name="photo.png", content=_drawn_face())
            send_message(by=self.officers[by], request=request, text="A mother asks about line 9 every day.")

    def _moment(self, days: int) -> datetime:
        day = self.until - timedelta(days=days)
        return min(timezone.make_aware(datetime.combine(day, time(9, 30))), timezone.now())

    def _bring(self, request: RescueRequest, by: str, known: list[Victim], rows: int, country: str) -> None:
        with tempfile.TemporaryDirectory(prefix="sarana-demo-") as folder:
            path = Path(folder) / "list.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                sheet = csv.writer(file)
                sheet.writerow([column.en for column in COLUMNS])
                for number in range(1, rows + 1):
                    cells = self._cells(number, known, country)
                    sheet.writerow([cells.get(column.name, "") for column in COLUMNS])
            bring_rescue_list(by=self.officers[by], request=request, path=path)

    def _cells(self, number: int, known: list[Victim], country: str) -> dict[str, str]:
        random = self.random
        victim = known[number - 1] if number <= len(known) else None
        sex = victim.sex if victim else random.choice("FMM")
        names = unseal(victim.identity).get("names", []) if victim else invented_name(random, country, sex)
        born = date(random.randrange(1984, 2006), random.randrange(1, 13), random.randrange(1, 29))
        long_list = number if country == "ID" else 0
        return {
            "name_own": names[0] if names else "",
            "birth_date": "31/02/1999" if long_list in _BAD_DATES else "" if victim else born.isoformat(),
            "sex": sex if sex in "FM" else "",
            "passport": "at home"
            if long_list in _BAD_PASSPORTS
            else f"{random.choice('ABCE')}{random.randrange(10**6, 10**7)}",
            "floor": "" if long_list in _NO_FLOOR else str(random.randrange(2, 12)),
            "last_contact_on": (self.until - timedelta(days=random.randrange(36, 90))).isoformat(),
            "contact_endangers": random.choice(["yes", "yes", "unknown"]),
            "consent": random.choice(["yes", "yes", "unknown"]),
        }

    def _backdate(self, request: RescueRequest, received: datetime) -> None:
        """The list came on the day of the request."""
        SoughtStep.objects.filter(person__request=request).update(at=received)
        for person in request.persons.all():
            person.state_since = received
            person.leave_by = leave_by(person.state, received, urgent=False)
            person.save(update_fields=["state_since", "leave_by"])

    def _walk(self, person: SoughtPerson, known: list[Victim], received: datetime, furthest: int) -> None:
        if person.missing:
            return
        random, at = self.random, received
        victim = known[person.line - 2] if person.line and person.line - 2 < len(known) else None
        judged = victim is not None and victim.standing != Standing.NONE
        steps = min(random.randrange(furthest + 1), furthest if judged else _ROAD.index(S.STATUS_GIVEN))
        by = self.officers["secretariat"]
        for state in _ROAD[:steps]:
            at += timedelta(hours=random.randrange(5, 72))
            if at > self._moment(0):
                break
            if state is S.STATUS_GIVEN and victim is not None:
                link_victim(by=by, person=person, victim=victim)
            unit = self.agencies["police-18" if state is S.OUT_OF_PLACE else "mosvy"]
            holds = state in {S.OUT_OF_PLACE, S.IN_CARE}
            write_step(by=by, person=person, state=state, at=at, unit=unit if holds else None)
        if person.state == S.HANDED_OVER:
            record_result(
                by=by,
                person=person,
                seen_version=person.version,
                changes={
                    "days_detained": random.randrange(2, 30),
                    "fine_waived": "yes",
                    "travel_paper": "emergency",
                },
                words={"flight": f"KX {random.randrange(100, 999)}"},
            )

    def _name_tricks(self) -> None:
        """Every other case of the usual kinds names its trick."""
        by = self.officers["investigator"]
        tricks = {form: Trick.objects.filter(code=code).first() for form, code in _TRICK_OF.items()}
        seen = []
        for form, trick in tricks.items():
            cases = Case.objects.filter(events__forms_of_exploitation=f"|{form}|").distinct().order_by("pk")
            seen += [TrickSeen(trick=trick, case=case, by=by) for case in cases[:400:2] if trick]
        TrickSeen.objects.bulk_create(seen, batch_size=500)


def _drawn_face() -> bytes:
    """A drawn head and shoulders: nobody."""
    picture, out = Image.new("RGB", (300, 380), (214, 222, 228)), io.BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.ellipse((30, 250, 270, 520), fill=(94, 108, 132))
    pen.ellipse((85, 70, 215, 240), fill=(196, 160, 132))
    pen.pieslice((80, 55, 220, 215), 180, 360, fill=(44, 38, 36))
    picture.save(out, format="PNG")
    return out.getvalue()
