"""The pages of care, ways home, emergencies, pairs and exchange, filled in as an officer does."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate

from sarana.base.vault.models import IdentityOpening
from sarana.base.vocabulary.actions import load_vocabulary
from sarana.intake.other_systems_actions import load_field_rules
from sarana.publish.papers.case_paper import Redaction, case_content
from sarana.register.care.models import Shelter
from sarana.register.cases.models import GlassBreak, Victim
from sarana.register.duplicates.models import Merge, Pair
from sarana.register.repatriation.models import HandoverList, Repatriation
from sarana.register.supervision.models import Approval, Errand, Flag


def typed(day):
    """A day as officers write it."""
    return f"{day:%d/%m/%Y}"


@pytest.fixture
def victim(world, settings):
    settings.DEMONSTRATION = True
    load_vocabulary()
    case = world.case()
    case.partners.add(world.agencies["social"], world.agencies["shelter"])
    return world.victim(case)


@pytest.fixture
def at(world):
    """A browser of the officer; ``send`` posts a form, which must be taken."""

    def browser(name):
        client = Client()
        client.force_login(world.officers[name])

        def send(page, /, **values):
            answer = client.post(page, values)
            assert answer.status_code in {200, 302}, answer.content.decode()[:3000]
            return answer

        client.send = send
        return client

    return browser


def test_a_plan_a_bed_and_money(at, victim):
    worker, base = at("social_worker"), f"/victims/{victim.number}/"
    worker.send(
        f"{base}goals/new/",
        area="health",
        kind="Health",
        service_group="anti_trafficking_rescue",
        goal="Sleep",
        due_on=typed(localdate() + timedelta(days=9)),
    )
    at("ngo_worker").send("/shelters/new/", takes_in="women", beds="2", address="Street 9")
    worker.send(f"{base}stays/new/", shelter=Shelter.objects.get().pk, on=typed(localdate()))
    stay, goal = victim.stays.get(), victim.goals.get()
    assert "Street 9" in worker.send(f"{base}stays/{stay.pk}/where/", reason="To visit her").content.decode()
    worker.send(f"{base}stays/{stay.pk}/end/", on=typed(localdate()))
    worker.send(f"{base}goals/{goal.pk}/", to="reached", on=typed(localdate()))
    worker.send(
        f"{base}compensation/new/",
        route="court",
        asked_on=typed(localdate()),
        amount_asked="5000",
        currency="USD",
    )
    worker.send(
        f"{base}compensation/{victim.compensations.get().pk}/",
        granted_on=typed(localdate()),
        amount_granted="10",
    )
    page = worker.get(f"{base}care/").content.decode()
    assert "Sleep" in page
    assert "Street 9" not in page
    assert "Sleep" not in at("secretariat").get(f"{base}care/").content.decode()


def test_the_way_home_to_the_signed_list(at, victim):
    worker = at("social_worker")
    worker.send(
        f"/victims/{victim.number}/home/new/",
        direction="into",
        country="TH",
        their_number="TH-1",
        agreed_on=typed(localdate()),
    )
    way = Repatriation.objects.get()
    for step, values in {
        "tracing_asked": {}, "traced": {"result": "found"}, "assessed": {"assessment": "safe", "place": "12"},
        "document": {"travel_document": "passport", "number": "N 77"},
    }.items():  # fmt: skip
        worker.send(f"/repatriations/{way.number}/{step}/", on=typed(localdate()), **values)
    worker.send("/handovers/new/", numbers=way.number, planned_on=typed(localdate()), receiver="Khun Anong")
    made = HandoverList.objects.get()
    paper = worker.get(f"/handovers/{made.number}/list.pdf")
    assert paper.content.startswith(b"%PDF")
    for side in ("ours", "theirs"):
        worker.send(f"/handovers/{made.number}/sign/{side}/", on=typed(localdate()))
    way.refresh_from_db()
    assert way.handed_over_on == localdate()
    worker.send(f"/repatriations/{way.number}/feedback/", on=typed(localdate()), words="She is well")
    for address in (
        "/repatriations/",
        f"/repatriations/{way.number}/",
        "/handovers/",
        f"/handovers/{made.number}/",
        "/",
    ):
        assert worker.get(address).status_code == 200


def test_the_glass_is_broken_at_night_and_reviewed_in_the_morning(at, victim):
    other, case = at("other_investigator"), victim.case
    assert other.get(f"/cases/{case.number}/").status_code == 404
    other.send("/emergency/new/", number=case.number, reason="She is moved at five")
    assert other.get(f"/cases/{case.number}/").status_code == 200
    named = other.post(f"/cases/{case.number}/team/", {"officer": "other_investigator"})
    assert named.status_code == 403
    assert not case.team.exists()
    assert "She is moved at five" in at("investigator").get("/").content.decode()
    auditor, glass = at("auditor"), GlassBreak.objects.get()
    assert "She is moved at five" in auditor.get("/").content.decode()
    auditor.send(f"/emergency/{glass.pk}/review/", finding="not_justified", note="Nobody had called")
    assert other.get(f"/cases/{case.number}/").status_code == 404


def test_flags_approvals_and_things_to_do(at, world, victim):
    officer, case = at("investigator"), victim.case
    officer.send(f"/cases/{case.number}/flags/new/", kind="danger", note="He knows her street")
    assert "He knows her street" in officer.get(f"/cases/{case.number}/").content.decode()
    officer.send(f"/cases/{case.number}/flags/{Flag.objects.get().pk}/lift/")
    officer.send(f"/cases/{case.number}/approvals/new/", ask="close", supervisor="chief")
    chief = at("chief")
    chief.send(f"/approvals/{Approval.objects.get().pk}/", word="approved")
    officer.send("/errands/new/", what="Call the court", due_on=typed(localdate()), case=case.number)
    assert "Call the court" in officer.get("/").content.decode()
    officer.send(f"/errands/{Errand.objects.get().pk}/done/")
    chief.send("/cases/hand-over/", numbers=case.number, officer="chief", reason="On leave")
    case.refresh_from_db()
    assert case.owner == world.officers["chief"]


def test_several_cases_change_hands_by_a_tick_and_none_is_no_answer(at, world, victim):
    officer, other, third = at("investigator"), world.case(), world.case("chief")
    page = officer.get(f"/cases/hand-over/?case={other.number}").content.decode()
    assert "&lt;" not in page
    assert victim.case.number in page
    assert third.number not in page
    nobody = officer.post("/cases/hand-over/", {"officer": "chief", "reason": "On leave"})
    assert nobody.status_code == 422
    officer.send(
        "/cases/hand-over/", chosen=[victim.case.number, other.number], officer="chief", reason="On leave"
    )
    for case in (victim.case, other):
        case.refresh_from_db()
        assert case.owner == world.officers["chief"]


def test_a_pair_is_merged_and_parted_again(at, world, victim):
    officer, other = at("investigator"), world.victim(world.case())
    officer.send(f"/victims/{victim.number}/same/", number=other.number)
    pair = Pair.objects.get()
    page = officer.get(f"/pairs/{pair.pk}/").content.decode()
    assert other.number in page
    assert "Sophea" not in page
    officer.send(f"/pairs/{pair.pk}/merge/", keep=str(victim.identity_id), reason="The same scar")
    officer.send(f"/merges/{Merge.objects.get().pk}/undo/", reason="Two sisters")
    other.refresh_from_db()
    assert other.identity_id != victim.identity_id
    officer.send("/pairs/look/")
    assert officer.get("/pairs/").status_code == 200


def test_a_contradiction_is_shown_on_the_pairs_and_among_what_to_look_at_first(at, world, victim):
    officer = at("investigator")
    b, c = (world.victim(world.case()) for _ in "bc")
    for one, other in ((victim, b), (b, c), (victim, c)):
        officer.send(f"/victims/{one.number}/same/", number=other.number)
    ab, bc, ac = Pair.objects.order_by("pk")
    page = officer.get("/pairs/first/", headers={"accept-language": "en"}).content.decode()
    assert "No decision contradicts another." in page
    assert "nothing is decided yet" in page
    officer.send(f"/pairs/{ac.pk}/apart/", reason="Two sisters")
    officer.send(f"/pairs/{ab.pk}/merge/", keep=str(b.identity_id), reason="The same scar")
    for pair, against in ((ac, bc), (bc, ac)):
        page = officer.get(f"/pairs/{pair.pk}/", headers={"accept-language": "en"}).content.decode()
        assert "What contradicts this" in page
        assert f"/pairs/{against.pk}/" in page
    page = officer.get("/pairs/first/", headers={"accept-language": "en"}).content.decode()
    assert "No decision contradicts another." not in page


def test_what_cannot_be_told_yet_needs_a_reason_and_stays_open(at, world, victim):
    officer, other = at("investigator"), world.victim(world.case())
    officer.send(f"/victims/{victim.number}/same/", number=other.number)
    pair = Pair.objects.get()
    officer.post(f"/pairs/{pair.pk}/unsure/", {"reason": ""})
    pair.refresh_from_db()
    assert pair.state == "waiting"
    officer.send(f"/pairs/{pair.pk}/unsure/", reason="Her mother is asked first")
    pair.refresh_from_db()
    assert pair.state == "unsure"
    page = officer.get(f"/pairs/{pair.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "It is one person: merge" in page


def test_files_of_other_systems_are_looked_at_and_imported(at, world, victim):
    load_field_rules()
    worker, told = (
        at("social_worker"),
        {"data": [{"global_id": "c1", "given_name": "Dara", "hobby": "chess"}]},
    )

    def file():
        return SimpleUploadedFile("o.json", json.dumps(told).encode())

    assert (
        "hobby" in worker.send("/import/records/", system="oscar", file=file(), deed="check").content.decode()
    )
    worker.send("/import/rules/edit/", system="oscar", their_field="hobby", note="Not about help")
    before = Victim.objects.count()
    worker.send("/import/records/", system="oscar", file=file(), deed="import")
    assert Victim.objects.count() == before + 1
    assert worker.get("/import/rules/?system=oscar&q=given").status_code == 200
    assert "ForcedLabour" not in worker.send("/export/").content.decode()


# ## A case on paper


@pytest.mark.parametrize("level", Redaction)
def test_a_paper_tells_no_more_than_its_level(world, victim, level):
    told = str(
        case_content(by=world.officers["investigator"], case=victim.case, level=level, reason="For the court")
    )
    assert ("Sophea" in told) == (level is Redaction.FULL)
    assert ("Building by the port" in told) == (level is not Redaction.FACTS)
    assert (victim.number in told) == (level is not Redaction.FACTS)
    assert IdentityOpening.objects.exists() == (level is Redaction.FULL)


def test_the_paper_is_a_pdf_and_refuses_what_the_role_does_not_open(at, victim):
    address = f"/cases/{victim.case.number}/print/"
    assert at("investigator").send(address, level="facts", reason="Training").content.startswith(b"%PDF")
    assert at("secretariat").post(address, {"level": "full", "reason": "To know"}).status_code == 422
