"""One of every record, standing to an officer in one of five ways: what the matrix of rights is tried on."""

import json
import zlib
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from sarana.base.accounts.models import Agency, Officer
from sarana.base.vault.recipients import new_pair
from sarana.base.vault.sealing import give_key, key_of, seal, seal_under
from sarana.intake.export_actions import ask_export
from sarana.intake.models import Batch, ExportRequest, QuarantinedRow
from sarana.measure.assessment.actions import add_criterion_evidence, open_assessment
from sarana.measure.assessment.models import Assessment
from sarana.measure.figures.models import Snapshot
from sarana.measure.press.actions import ask_spokesperson
from sarana.measure.press.models import CheckedText, PublishedFigure, Source, Topic
from sarana.measure.screening.models import Alert, ListEdition
from sarana.publish.releases.actions import release_dossier
from sarana.publish.releases.actions.documents import enter
from sarana.publish.releases.documents import annual_draft
from sarana.publish.releases.models import AnnualReport, Release, ReleaseFile, ReleaseTable
from sarana.register.care.actions import ask_compensation, open_shelter, plan_goal, take_bed
from sarana.register.cases.actions import assert_status, attach_to_case
from sarana.register.cases.models import Case, GlassBreak, Suspect
from sarana.register.complicity.actions import record_allegation
from sarana.register.complicity.models import Allegation
from sarana.register.duplicates.models import Merge, Pair
from sarana.register.fiu.actions import add_item, write_letter
from sarana.register.fiu.enums import LetterState
from sarana.register.fiu.models import FiuLetter
from sarana.register.identification.actions import begin_interview
from sarana.register.meetings.actions import add_agenda_item, found_body, give_action, plan_meeting
from sarana.register.money.actions import answer_flags, open_inquiry
from sarana.register.operations.actions import close_operation, give_task, plan_operation
from sarana.register.operations.enums import FoundAs
from sarana.register.operations.models import Operation
from sarana.register.plans.actions import (
    add_budget_line,
    add_file_evidence,
    add_measure,
    add_milestone,
    add_pillar,
    draft_plan,
    propose_amendment,
    raise_obstacle,
    set_plan_state,
)
from sarana.register.plans.models import Node, Plan
from sarana.register.proceedings.actions import (
    call_witness,
    open_proceeding,
    record_absence,
    record_detention,
)
from sarana.register.referrals.actions import record_consent, refer_victim
from sarana.register.repatriation.actions import begin_repatriation, issue_document, make_handover_list
from sarana.register.repatriation.models import HandoverList
from sarana.register.reports.actions import ask_opening, close_report, link_as_same_matter
from sarana.register.reports.models import Report
from sarana.register.rescue.actions import add_person, add_photo, record_request
from sarana.register.rescue.models import ListRow, RescueRequest
from sarana.register.returns.actions import write_quarter
from sarana.register.supervision.actions import ask_approval, raise_flag
from sarana.register.traces.actions import add_trace, link_trace
from tests.reporting_bundle import report_bundle
from tests.world import World

RELATIONS = ("own", "same agency", "other agency", "other province", "conflict of interest")
DAY = date(2022, 9, 17)
# A picture of one grey point.
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


@dataclass
class Bundle:
    """The records, and what stands in the addresses of their pages."""

    numbers: dict[str, str] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)
    # Parts of addresses that are neither number nor key.
    words: dict[str, str] = field(default_factory=dict)


def bundle_for(world: World, officer: Officer, relation: str) -> Bundle:
    """One of every record, made by the police and then moved into the relation to the officer."""
    chief, secretariat = world.officers["chief"], world.officers["secretariat"]
    agency = _agency(world, officer, relation)
    place = world.places["12" if relation == "other province" else "18"]
    owner = officer if relation in {"own", "conflict of interest"} else _colleague(world, officer)
    bundle = Bundle()
    report = world.report("chief", place=place)
    twin = world.report("chief", place=place)
    close_report(by=chief, report=twin, because="vague", reason="No street", asked_how="No way to answer him")
    bundle.keys["link"] = link_as_same_matter(by=chief, report=report, other=twin, reason="The same door").pk
    case = world.case("chief", place=place, agency=world.agencies["police"])
    case.partners.add(world.agencies["court-18"])
    _people(world, bundle, case)
    planned, done = _operations(world, bundle, case, place)
    allegation = record_allegation(
        by=chief, case=case, made_on=DAY, words={"official": "Somebody Unknown", "narrative": "…"},
        officers=[world.officers["other_investigator"]],
    )  # fmt: skip
    bundle.keys["lock"] = allegation.locks.get().pk
    case.partners.clear()
    request = _request(world, bundle, officer, relation, secretariat)
    _move(
        agency,
        place,
        owner,
        report=report,
        twin=twin,
        case=case,
        operations=[planned, done],
        allegation=allegation,
    )
    if relation == "conflict of interest":
        for record in (report, twin, case, planned, done, request):
            record.barred.add(officer)
        allegation.locks.create(officer=officer, origin="named")
    bundle.keys |= {"report_id": report.pk, "case_id": case.pk, "victim_id": case.victims.get().pk}
    bundle.keys["opening"] = _opening(world, report, officer)
    bundle.numbers |= {
        "report": report.number, "vague": twin.number, "case": case.number, "operation": done.number, "planned": planned.number,
        "allegation": allegation.number, "rescue": request.number,
    }  # fmt: skip
    _papers(world, bundle, officer, relation, agency)
    return bundle


def _agency(world: World, officer: Officer, relation: str) -> Agency:
    if relation != "other agency":
        return officer.agency
    return world.agencies["social" if officer.agency.code == "immigration" else "immigration"]


def _colleague(world: World, officer: Officer) -> Officer:
    return world.officers["analyst" if officer.username != "analyst" else "statistician"]


def _people(world: World, bundle: Bundle, case: Case) -> None:
    chief, prosecutor = world.officers["chief"], world.officers["prosecutor"]
    victim, suspect = world.victim(case, "chief"), world.suspect(case, "chief")
    word = assert_status(
        by=chief, victim=victim, assertion="PossibleVictimOfTrafficking", asserted_on=DAY, standard="palermo",
        acts=[], means=[], purposes=[],
    )  # fmt: skip
    proceeding = open_proceeding(
        by=prosecutor, suspect=suspect, court=world.agencies["court-18"], complaint_on=DAY
    )
    held = record_detention(
        by=prosecutor, proceeding=proceeding, kind="custody", began_at=datetime(2022, 9, 18, 8, tzinfo=UTC)
    )
    gone = record_absence(by=prosecutor, proceeding=proceeding, since=DAY)
    witness = call_witness(by=prosecutor, proceeding=proceeding, victim=victim, agreed_on=DAY)
    interview = begin_interview(
        by=chief, victim=victim, form="screening", interpretation="own_language", setting="safe_room",
        consent="yes", reason="She agreed to talk",
    )  # fmt: skip
    official = begin_interview(
        by=chief, victim=victim, form="police", interpretation="own_language", setting="safe_room", consent="yes",
        reason="She agreed to talk",
    )  # fmt: skip
    bundle.numbers["official"] = official.number
    trace = add_trace(by=chief, case=case, kind="phone", value="097 555 01 23")
    account = add_trace(by=chief, case=case, kind="account", value="001 002 003 004")
    answer_flags(by=chief, thing=suspect, answers={"prepaid_cards": ("seen", "In a drawer")})
    inquiry = open_inquiry(by=chief, case=case, opened_on=DAY, question="Who was paid?")
    _letters(bundle, chief, case, suspect)
    link = link_trace(by=chief, trace=trace, to=suspect, relation="uses", known_from="interview")
    agreed = record_consent(
        by=chief, victim=victim, purposes=["care"], fields=["age"], recipients=[], given_on=DAY,
        until=date(2100, 1, 1), language="km",
    )  # fmt: skip
    referral, _link = refer_victim(
        by=chief, victim=victim, services=["SocialCare"], request="A bed", outside_receiver="Small House"
    )
    bundle.numbers["referral"] = referral.number
    bundle.keys["consent"] = agreed.pk
    _care(world, bundle, case)
    _alert(world, bundle, suspect)
    file = attach_to_case(by=chief, case=case, name="note.txt", content=b"A note.")
    bundle.numbers |= {
        "victim": victim.number, "suspect": suspect.number, "proceeding": proceeding.number,
        "interview": interview.number, "trace": trace.number, "account": account.number, "inquiry": inquiry.number,
    }  # fmt: skip
    bundle.keys |= {
        "word": word.pk, "held": held.pk, "gone": gone.pk, "witness": witness.pk, "trace-link": link.pk, "file": file.pk,
        "trace_id": trace.pk, "interview_id": interview.pk,
    }  # fmt: skip


def _letters(bundle: Bundle, by: Officer, case: Case, suspect: Suspect) -> None:
    """A letter to the financial intelligence unit that is being written, and one that went out."""
    letter = write_letter(by=by, case=case, kind="request", text="Whose account is it?")
    bundle.keys["letter-item"] = add_item(by=by, letter=letter, thing=suspect).pk
    out = write_letter(by=by, case=case, kind="spontaneous", text="The rent was paid in cash.")
    FiuLetter.objects.filter(pk=out.pk).update(state=LetterState.RELEASED, dated_on=DAY)
    bundle.numbers |= {"letter": letter.number, "letter-out": out.number}


def _alert(world: World, bundle: Bundle, suspect: Suspect) -> None:
    """The suspect looks like an entry of a list."""
    edition = ListEdition.objects.create(
        source="national", generated_on=DAY, digest="0" * 64, content=zlib.compress(b"name,id\nRim Kosalvath,N1\n"), entry_count=1,
        brought_by=world.officers["analyst"],
    )  # fmt: skip
    alert = Alert(
        identity=suspect.identity, edition=edition, source="national", regime="other", score=0.9, entry_token=b"t",
        entry_digest=b"e", person_digest=b"p",
    )  # fmt: skip
    listed = {
        "key": "QDi.900",
        "names": ["Zqmarkd Listed"],
        "births": [],
        "nationalities": [],
        "programme": "",
        "reasons": [],
    }
    alert.sealed = seal_under(suspect.identity, alert, listed)
    alert.save(force_insert=True)
    bundle.keys |= {"edition": edition.pk, "alert": alert.pk}


def _care(world: World, bundle: Bundle, case: Case) -> None:
    """A plan, a bed, money, a way home; a flag, an approval, an emergency opening, and a pair that was merged."""
    chief, worker = world.officers["chief"], world.officers["social_worker"]
    victim, suspect = case.victims.get(), case.suspects.get()
    case.partners.add(worker.agency)
    today = timezone.localdate()
    goal = plan_goal(
        by=worker, victim=victim, area="health", kind="Health", service_group="anti_trafficking_rescue", due_on=today,
        need="", goal="Sleep",
    )  # fmt: skip
    house = open_shelter(by=worker, takes_in="women", beds=3, words={"address": "…"})
    stay = take_bed(by=worker, victim=victim, shelter=house, on=today)
    money = ask_compensation(by=worker, victim=victim, route="court", asked_on=today, amount_asked=Decimal(1))
    case.partners.remove(worker.agency)
    way = begin_repatriation(by=chief, victim=victim, direction="out_of", country="TH", agreed_on=today)
    way = issue_document(by=chief, way=way, on=today, travel_document="passport")
    handover = make_handover_list(by=chief, ways=[way], planned_on=today, place=None)
    # The list is the police's own and seen by all of them; here the case alone decides.
    HandoverList.objects.filter(pk=handover.pk).update(agency=world.agencies["fiu"])
    flag = raise_flag(by=chief, case=case, kind="health")
    approval = ask_approval(by=chief, case=case, ask="plan", supervisor=world.officers["secretariat"])
    glass = GlassBreak.objects.create(
        case=case, officer=chief, reason="…", broken_at=timezone.now(), until=timezone.now()
    )
    bundle.keys["export"] = _names_that_leave(chief).pk
    first, second = sorted((victim.identity_id, suspect.identity_id))
    pair = Pair.objects.create(first_id=first, second_id=second, score=0.9)
    merge = Merge.objects.create(
        pair=pair, kept_id=first, absorbed_id=second, reason="…", merged_by=chief, merged_at=timezone.now()
    )
    bundle.numbers |= {"repatriation": way.number, "handover": handover.number}
    bundle.keys |= {
        "goal": goal.pk, "stay": stay.pk, "money": money.pk, "flag": flag.pk, "approval": approval.pk, "glass": glass.pk,
        "pair": pair.pk, "merge": merge.pk, "errand": flag.pk,
    }  # fmt: skip


def _names_that_leave(by: Officer) -> ExportRequest:
    """Asked for by somebody who is none of the officers whose rights are tried."""
    return ask_export(
        by=by, reason="For her return", recipient_key=new_pair()[1], purpose="repatriation", outside_recipient="A border post"
    )  # fmt: skip


def _operations(world: World, bundle: Bundle, case: Case, place: Any) -> tuple[Operation, Operation]:
    chief = world.officers["chief"]
    planned = plan_operation(by=chief, kind="raid", place=place, planned_for=DAY)
    bundle.keys["task"] = give_task(
        by=chief, operation=planned, kind="transport", agency=world.agencies["immigration"]
    ).pk
    done = plan_operation(by=chief, kind="raid", place=place, planned_for=DAY)
    victim = case.victims.get()
    close_operation(
        by=chief, operation=done, carried_out_on=DAY, found={victim: FoundAs.FREED}, persons_screened=1
    )
    done.cases.clear()  # so that its own relation decides, not the case's
    bundle.keys["found"] = done.persons_found.get().pk
    return planned, done


def _request(world: World, bundle: Bundle, officer: Officer, relation: str, by: Officer) -> RescueRequest:
    mission = world.agencies["embassy"]
    if officer.username == "embassy" and relation in {"other agency", "other province"}:
        mission = Agency.objects.create(
            code=f"mission-{relation[6:]}", name_km="បេសកកម្ម", name_en="Mission", kind="embassy",
            path=f"/mission-{relation[6:]}/", country="VN",
        )  # fmt: skip
    request = record_request(by=by, received_at=timezone.now(), words={"contact": "consul"}, mission=mission)
    person = add_person(by=by, request=request, who={"names": ["Siti Lestari"]})
    photo = add_photo(by=by, person=person, name="face.png", content=PICTURE)
    row = ListRow(request=request, row=3, source_key=request.number, brought_by=by)
    seal(row, {"cells": {}}, key=give_key(row, key_of(mission)))
    row.save(force_insert=True)
    if relation in {"own", "same agency", "conflict of interest"}:
        request.units.add(officer.agency)
    bundle.numbers["sought"] = person.number
    bundle.keys |= {"photo": photo.pk, "list-row": row.pk, "mission": mission.code}
    return request


def _move(
    agency: Agency, place: Any, owner: Officer, *, report: Report, twin: Report, case: Case,
    operations: list[Operation], allegation: Allegation,
) -> None:  # fmt: skip
    for told in (report, twin):
        told.agency, told.recorded_by = agency, owner
        told.save(update_fields=["agency", "recorded_by"])
    case.agency, case.owner, case.opened_by, case.place = agency, owner, owner, place
    case.save()
    for operation in operations:
        operation.lead_agency, operation.planned_by = agency, owner
        operation.save()
    allegation.recorded_by, allegation.agency = owner, agency
    allegation.save()


def _opening(world: World, report: Report, officer: Officer) -> Any:
    """A colleague asked to open the words of a report that came by the public page."""
    Report.objects.filter(pk=report.pk).update(from_public=True)
    report.refresh_from_db()
    asker = world.officers["investigator" if officer.username != "investigator" else "chief"]
    shared = Agency.objects.get(pk=asker.agency_id)
    report.shared_with.add(shared)
    opening = ask_opening(by=asker, report=report, motivation="Somebody is in danger")
    report.shared_with.remove(shared)
    return opening.pk


def _papers(world: World, bundle: Bundle, officer: Officer, relation: str, agency: Agency) -> None:
    """What belongs to an agency rather than to a case: imports, quarterly forms; and the plan, which belongs to all."""
    importer = agency if relation != "other agency" else world.agencies["shelter"]
    if officer.agency.code == "shelter" and relation == "other agency":
        importer = world.agencies["police"]
    batch = Batch.objects.create(
        layout="htcds",
        file_name="rows.csv",
        file_digest="0" * 64,
        agency=importer,
        brought_by=world.officers["chief"],
        started_at=timezone.now(),
    )
    row = QuarantinedRow(batch=batch, row=3, source_key=f"{batch.pk}")
    seal(row, {"cells": {}}, key=give_key(row, key_of(importer)))
    row.save(force_insert=True)
    clerk = world.officers["provincial"]
    year = 2021 if relation in {"own", "same agency", "conflict of interest"} else 2020
    form = write_quarter(by=clerk, year=year, quarter=RELATIONS.index(relation) % 4 + 1, words={"done": "…"})
    plan = draft_plan(
        by=world.officers["secretariat"],
        title_km="ផែនការ",
        title_en="Plan",
        starts_on=DAY,
        ends_on=DAY + timedelta(days=9),
    )
    pillar = add_pillar(by=world.officers["secretariat"], plan=plan, order=1, title_km="ក", title_en="A")
    measure = add_measure(
        by=world.officers["secretariat"], parent=pillar, title_km="ខ", title_en="B", code="1.1",
        lead_agency=officer.agency, starts_on=DAY, due_on=DAY,
    )  # fmt: skip
    _plan_parts(world, bundle, officer, plan, measure)
    keys, period = report_bundle(world, officer, plan, measure)
    bundle.keys |= keys
    bundle.words["period"] = period
    _releases(bundle, officer)
    assessment = open_assessment(by=world.officers["secretariat"], year=2022)
    shown = add_criterion_evidence(
        by=world.officers["secretariat"], assessment=assessment, criterion="I1", kind="file", title="Decree",
        file=("decree.txt", b"A decree"),
    )  # fmt: skip
    bundle.keys["criterion-file"] = shown.pk
    bundle.keys |= world.public_papers or make_public_papers(world)
    source = Source.objects.create(name="The Invented Post", kind="press")
    topic = Topic.objects.create(name="Invented", words="invented", officer=officer)
    text = CheckedText.objects.create(
        title="A", text="Words", checked_at=timezone.now(), result={"statements": [{"start": 0, "end": 5, "kind": "direct", "claims": []}]}
    )  # fmt: skip
    question = ask_spokesperson(
        by=world.officers["secretariat"], checked=text, place="s1", spokesperson="A", question="B", due_on=timezone.localdate()
    )  # fmt: skip
    figure = PublishedFigure.objects.create(
        indicator="cases", value="1", claimant="A", source="https://news.example/1"
    )
    bundle.keys |= {
        "source": source.pk, "topic": topic.pk, "text": text.pk, "question": question.pk, "published": figure.pk,
    }  # fmt: skip
    bundle.keys |= {
        "batch": batch.pk, "batch-row": row.pk, "form": form.pk, "plan": plan.pk, "pillar": pillar.pk, "measure": measure.pk,
    }  # fmt: skip


def make_public_papers(world: World) -> dict[str, Any]:
    """A dossier and an annual report that are out, and an annual report that an officer signed; drawing them takes long."""
    secretariat, statistician = world.officers["secretariat"], world.officers["statistician"]
    closed = Assessment.objects.create(
        year=2021, opened_by=secretariat, published_by=secretariat, published_at=timezone.now()
    )
    dossier = release_dossier(by=statistician, assessment=closed)
    content = {language: {"title": "A", "lines": [], "foot": "", "language": language, "sections": []} for language in ("km", "en")}  # fmt: skip
    signed, out = [
        AnnualReport.objects.create(
            year=year, content=content, digest="0" * 64, draws_on={}, after=0, signed_at=timezone.now(), signed_by=secretariat
        )
        for year in (2021, 2022)
    ]  # fmt: skip
    return {
        "published-dossier": dossier.code,
        "annual": signed.pk,
        "published-annual": enter(annual_draft(out), by=statistician, at=timezone.now()).code,
    }


def _releases(bundle: Bundle, officer: Officer) -> None:
    """A release in the making with a table, and one that is out with a table and a file."""
    # A snapshot of an empty register, so that pages of figures open.
    (Path(settings.SNAPSHOTS) / "none").mkdir(parents=True, exist_ok=True)
    (Path(settings.SNAPSHOTS) / "none" / "manifest.json").write_text('{"files": {}}')
    snapshot = Snapshot.objects.create(
        taken_at=timezone.now(),
        folder="none",
        digest="0" * 64,
        ledger_size=0,
        ledger_head="0" * 64,
        schema_version=3,
    )
    made = [
        Release.objects.create(
            code=f"2022-{Release.objects.count() + 1}", title_km="ក", title_en="A", snapshot=snapshot, state=state,
            drafted_by=officer, drafted_at=timezone.now(), published_at=timezone.now() if state == "published" else None,
        )
        for state in ("draft", "published")
    ]  # fmt: skip
    table = ReleaseTable.objects.create(
        release=made[0], name="victims_identified-2022", indicator="victims_identified", year=2022,
        protection="suppression", threshold=11,
    )  # fmt: skip
    told = {
        "name": "victims_identified-2022", "indicator": "victims_identified", "year": 2022, "dimensions": [], "labels": {},
        "rows": [[12]], "protection": {"kind": "suppression", "threshold": 11},
        **{f"{name}_{language}": "A" for name in ("title", "definition", "unit") for language in ("km", "en")},
    }  # fmt: skip
    for name, content in (
        ("datapackage.json", b"{}"),
        ("tables/victims_identified-2022.json", json.dumps({"tables": [told]}).encode()),
    ):
        ReleaseFile.objects.create(
            release=made[1], name=name, content=content, sha256="0" * 64, size=len(content)
        )
    bundle.keys |= {"release": made[0].pk, "release-table": table.pk}
    bundle.words |= {"release": made[1].code, "table": "victims_identified-2022"}


def _meeting(world: World, bundle: Bundle, officer: Officer) -> None:
    """A meeting of a body of the officer's agency, which the secretariat prepared, with an action point for it."""
    by = world.officers["secretariat"]
    body = found_body(
        by=by, code=f"of-{officer.username}"[:40].replace("_", "-"), kind="joint", title_km="ក", title_en="A",
        agency=officer.agency,
    )  # fmt: skip
    meeting = plan_meeting(by=by, body=body, held_on=DAY)
    item = add_agenda_item(by=by, meeting=meeting, title_km="ក", title_en="A")
    point = give_action(
        by=officer if officer.username in {"secretariat", "provincial", "focal_point"} else by, source="meeting", item=item,
        assigned_to=officer.agency, due_on=DAY, text_en="Do it",
    )  # fmt: skip
    bundle.keys |= {"body": body.pk, "meeting": meeting.pk, "item": item.pk, "point": point.pk}


def _plan_parts(world: World, bundle: Bundle, officer: Officer, plan: Plan, measure: Node) -> None:
    """What belongs to a measure, whatever its agency; and an amendment of another plan, which is adopted."""
    by = world.officers["secretariat"]
    milestone = add_milestone(by=by, node=measure, title_km="ក", title_en="A", due_on=DAY, share=Decimal(50))
    line = add_budget_line(
        by=by, node=measure, fiscal_year=2022, source="donor", currency="USD", planned=Decimal(9)
    )
    obstacle = raise_obstacle(by=by, node=measure, kind="law", on=DAY, text_en="No decree yet")
    proof = add_file_evidence(
        by=by, node=measure, title="A letter", name="a.txt", content=b"A.", audience="plan"
    )
    adopted = draft_plan(by=by, title_km="ខ", title_en="B", starts_on=DAY, ends_on=DAY + timedelta(days=9))
    set_plan_state(by=by, plan=adopted, state="adopted", on=DAY)
    amendment = propose_amendment(by=by, plan=adopted, reason="A new law")
    _meeting(world, bundle, officer)
    bundle.keys |= {
        "milestone": milestone.pk, "line": line.pk, "obstacle": obstacle.pk, "proof": proof.pk, "amendment": amendment.pk,
    }  # fmt: skip
