"""# A list costs as many queries for fifty records as for one

Every list of the product, with the officer who works with it. The first row may not bring queries that the others
repeat: with a million persons on record a page would otherwise be slow for exactly those who have most to do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone
from tests.pages import client_of
from tests.world import World

from sarana.base.accounts.models import Agency, Officer
from sarana.base.vault.recipients import new_pair
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.intake.export_actions import ask_export
from sarana.intake.models import Batch, QuarantinedRow
from sarana.measure.assessment.models import Assessment, CountryTier
from sarana.measure.estimates.models import KeptEstimate
from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.models import Snapshot
from sarana.measure.press.models import (
    CheckedText,
    FollowUp,
    PublishedErratum,
    PublishedFigure,
    Source,
    Topic,
)
from sarana.measure.screening.models import Alert, ListEdition
from sarana.publish.releases.models import (
    AnnualReport,
    BudgetEntry,
    PrivacyBudget,
    Release,
    ReleasedDocument,
    ReleaseEntry,
)
from sarana.register.care.actions import open_shelter
from sarana.register.cases.actions import assert_status, record_event, share_case
from sarana.register.cases.models import Case, GlassBreak
from sarana.register.complicity.actions import record_allegation
from sarana.register.cooperation.actions import record_instrument
from sarana.register.cooperation.enums import InstrumentKind
from sarana.register.duplicates.models import Pair
from sarana.register.fiu.actions import add_item, write_letter
from sarana.register.meetings.actions import (
    add_agenda_item,
    found_body,
    give_action,
    plan_meeting,
    seat_member,
)
from sarana.register.money.actions import answer_flags, open_inquiry, record_asset
from sarana.register.operations.actions import close_operation, plan_operation
from sarana.register.outreach.actions import record_campaign
from sarana.register.outreach.enums import Audience, OutreachChannel
from sarana.register.plans.actions import (
    add_budget_line,
    add_measure,
    add_pillar,
    draft_plan,
    note_progress,
    raise_obstacle,
    record_finding,
)
from sarana.register.proceedings.actions import open_proceeding
from sarana.register.referrals.actions import refer_victim
from sarana.register.repatriation.actions import begin_repatriation, issue_document, make_handover_list
from sarana.register.reporting.actions import make_template, open_slots
from sarana.register.reports.actions import ask_opening
from sarana.register.rescue.actions import add_person, record_request
from sarana.register.returns.actions import write_quarter
from sarana.register.supervision.actions import give_errand
from sarana.register.traces.actions import add_trace, link_trace
from sarana.register.tricks.models import Trick

DAY = date(2022, 8, 9)


PUBLIC_KEY = new_pair()[1]


def report(world: World, _place: int) -> None:
    world.report()


def public_report(world: World, place: int) -> None:
    """One that waits for a second officer; the agency's name stands on the page too."""
    report = world.public_report(key=str(place))
    ask_opening(by=world.officers["secretariat"], report=report, motivation="To find the building tonight")


def case(world: World, _place: int) -> Case:
    """A case with everything in it that a list of cases, victims, suspects or operations shows."""
    by = world.officers["investigator"]
    found = world.case()
    victim = world.victim(found, citizenships=["KH"])
    assert_status(
        by=by, victim=victim, assertion="PossibleVictimOfTrafficking", asserted_on=DAY, standard="palermo"
    )
    suspect = world.suspect(found)
    share_case(by=by, case=found, agency=world.agencies["court-18"], reason="Charge")
    open_proceeding(
        by=world.officers["prosecutor"], suspect=suspect, court=world.agencies["court-18"], complaint_on=DAY
    )
    operation = plan_operation(
        by=by,
        kind="raid",
        place=world.places["18"],
        planned_for=DAY,
        cases=[found],
        words={"plan": "Two teams"},
    )
    close_operation(by=by, operation=operation, carried_out_on=DAY)
    return found


def person(world: World, _place: int) -> None:
    """One more of everything in one case."""
    found = Case.objects.order_by("pk").first() or case(world, 0)
    by = world.officers["investigator"]
    victim, suspect = world.victim(found), world.suspect(found)
    record_event(by=by, case=found, started_on=DAY, place=world.places["18"], victims=[victim])
    trace = add_trace(by=by, case=found, kind="phone", value=f"+855 12 {100_000 + found.traces.count()}")
    for one in (victim, suspect):
        link_trace(by=by, trace=trace, to=one, relation="uses", known_from="statement")


def shared_phone(world: World, place: int) -> None:
    """One more case; every third uses the telephone of those before."""
    by, found = world.officers["investigator"], world.case()
    value = "+855 12 777 000" if place % 3 == 0 else f"+855 12 {200_000 + place}"
    phone = add_trace(by=by, case=found, kind="phone", value=value)
    link_trace(by=by, trace=phone, to=world.suspect(found), relation="uses", known_from="device")


def financial_investigation(world: World, place: int) -> None:
    """A case whose money is followed."""
    by = world.officers["investigator"]
    open_inquiry(by=by, case=case(world, place), opened_on=DAY, question="Who was paid?")


def money(world: World, place: int) -> None:
    """One more suspect and account with a flag, and one more measure, in one case."""
    found = Case.objects.order_by("pk").first() or case(world, 0)
    by = world.officers["investigator"]
    account = add_trace(by=by, case=found, kind="account", value=f"001 002 {100 + found.traces.count()}")
    for thing in (account, world.suspect(found)):
        answer_flags(by=by, thing=thing, answers={"moves_between_places": ("seen", "")})
    record_asset(by=by, case=found, deed="seized", kind="cash", on=DAY, ordered_by="Prosecutor", amount=Decimal(place + 1),
                 currency="USD", suspect=world.suspect(found))  # fmt: skip


def letter(world: World, place: int) -> None:
    """A letter to the financial intelligence unit about another case."""
    found = case(world, place)
    by = world.officers["investigator"]
    sent = write_letter(by=by, case=found, kind="spontaneous", text="Rent paid in cash.")
    add_item(by=by, letter=sent, thing=world.suspect(found))


def way_home(world: World, _place: int) -> None:
    by = world.officers["investigator"]
    way = begin_repatriation(
        by=by, victim=world.victim(world.case()), direction="out_of", country="TH", agreed_on=DAY
    )
    way = issue_document(by=by, way=way, on=DAY, travel_document="passport")
    make_handover_list(by=by, ways=[way], planned_on=timezone.localdate(), place=None)


def house(world: World, _place: int) -> None:
    open_shelter(by=world.officers["ngo_worker"], takes_in="women", beds=3, words={"address": "…"})


def errand(world: World, _place: int) -> None:
    by = world.officers["investigator"]
    give_errand(by=by, officer=by, what="Call the court", due_on=timezone.localdate(), case=world.case())


def broken_glass(world: World, _place: int) -> None:
    now = timezone.now()
    GlassBreak.objects.create(
        case=world.case(), officer=world.officers["chief"], reason="…", broken_at=now, until=now
    )


def names_that_leave(world: World, _place: int) -> None:
    ask_export(
        by=world.officers["investigator"], reason="For her return", recipient_key=PUBLIC_KEY, purpose="repatriation",
        outside_recipient="A border post",
    )  # fmt: skip


def likely_pair(world: World, _place: int) -> None:
    found = world.case()
    first, second = sorted((world.victim(found).identity_id, world.suspect(found).identity_id))
    Pair.objects.create(first_id=first, second_id=second, score=0.9)


def allegation(world: World, place: int) -> None:
    record_allegation(
        by=world.officers["investigator"],
        case=world.case(),
        made_on=DAY,
        words={"official": f"Invented Official {place}", "narrative": "He knew of the visit."},
    )


def planned_operation(world: World, _place: int) -> None:
    plan_operation(
        by=world.officers["investigator"],
        kind="rescue",
        place=world.places["18"],
        planned_for=timezone.localdate() + timedelta(days=3),
    )


def quarter(world: World, place: int) -> None:
    write_quarter(
        by=world.officers["provincial"],
        year=2005 + place // 4,
        quarter=1 + place % 4,
        words={"done": "Met the district authorities."},
    )


def rescue_request(world: World, _place: int) -> None:
    request = record_request(
        by=world.officers["embassy"],
        received_at=datetime(2026, 3, 2, tzinfo=UTC),
        words={"contact": "Consul Dewi"},
        place=world.places["18"],
    )
    sought(world, 0, request)


def sought(world: World, _place: int, request: Any = None) -> None:
    from sarana.register.rescue.models import RescueRequest

    request = request or RescueRequest.objects.first()
    if request is None:
        rescue_request(world, 0)
        return
    add_person(
        by=world.officers["embassy"], request=request, who={"names": ["Putri Lestari"]}, sex="F", age=26
    )


def referral(world: World, _place: int) -> None:
    """A bed is asked for, without a word about the person."""
    refer_victim(
        by=world.officers["investigator"],
        victim=world.victim(world.case()),
        services=["SocialCare"],
        request="A bed for two weeks",
        receiver=world.agencies["shelter"],
    )


def trick(_world: World, place: int) -> None:
    Trick.objects.create(code=f"trick-{place}", name_km="ល្បិច", name_en="Trick", state="active")


def plan(world: World, place: int) -> None:
    by = world.officers["secretariat"]
    made = draft_plan(
        by=by,
        title_km="ផែនការ",
        title_en=f"Plan {place}",
        starts_on=date(2024, 1, 1),
        ends_on=date(2028, 12, 31),
    )
    add_pillar(by=by, plan=made, order=1, title_km="ការពារ", title_en="Protection")


def measure(world: World, place: int) -> None:
    """One more measure in one plan, led by another agency each time, with a note."""
    from sarana.register.plans.models import Node

    if not Node.objects.exists():
        plan(world, 0)
    by = world.officers["secretariat"]
    made = add_measure(
        by=by,
        parent=Node.objects.get(parent=None),
        code=f"1.{place}",
        title_km="វិធានការ",
        title_en="Screen everybody",
        lead_agency=list(world.agencies.values())[place % len(world.agencies)],
        starts_on=date(2024, 1, 1),
        due_on=date(2024, 6, 1),
    )
    add_budget_line(
        by=by, node=made, fiscal_year=2024, source="state", currency="KHR", planned=Decimal(9), call_on=date(2023, 5, 31)
    )  # fmt: skip
    raise_obstacle(by=by, node=made, kind="law", on=date(2024, 2, 1), text_en="No decree")
    note_progress(by=by, node=made, on=date(2024, 3, 1), state="under_way", text_km="កំពុង", text_en="Begun")


def held_meeting(world: World, place: int) -> None:
    """A body of another agency each time, with a meeting ahead, an item and an action point."""
    by, agencies = world.officers["secretariat"], list(world.agencies.values())
    body = found_body(
        by=by, code=f"body-{place}", kind="joint", title_km="ក", title_en="A", agency=agencies[place % len(agencies)]
    )  # fmt: skip
    seat_member(by=by, body=body, agency=agencies[place % 3], seat="member", since=DAY)
    meeting = plan_meeting(by=by, body=body, held_on=date(2100, 1, 1))
    item = add_agenda_item(by=by, meeting=meeting, title_km="ក", title_en="A")
    give_action(
        by=by, source="meeting", item=item, assigned_to=world.agencies["ncct"], due_on=DAY, text_en="Do it"
    )


def batch(world: World, place: int) -> Batch:
    by = world.officers["ngo_worker"]
    return Batch.objects.create(
        layout="htcds",
        file_name=f"cases-{place}.csv",
        file_digest=f"{place:064}",
        agency=by.agency,
        brought_by=by,
        started_at=timezone.now(),
        state="done",
    )


def row_aside(world: World, place: int) -> None:
    found = Batch.objects.first() or batch(world, 0)
    row = QuarantinedRow(batch=found, row=place, source_key=f"{place}", faults=[])
    key = give_key(row, key_of(found.agency))
    seal(row, {"prs_FirstName": "Invented Dara"}, key=key)
    row.save(force_insert=True)


# Words that sound unlike each other, one for each of fifty persons.
NUMBERED = [
    f"{first}{last}" for first in ("Bo", "Cha", "Da", "Ky", "Lu", "Mi", "Pho", "Sre") for last in ("pha", "ny", "ra", "moth", "kun", "vit", "lai")
]  # fmt: skip


def row_to_decide(world: World, place: int) -> None:
    """A row about somebody who is on record with another agency's case each time."""
    by = world.officers["investigator"]
    words = {"names": [f"Invented {NUMBERED[place]}"], "birth_date": f"{1950 + place}-05-06"}
    world.victim(world.case(), words=words)
    found = Batch.objects.first() or Batch.objects.create(
        layout="htcds", file_name="a.csv", file_digest="0" * 64, agency=by.agency, brought_by=by, started_at=timezone.now()
    )  # fmt: skip
    row = QuarantinedRow(batch=found, row=place, source_key=f"{place}", faults=[], may_be_known=True)
    cells = {"prs_FirstName": words["names"][0], "prs_Birthdate": words["birth_date"]}
    seal(row, cells, key=give_key(row, key_of(found.agency)))
    row.save(force_insert=True)


def checked_text(world: World, place: int) -> None:
    CheckedText.objects.create(
        title=f"Story {place}",
        text="Words",
        checked_at=timezone.now(),
        checked_by=world.officers["secretariat"],
    )


def press_source(_world: World, place: int) -> None:
    Source.objects.create(name=f"The Invented Post {place}", kind="press")


def topic(world: World, place: int) -> None:
    Topic.objects.create(name=f"Topic {place}", words="scam", officer=world.officers["secretariat"])


def question(world: World, place: int) -> None:
    text = CheckedText.objects.create(title=f"Story {place}", text="Words", checked_at=timezone.now())
    FollowUp.objects.create(
        text=text,
        place="s1",
        spokesperson="A",
        question="B",
        due_on=date(2022, 9, 17),
        asked_by=world.officers["secretariat"],
        asked_at=timezone.now(),
    )


def erratum(world: World, place: int) -> None:
    published(world, place)
    PublishedErratum.objects.create(
        figure=PublishedFigure.objects.latest("pk"),
        words="One was counted twice.",
        noted_by=world.officers["secretariat"],
        noted_at=timezone.now(),
    )


def published(_world: World, place: int) -> None:
    PublishedFigure.objects.create(
        indicator="cases",
        value=str(place),
        period_start=date(1960 + place, 1, 1),
        period_end=date(1960 + place, 12, 31),
        claimant="NCCT",
        source="https://news.example/story",
    )


def kept_estimate(world: World, place: int) -> None:
    told = {"km": "ចន្លោះ", "en": "A range"}
    KeptEstimate.objects.create(
        snapshot=Snapshot.objects.first() or take_snapshot(by=None),
        year=2022,
        calendar="unodc",
        version=place,
        assumption="They work apart.",
        result={"reading": told, "change": told, "estimates": [], "gates": [], "referrals": []},
        kept_at=timezone.now(),
        kept_by=world.officers["statistician"],
    )


def list_edition(world: World, place: int) -> ListEdition:
    return ListEdition.objects.create(
        source="un", generated_on=date(2024, 1, 1) + timedelta(days=place), digest=f"{place:064d}", content=b"",
        entry_count=place, brought_by=world.officers["analyst"],
    )  # fmt: skip


def screening_alert(world: World, place: int) -> None:
    held = case(world, place)
    found = held.suspects.first() if held else None
    suspect = found or world.suspect(world.case())
    Alert.objects.create(
        identity=suspect.identity, edition=list_edition(world, place), source="un", regime="terrorism", score=0.9,
        entry_token=b"t", entry_digest=b"e", person_digest=b"p",
    )  # fmt: skip


def snapshot(world: World, place: int) -> None:
    Snapshot.objects.create(
        taken_at=timezone.now(), taken_by=world.officers["statistician"], folder=f"of-{place}", digest=f"{place:064d}",
        ledger_size=place, ledger_head="0" * 64, schema_version=2,
    )  # fmt: skip


def release(world: World, place: int) -> None:
    if not Snapshot.objects.exists():
        snapshot(world, 1)
    Release.objects.create(
        code=f"2022-{place}", title_km="ក", title_en="A", snapshot=Snapshot.objects.get(), state="published",
        drafted_by=world.officers["statistician"], drafted_at=timezone.now(), published_at=timezone.now(),
    )  # fmt: skip


def annual_report(world: World, place: int) -> None:
    AnnualReport.objects.create(
        year=2000 + place, content={}, digest="0" * 64, draws_on={}, after=0, signed_at=timezone.now(),
        signed_by=world.officers["statistician"],
    )  # fmt: skip


def document(world: World, place: int) -> None:
    made = ReleasedDocument.objects.create(
        kind="plan", series=f"plan-{place}", number=1, code=f"plan-{place}-1", title_km="ក", title_en="A", digest="0" * 64,
        published_at=timezone.now(), released_by=world.officers["statistician"],
    )  # fmt: skip
    ReleaseEntry.objects.create(
        seq=ReleaseEntry.objects.count() + 1, at=timezone.now(), deed="published", document=made, digest="0" * 64,
        previous="0" * 64, head=f"{place:064d}",
    )  # fmt: skip


def privacy_budget(world: World, place: int) -> None:
    release(world, place)
    BudgetEntry.objects.create(
        budget=PrivacyBudget.objects.create(year=2000 + place, rho="1"), release=Release.objects.first(), table_name="a",
        rho="1/4", spent_at=timezone.now(),
    )  # fmt: skip


def placement(world: World, place: int) -> None:
    CountryTier.objects.create(
        country=f"Nowhere {place}", iso3="", year=2022, tier="2", source="invented", confidence="source"
    )


def assessment(world: World, place: int) -> None:
    Assessment.objects.create(year=2030 + place, opened_by=world.officers["secretariat"])


def recommendation(world: World, place: int) -> None:
    from sarana.register.plans.models import Node

    measure(world, place)
    by = world.officers["secretariat"]
    found = record_finding(by=by, source="us_tip", document="A report", year=2022, text_en="Train more")
    found.nodes.add(Node.objects.latest("pk"))


def campaign(world: World, place: int) -> None:
    record_campaign(
        by=world.officers["secretariat"], title_km="យុទ្ធនាការ", title_en="Campaign", agency=of(world, place),
        audience=Audience.values[0], channel=OutreachChannel.values[0], starts_on=date(2024, 1, 1), ends_on=date(2024, 2, 1),
    )  # fmt: skip


def agreement(world: World, place: int) -> None:
    record_instrument(
        by=world.officers["secretariat"], kind=InstrumentKind.values[0], title_km="កិច្ចព្រមព្រៀង", title_en="Agreement",
        agency=of(world, place), other_parties="A neighbour", signed_on=date(2024, 1, 1),
    )  # fmt: skip


def owed_sheet(world: World, place: int) -> None:
    from sarana.register.plans.models import Plan
    from sarana.register.reporting.models import Template

    by = world.officers["secretariat"]
    if not Template.objects.exists():
        plan(world, 0)
        make_template(
            by=by, plan=Plan.objects.get(), code="Q", title_km="ក", title_en="Q", units=[world.agencies["pcct-18"]],
        )  # fmt: skip
    open_slots(by=by, template=Template.objects.get(), period=f"{2000 + place}-Q1")


def of(world: World, place: int) -> Agency:
    """Another agency each time."""
    return list(world.agencies.values())[place % len(world.agencies)]


def officer(world: World, place: int) -> None:
    Officer.objects.create(
        username=f"officer-{place}",
        name_km="មន្ត្រី",
        name_latin=f"Officer {place}",
        role="investigator",
        agency=list(world.agencies.values())[place % len(world.agencies)],
        place=world.places["18"],
    )


def the_case(end: str = "") -> Callable[[], str]:
    return lambda: f"/cases/{Case.objects.order_by('pk')[0].number}/{end}"


def the_request() -> str:
    from sarana.register.rescue.models import RescueRequest

    return f"/rescue/{RescueRequest.objects.get().number}/"


def the_plan() -> str:
    from sarana.register.plans.models import Plan

    return f"/plans/{Plan.objects.get().pk}/"


@dataclass(frozen=True)
class List:
    """A list: where it is (an address, or what gives it once a record stands), who reads it, what fills it."""

    at: str | Callable[[], str]
    who: str
    fill: Callable[[World, int], Any]

    @property
    def address(self) -> str:
        return self.at if isinstance(self.at, str) else self.at()


LISTS = {
    "my day": List("/", "investigator", case),
    "my day, reports and operations": List(
        "/", "investigator", lambda world, n: (report(world, n), planned_operation(world, n))
    ),
    "my day of a court": List("/", "prosecutor", case),
    "my day of the secretariat": List("/", "secretariat", public_report),
    "my day, late measures": List("/", "secretariat", measure),
    "reports": List("/reports/", "investigator", report),
    "reports that wait": List("/reports/waiting/", "secretariat", public_report),
    "openings to decide": List("/reports/openings/", "auditor", public_report),
    "cases": List("/cases/", "investigator", case),
    "cases, overseen": List("/cases/", "secretariat", case),
    "victims": List("/victims/", "investigator", case),
    "suspects": List("/suspects/", "investigator", case),
    "proceedings": List("/proceedings/", "prosecutor", case),
    "money": List("/money/", "investigator", financial_investigation),
    "the money of one case": List(the_case("money/"), "investigator", money),
    "letters": List("/letters/", "investigator", letter),
    "operations": List("/operations/", "investigator", case),
    "operations that lie ahead": List("/operations/", "investigator", planned_operation),
    "one case": List(the_case(), "investigator", person),
    "story of a case": List(the_case("story/"), "investigator", person),
    "traces": List(the_case("traces/"), "investigator", person),
    "parts that hang together": List("/links/parts/", "investigator", shared_phone),
    "brokers": List("/links/brokers/", "investigator", shared_phone),
    "what hangs together with a case": List(
        lambda: f"/links/{Case.objects.first().number}/", "investigator", shared_phone
    ),
    "ways home": List("/repatriations/", "investigator", way_home),
    "handover lists": List("/handovers/", "investigator", way_home),
    "shelters": List("/shelters/", "ngo_worker", house),
    "things to do": List("/errands/", "investigator", errand),
    "names that leave": List("/exports/", "auditor", names_that_leave),
    "emergency openings": List("/emergency/", "investigator", broken_glass),
    "pairs": List("/pairs/", "investigator", likely_pair),
    "pairs to look at first": List("/pairs/first/", "investigator", likely_pair),
    "allegations": List("/allegations/", "auditor", allegation),
    "rescue requests": List("/rescue/", "secretariat", rescue_request),
    "persons of a rescue request": List(the_request, "secretariat", sought),
    "nationals of a mission": List("/missions/embassy/", "embassy", rescue_request),
    "referrals sent": List("/referrals/", "investigator", referral),
    "referrals received": List("/referrals/", "ngo_worker", referral),
    "my day of a shelter": List("/", "ngo_worker", referral),
    "tricks": List("/tricks/", "secretariat", trick),
    "quarterly forms": List("/quarterly/", "secretariat", quarter),
    "plans": List("/plans/", "secretariat", plan),
    "measures of a plan": List(the_plan, "secretariat", measure),
    "kept estimates": List("/figures/hidden-number/kept/", "statistician", kept_estimate),
    "board of a plan": List(lambda: f"{the_plan()}board/", "secretariat", measure),
    "money of a plan": List(lambda: f"{the_plan()}money/", "secretariat", measure),
    "obstacles of a plan": List(lambda: f"{the_plan()}trouble/", "secretariat", measure),
    "meetings": List("/meetings/", "secretariat", held_meeting),
    "action points": List("/action-points/", "secretariat", held_meeting),
    "bodies": List("/bodies/", "secretariat", held_meeting),
    "my day, action points and meetings": List("/", "secretariat", held_meeting),
    "press": List("/press/", "secretariat", checked_text),
    "sources": List("/press/sources/", "secretariat", press_source),
    "topics": List("/press/topics/", "secretariat", topic),
    "questions to spokespersons": List("/press/questions/", "secretariat", question),
    "errata": List("/press/errata/", "secretariat", erratum),
    "published figures": List("/press/published/", "secretariat", published),
    "published figures of one indicator": List("/press/published/cases/", "secretariat", published),
    "imports": List("/import/", "ngo_worker", batch),
    "rows set aside": List(lambda: f"/import/{Batch.objects.get().pk}/", "ngo_worker", row_aside),
    "rows to decide": List(lambda: f"/import/{Batch.objects.get().pk}/who/", "investigator", row_to_decide),
    "audit trail": List("/ledger/", "auditor", case),
    "snapshots": List("/figures/snapshots/", "statistician", snapshot),
    "releases": List("/releases/", "statistician", release),
    "annual reports for the public": List("/releases/annual/", "statistician", annual_report),
    "documents that are out": List("/releases/documents/", "statistician", document),
    "privacy budgets": List("/releases/budgets/", "statistician", privacy_budget),
    "releases for everybody": List("/public/releases/", "embassy", release),
    "tiers": List("/tier/countries/", "statistician", placement),
    "self-assessments": List("/tier/", "statistician", assessment),
    "recommendations": List("/tier/recommendations/", "secretariat", recommendation),
    "campaigns": List("/campaigns/", "secretariat", campaign),
    "agreements": List("/agreements/", "secretariat", agreement),
    "sheets that are owed": List("/reporting/", "secretariat", owed_sheet),
    "editions of lists": List("/screening/lists/", "analyst", list_edition),
    "counts of the screening": List("/screening/", "analyst", screening_alert),
    "alerts": List("/screening/alerts/", "analyst", screening_alert),
    "officers": List("/officers/", "administrator", officer),
}


def queries_of(client: Client, address: str) -> list[str]:
    """What a page asks the database, once what is kept in memory or noted once a minute is there."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in seen.captured_queries]


def filled_together() -> dict[str, list[str]]:
    """The lists by the first that the same records fill: making fifty of them takes longer than reading them."""
    found: dict[Callable[[World, int], Any], list[str]] = {}
    for name, one in LISTS.items():
        found.setdefault(one.fill, []).append(name)
    return {names[0]: names for names in found.values()}


FILLED = filled_together()


@pytest.mark.parametrize("first", FILLED)
def test_fifty_rows_cost_as_many_queries_as_one(pages, settings, tmp_path, first):
    settings.SNAPSHOTS = tmp_path
    fill = LISTS[first].fill

    def counted() -> dict[str, list[str]]:
        wanted = {name: LISTS[name] for name in FILLED[first]}
        return {name: queries_of(client_of(pages, one.who), one.address) for name, one in wanted.items()}

    fill(pages, 1)
    one = counted()
    for place in range(2, 51):
        fill(pages, place)
    fifty = counted()
    more = {
        name: [sql[:200] for sql in fifty[name] if fifty[name].count(sql) > 1 or sql not in one[name]]
        for name in one
        if len(fifty[name]) != len(one[name])
    }
    assert not more


# Pages that are not lists of records, or whose rows stand in another list above.
NOT_LISTS = {
    "search", "contact", "link-ways", "figures", "papers", "province-sheets", "questionnaires", "hidden-number", "style", "nationals", "interview-empty",
    "cases-hand-over", "export", "field-rules", "field-rule", "records", "pairs-look",
    "figure-gaps", "figure-fatf", "figure-growth", "figure-table", "snapshot-compare", "public", "public-feed", "press-speech", "press-precision", "public-check",
    "public-release-head", "public-ledger",
}  # fmt: skip


def test_no_list_is_forgotten():
    """Every address without a record in it and without a form to fill in stands above."""
    known = {entry.at for entry in LISTS.values() if isinstance(entry.at, str)}
    forms = (
        "new/",
        "waiting/",
        "draft/",
        "drop/",
        "return/",
        "field-form/",
        "snapshot/",
        "verify/",
        ".pdf",
        ".html",
        ".docx",
    )
    found = set()
    for route in get_resolver("sarana.web.urls").url_patterns:
        pattern = str(route.pattern)
        if "<" in pattern or pattern.startswith("^") or route.name in NOT_LISTS or pattern.endswith(forms):
            continue
        found.add(f"/{pattern}")
    assert found - known == set()
