"""# What was written wrongly can be put right

Tired people slip. An operation is planned in a hurry without its legal basis, or is put off by a day; a clerk ticks the wrong
verdict. Nobody may be left with a record that he knows to be wrong: it is changed with a reason, counted anew, and the audit
trail keeps what stood there before. What would contradict the rest of the record is still refused.
"""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.pages import client_of, text_of
from tests.world import World

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import verify_ledger
from sarana.base.ledger.models import Entry
from sarana.base.vault.sealing import unseal
from sarana.register.editing import EditConflict
from sarana.register.operations.actions import amend_operation, call_off_operation, plan_operation
from sarana.register.operations.models import Operation
from sarana.register.proceedings.actions import (
    correct_stage,
    move_proceeding,
    open_proceeding,
    take_stage_back,
)
from sarana.register.proceedings.models import Proceeding, Step

MAY = date(2022, 5, 2)


@pytest.fixture
def operation(world: World) -> Operation:
    return plan_operation(
        by=world.officers["investigator"],
        kind="raid",
        place=world.places["18"],
        planned_for=MAY,
        words={"plan": "At dawn"},
    )


# ## A plan that changes


def test_a_legal_basis_that_was_missing_is_added_and_the_day_put_off(world, operation):
    later = MAY + timedelta(days=3)
    amend_operation(
        by=world.officers["investigator"],
        operation=operation,
        seen_version=1,
        changes={"legal_basis": "Law of 2008, art. 12", "planned_for": later},
        words={"plan": "At dusk"},
    )
    operation.refresh_from_db()
    assert (operation.legal_basis, operation.planned_for) == ("Law of 2008, art. 12", later)
    assert unseal(operation)["plan"] == "At dusk"
    assert "dusk" not in Entry.objects.get(action="amend_operation").change


def test_two_of_the_team_do_not_overwrite_each_other(world, operation):
    by = world.officers["investigator"]
    amend_operation(by=by, operation=operation, seen_version=1, changes={"legal_basis": "One"})
    with pytest.raises(EditConflict):
        amend_operation(by=by, operation=operation, seen_version=1, changes={"legal_basis": "Other"})


def test_what_is_over_is_not_planned_anew_and_strangers_plan_nothing(world, operation):
    with pytest.raises(NotAllowed):
        amend_operation(
            by=world.officers["immigration"],
            operation=operation,
            seen_version=1,
            changes={"legal_basis": "x"},
        )
    call_off_operation(by=world.officers["investigator"], operation=operation, reason="Word got out")
    with pytest.raises(ValueError, match="over"):
        amend_operation(
            by=world.officers["investigator"],
            operation=operation,
            seen_version=1,
            changes={"legal_basis": "x"},
        )


def test_the_checklist_leads_to_what_the_plan_lacks(world, operation, settings):
    settings.DEMONSTRATION = True
    client, address = client_of(world, "investigator"), f"/operations/{operation.number}/"
    assert f'href="{address}edit/"' in text_of(client.get(address))
    typed = {
        "kind": "raid",
        "place": "18",
        "planned_for": "02/05/2022",
        "legal_basis": "Law of 2008",
        "plan": "At dawn",
    }
    assert client.post(f"{address}edit/", {**typed, "seen_version": 1, "was": "{}"}).status_code == 302
    operation.refresh_from_db()
    assert operation.legal_basis == "Law of 2008"
    call_off_operation(by=world.officers["investigator"], operation=operation, reason="Word got out")
    assert client.get(f"{address}edit/").status_code == 404


def test_an_outcome_is_not_saved_by_a_slip_of_the_hand(world, operation, settings):
    settings.DEMONSTRATION = True
    client, address = client_of(world, "investigator"), f"/operations/{operation.number}/outcome/"
    page = text_of(client.get(address))
    assert 'name="persons_screened" value' not in page
    answer = client.post(address, {"carried_out_on": "02/05/2022"})
    assert answer.status_code == 422
    operation.refresh_from_db()
    assert operation.state == "planned"


# ## A stage of a proceeding that was written wrongly


@pytest.fixture
def proceeding(world: World) -> Proceeding:
    by = world.officers["prosecutor"]
    case = world.case()
    case.partners.add(by.agency)
    made = open_proceeding(by=by, suspect=world.suspect(case), court=by.agency, complaint_on=MAY)
    move_proceeding(by=by, proceeding=made, stage="charge", on=MAY + timedelta(days=1), articles=["12"])
    move_proceeding(by=by, proceeding=made, stage="verdict", on=MAY + timedelta(days=9), verdict="convicted")
    return made


def step_of(proceeding: Proceeding, stage: str) -> Step:
    return proceeding.steps.get(stage=stage)


def test_a_wrong_verdict_is_put_right_counted_anew_and_both_stay_in_the_trail(world, proceeding):
    by = world.officers["prosecutor"]
    correct_stage(
        by=by,
        step=step_of(proceeding, "verdict"),
        reason="Wrong box ticked",
        on=MAY + timedelta(days=9),
        verdict="acquitted",
    )
    proceeding.refresh_from_db()
    assert proceeding.outcome == "acquitted"
    entry = Entry.objects.get(action="correct_stage")
    change = json.loads(entry.change)
    assert (change["before"]["verdict"], change["verdict"], entry.reason) == (
        "convicted",
        "acquitted",
        "Wrong box ticked",
    )
    assert verify_ledger().is_whole


def test_a_sentence_can_be_corrected_and_cleared_of_what_was_not_said(world, proceeding):
    by, day = world.officers["prosecutor"], MAY + timedelta(days=9)
    step = move_proceeding(
        by=by, proceeding=proceeding, stage="sentence", on=day, months_imposed=12, months_suspended=6
    )
    correct_stage(by=by, step=step, reason="A nought was missing", on=day, months_imposed=120)
    step.refresh_from_db()
    assert (step.months_imposed, step.months_suspended) == (120, None)


def test_a_conviction_stays_while_a_sentence_stands_on_it(world, proceeding):
    by, day = world.officers["prosecutor"], MAY + timedelta(days=9)
    sentence = move_proceeding(by=by, proceeding=proceeding, stage="sentence", on=day, months_imposed=12)
    verdict = step_of(proceeding, "verdict")
    with pytest.raises(ValueError, match="stands on this conviction"):
        correct_stage(by=by, step=verdict, reason="Wrong box", on=day, verdict="acquitted")
    with pytest.raises(ValueError, match="stands on this conviction"):
        take_stage_back(by=by, step=verdict, reason="Wrong case")
    take_stage_back(by=by, step=sentence, reason="Wrong case")
    take_stage_back(by=by, step=verdict, reason="Wrong case")
    proceeding.refresh_from_db()
    assert (proceeding.stage, proceeding.outcome, proceeding.moved_on) == (
        "charge",
        "open",
        MAY + timedelta(days=1),
    )


def test_what_does_not_fit_the_other_stages_is_refused_here_as_well(world, proceeding):
    by, charge = world.officers["prosecutor"], step_of(proceeding, "charge")
    for facts, says in [
        ({"on": MAY - timedelta(days=1), "articles": ["12"]}, "before the stage"),
        ({"on": MAY + timedelta(days=20), "articles": ["12"]}, "after the stage"),
        ({"on": timezone.localdate() + timedelta(days=1), "articles": ["12"]}, "in the future"),
        ({"on": MAY + timedelta(days=1)}, "names the articles"),
    ]:
        with pytest.raises(ValueError, match=says):
            correct_stage(by=by, step=charge, reason="Slip", **facts)
    with pytest.raises(ValueError, match="what was wrong"):
        correct_stage(by=by, step=charge, reason=" ", on=MAY, articles=["12"])
    with pytest.raises(ValueError, match="begins with its complaint"):
        take_stage_back(by=by, step=step_of(proceeding, "complaint"), reason="Slip")
    with pytest.raises(NotAllowed):
        take_stage_back(by=world.officers["investigator"], step=charge, reason="Slip")


def test_the_page_of_a_stage_on_record_shows_what_stands_there(world, proceeding, settings):
    settings.DEMONSTRATION = True
    client, address = client_of(world, "prosecutor"), f"/proceedings/{proceeding.number}/"
    assert f'href="{address}verdict/"' in text_of(client.get(address))
    page = text_of(client.get(f"{address}verdict/"))
    assert "This stage is on record." in page
    typed = {"on": "11/05/2022", "verdict": "dismissed"}
    assert client.post(f"{address}verdict/", typed).status_code == 422
    assert client.post(f"{address}verdict/", {**typed, "reason": "Wrong box"}).status_code == 302
    assert step_of(proceeding, "verdict").verdict == "dismissed"
    assert (
        client.post(f"{address}verdict/", {**typed, "undo": "on", "reason": "Other case"}).status_code == 302
    )
    assert not proceeding.steps.filter(stage="verdict").exists()


@pytest.mark.parametrize(
    ("stage", "typed", "field"),
    [
        ("sentence", {}, "months_imposed"),
        ("sentence", {"months_imposed": "12", "months_suspended": "24"}, "months_suspended"),
        ("served", {}, "months_served"),
    ],
)
def test_a_sentence_is_not_saved_empty_and_the_fault_names_its_field(
    world, proceeding, settings, stage, typed, field
):
    settings.DEMONSTRATION = True
    client = client_of(world, "prosecutor")
    answer = client.post(f"/proceedings/{proceeding.number}/{stage}/", {"on": "20/05/2022", **typed})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in text_of(answer)
    assert not proceeding.steps.filter(stage=stage).exists()
